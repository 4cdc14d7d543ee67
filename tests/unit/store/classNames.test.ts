import { describe, expect, it } from 'vitest';
import { namesReadBy, probeNames, recordNames } from '../../../src/store/selectors.ts';
import { file, openPage } from '../../support/openPage.ts';

describe('class names', () => {
  it('are those of the set that a digit or a run is of', async () => {
    const { engine, actions, page, state } = await openPage();
    await actions.openFiles([file('a')]);
    const names = ['shirt', 'shoe', '2', '3', '4', '5', '6', '7', '8', '9'];
    page.store.setState({ classNames: { 'own-a': names } });
    expect(probeNames(state())).toBe(names);
    expect(recordNames(state())[0]).toBe('0'); // no run yet
    actions.train();
    const weights = { teacher: { networks: [], average: 'logits' } } as const;
    engine.say({ type: 'run', runId: 1, events: [{ type: 'weights', weights }] });
    await actions.openFiles([file('b')]);
    expect(probeNames(state())[0]).toBe('0');
    expect(recordNames(state())).toBe(names);
    expect(namesReadBy(state(), 'teacher')).toBe(names);
    expect(namesReadBy(state(), 'distilled')[0]).toBe('0');
  });

  it('stay with a set that is handed more images', async () => {
    const { actions, page, state } = await openPage();
    await actions.openFiles([file('a')]);
    const names = ['shirt', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    page.store.setState({ classNames: { 'own-a': names } });
    await actions.useUnlabelled(new Uint8Array(784));
    expect(probeNames(state())).toBe(names);
    await actions.useUnlabelled(new Uint8Array());
    expect(state().data).toMatchObject({ summary: { id: 'own-a' }, numHanded: 0 });
    expect(probeNames(state())).toBe(names);
  });
});
