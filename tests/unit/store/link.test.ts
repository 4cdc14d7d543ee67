import { describe, expect, it } from 'vitest';
import { linkTo, linkToRun, notInLink } from '../../../src/store/link.ts';
import { settle } from '../../support/fakeEngine.ts';
import { file, openPage } from '../../support/openPage.ts';

describe('the link to a run', () => {
  it('has the settings of the run, whatever was set since, and says what it leaves out', async () => {
    const { actions, state } = await openPage();
    actions.train();
    expect(linkToRun(state())).toEqual(linkTo(state()));
    expect(notInLink(state())).toEqual([]);
    actions.setConfig({ temperature: 3, labels: 500 });
    expect(linkToRun(state()).config).toMatchObject({ temperature: 8, labels: 2000 });
    expect(linkToRun(state()).displayTemperature).toBe(3); // what is looked at
    expect(notInLink(state())).toEqual([
      'What was changed since this run is not in it: labels, temperature.',
    ]);
  });

  it('has the digit that was picked only where it is one of the run’s', async () => {
    const { actions, state } = await openPage();
    actions.train();
    actions.pickTestDigit(3);
    await settle();
    expect([linkToRun(state()).probe, linkTo(state()).probe]).toEqual([3, 3]);
    actions.setConfig({ data: 'mnist' });
    await settle();
    actions.pickTestDigit(4);
    await settle();
    expect([linkToRun(state()).probe, linkTo(state()).probe]).toEqual([null, 4]);
  });

  it('to a set that is still to come has no digit of the one in use', async () => {
    const { engine, actions, state } = await openPage();
    actions.pickTestDigit(3);
    await settle();
    engine.hold('loadData');
    actions.setConfig({ data: 'mnist' });
    expect(linkTo(state())).toMatchObject({ config: { data: 'mnist' }, probe: null });
  });

  it('says that own digits, handed images and a drawing of very many strokes are not in it', async () => {
    const { actions, state } = await openPage();
    await actions.useUnlabelled(new Uint8Array(3 * 784));
    for (let at = 0; at < 500; at++) actions.draw({ type: 'begin', point: { x: at / 500, y: 0.5 } });
    expect(notInLink(state())).toEqual([
      'The images without labels that you gave are not in it.',
      'Your drawing is not in it: it has more strokes than a link can hold.',
    ]);
    await actions.openFiles([file('a')]);
    actions.draw({ type: 'clear' });
    actions.train();
    expect(notInLink(state())).toEqual(['Your own digits are not in it: send the files along.']);
    actions.setConfig({ data: 'mnist' });
    await settle();
    expect(notInLink(state())).toEqual([
      'Your own digits are not in it: send the files along.',
      'What was changed since this run is not in it: digits.',
    ]);
  });
});
