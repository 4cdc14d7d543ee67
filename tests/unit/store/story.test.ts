import { describe, expect, it } from 'vitest';
import { noticed } from '../../../src/store/story.ts';
import { openPage } from '../../support/openPage.ts';

describe('what the Story notices', () => {
  it('is done when it was open before, and was so before when it never was', () => {
    const open = noticed({}, 'logits', false);
    expect(open).toEqual({ logits: 'open' });
    expect(noticed(open, 'logits', true)).toEqual({ logits: 'done' });
    expect(noticed({}, 'logits', true)).toEqual({ logits: 'before' });
  });

  it('stays when it is so no more; nothing new is the same object', () => {
    for (const answers of [{ lose: 'done' }, { lose: 'before' }] as const) {
      expect(noticed(answers, 'lose', false)).toBe(answers);
      expect(noticed(answers, 'lose', true)).toBe(answers);
    }
  });

  it('is kept by the page, beside the step in view', async () => {
    const { actions, state } = await openPage();
    actions.setStory({ step: 'losses' });
    actions.notice('losses', false);
    actions.notice('losses', true);
    expect(state().story).toMatchObject({ step: 'losses', answers: { losses: 'done' } });
    const before = state().story;
    actions.notice('losses', false);
    expect(state().story).toBe(before);
  });
});
