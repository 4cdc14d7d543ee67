import { describe, expect, it } from 'vitest';
import { probeImage } from '../../../src/store/probe.ts';
import { settle, SUMMARY } from '../../support/fakeEngine.ts';
import { pictureOf } from '../../support/fakeSets.ts';
import { readingsOf } from '../../support/fakeRun.ts';
import { file, openPage } from '../../support/openPage.ts';

const at = (x: number) => ({ x, y: 100 });

async function open() {
  const opened = await openPage();
  const { actions, state } = opened;
  const draw = (x: number) => {
    const start = at(x);
    actions.draw({ type: 'begin', point: start });
    actions.draw({ type: 'extend', start, points: [at(x + 20)] });
    return start;
  };
  const strokes = () => {
    const { probe } = state();
    return probe.source === 'drawn' ? probe.strokes : null;
  };
  /** Set and number of the test digit on display; null for a drawing. */
  const shown = () => {
    const { probe } = state();
    return probe.source === 'test' && probe.digit ? `${probe.digit.setId} ${probe.digit.index}` : null;
  };
  return { ...opened, draw, strokes, shown };
}
const stroke = (x: number) => [at(x), at(x + 20)];

describe('the probe', () => {
  it('is the first digit of the set in use until somebody draws or picks', async () => {
    const { shown, actions, state } = await open();
    expect(shown()).toBe('embedded-mid 7');
    actions.setConfig({ data: 'mnist' });
    await settle();
    expect(shown()).toBe('mnist 7');
    expect(state().probe).toMatchObject({ isPicked: false });
  });

  it('is a digit of the set that loads, and one of the set in use again when it does not come', async () => {
    const { engine, shown, actions } = await open();
    engine.hold('loadData');
    actions.setConfig({ data: 'mnist' });
    engine.waiting('loadData').tellFirst();
    expect(shown()).toBe('null 7');
    engine.waiting('loadData').fail('gone');
    await settle();
    expect(shown()).toBe('embedded-mid 7');
  });

  it('is one of the set that a person went back to, not of the one that was given up', async () => {
    const { engine, shown, actions, state } = await open();
    engine.hold('loadData');
    actions.setConfig({ data: 'mnist' });
    engine.waiting('loadData').tellFirst();
    actions.setConfig({ data: 'embedded' });
    await settle();
    expect(shown()).toBe('embedded-mid 7');
    expect(probeImage(state())).toEqual(pictureOf('embedded-mid', 7));
  });

  it('is one of the set that came although it was cancelled', async () => {
    const { engine, shown, actions, state } = await open();
    engine.hold('loadData');
    actions.setConfig({ data: 'mnist' });
    engine.waiting('loadData').finish();
    void actions.cancelLoading();
    await settle();
    expect(shown()).toBe('mnist 0');
    expect(probeImage(state())).toEqual(pictureOf('mnist', 0));
  });

  it('drawn is read as its strokes are; an empty canvas as nothing', async () => {
    const { actions, draw, state } = await open();
    draw(40);
    const image = probeImage(state());
    expect(image).toHaveLength(784);
    expect(probeImage(state())).toBe(image); // made once
    actions.setFraming(false);
    expect(probeImage(state())).not.toEqual(image);
    actions.draw({ type: 'undo' });
    expect(probeImage(state())).toBeNull();
  });

  it('drawn anew after a digit has none of the strokes before it', async () => {
    const { actions, draw, strokes, shown } = await open();
    draw(40);
    actions.pickTestDigit(3);
    await settle();
    expect(shown()).toBe('embedded-mid 3');
    expect(strokes()).toBeNull();
    draw(90);
    expect(strokes()).toEqual([stroke(90)]);
  });

  it('drawn stays when the set is changed, and the next stroke begins a new drawing', async () => {
    const { actions, draw, strokes } = await open();
    draw(40);
    draw(60);
    actions.setConfig({ data: 'mnist' });
    await settle();
    expect(strokes()).toEqual([stroke(40), stroke(60)]);
    draw(90);
    draw(120);
    expect(strokes()).toEqual([stroke(90), stroke(120)]);
  });

  it('a stroke under way when the set is changed is drawn to its end', async () => {
    const { actions, draw, strokes } = await open();
    const start = draw(40);
    actions.setConfig({ data: 'mnist' });
    actions.draw({ type: 'extend', start, points: [at(80)] });
    await settle();
    expect(strokes()).toEqual([[...stroke(40), at(80)]]);
  });

  it('a stroke that gave way to a digit does not come back with its next points', async () => {
    const { actions, draw, shown } = await open();
    const start = draw(40);
    actions.pickTestDigit(3);
    await settle();
    actions.draw({ type: 'extend', start, points: [at(80)] });
    actions.draw({ type: 'takeBack', start });
    expect(shown()).toBe('embedded-mid 3');
  });

  it('a palm is taken back from the drawing that the pen begins', async () => {
    const { actions, draw, strokes } = await open();
    const palm = draw(200);
    actions.draw({ type: 'takeBack', start: palm });
    draw(40);
    expect(strokes()).toEqual([stroke(40)]);
  });

  it('is read with all its dots by networks whose classes are a person’s own', async () => {
    const { actions, page, state } = await open();
    const bar = { x: 0.5, y: 0.2 };
    actions.draw({ type: 'begin', point: bar });
    actions.draw({ type: 'extend', start: bar, points: [{ x: 0.5, y: 0.7 }] });
    const withoutDot = probeImage(state());
    actions.draw({ type: 'begin', point: { x: 0.5, y: 0.9 } });
    expect(probeImage(state())).toEqual(withoutDot); // of digits it is a slip
    await actions.openFiles([file('a')]);
    page.store.setState({ classNames: { 'own-a': ['l', '!'] } });
    actions.train();
    expect(probeImage(state())).not.toEqual(withoutDot);
  });

  it('drawn is not replaced by a digit that comes late', async () => {
    const { engine, actions, draw, strokes } = await open();
    engine.hold('testDigitAt', 'testDigit');
    actions.pickRandomDigit();
    draw(40);
    engine.answer('testDigitAt');
    await settle();
    expect(strokes()).toEqual([stroke(40)]);
    actions.pickTestDigit(3);
    actions.draw({ type: 'clear' });
    engine.waiting('testDigit').fail('lost');
    await settle();
    expect(strokes()).toEqual([]);
  });

  it('is the digit that was wanted last, whichever comes first', async () => {
    const { engine, actions, shown } = await open();
    engine.hold('testDigit');
    actions.pickTestDigit(3);
    actions.pickTestDigit(4);
    const [three, four] = engine.held;
    four!.answer();
    three!.answer();
    await settle();
    expect(shown()).toBe('embedded-mid 4');
  });

  it('stays, drawing and reading, when the set lacks the digit that is wanted; and that is said', async () => {
    const { actions, draw, state } = await open();
    await actions.openFiles([file('a')]); // has 0 to 4
    draw(40);
    const { probe } = state();
    actions.pickTestDigit(9);
    await settle();
    expect(state().probe).toBe(probe);
    expect(state()).toMatchObject({ notice: 'The test digits contain no 9.', engine: { status: 'ready' } });
    expect(state().data.message).toBeNull();
  });

  it('goes to the next digit of the class that it shows', async () => {
    const { actions, shown } = await open();
    actions.setConfig({ data: 'mnist' });
    await settle();
    actions.pickTestDigit(7); // the set has one
    await settle();
    expect(shown()).toBe('mnist 7');
  });

  it('asked of one set never stands for a digit of the next', async () => {
    const { engine, actions, shown } = await open();
    engine.hold('loadData', 'testDigitAt');
    actions.setConfig({ data: 'mnist' });
    engine.waiting('loadData').tellFirst();
    actions.pickRandomDigit();
    engine.answer('testDigitAt'); // still of the set in use
    await settle();
    expect(shown()).toMatch(/^embedded-mid/);
    engine.answer('loadData');
    await settle();
    expect(shown()).toBe('mnist 7');
  });

  it('of the run on display is shown beside any digits in use, hardest and disputed first', async () => {
    const { engine, actions, shown, state } = await open();
    actions.pickFromRecord('hardest');
    expect(state().notice).toContain('no teacher was trained');
    actions.train();
    engine.say({ type: 'run', runId: 1, events: [{ type: 'readings', readings: readingsOf(1) }] });
    actions.setConfig({ data: 'mnist' });
    await settle();
    actions.pickFromRecord('hardest');
    expect(shown()).toBe('embedded-mid 1');
    expect(probeImage(state())?.[0]).toBe(101); // the picture that was read
    actions.pickFromRecord('hardest');
    expect(shown()).not.toBe('embedded-mid 1');
    actions.pickFromRecord('disputed');
    expect(shown()).toBe('embedded-mid 2');
    actions.pickRecordDigit(9); // there are three
    expect(shown()).toBe('embedded-mid 2');
  });

  it('that nobody disputes leaves what is shown, and that is said', async () => {
    const { engine, actions, draw, strokes, state } = await open();
    actions.train();
    const readings = { ...readingsOf(1), arms: [] };
    engine.say({ type: 'run', runId: 1, events: [{ type: 'readings', readings }] });
    draw(40);
    actions.pickFromRecord('disputed');
    expect(strokes()).toEqual([stroke(40)]);
    expect(state().notice).toContain('disputed');
  });

  it('keeps its place when images are handed in: the test digits are the same', async () => {
    const { actions, shown, state } = await open();
    actions.pickTestDigit(3);
    await settle();
    await actions.useUnlabelled(new Uint8Array(2 * 784));
    expect(state().data.summary?.id).toBe(`${SUMMARY.id}+2`);
    expect(shown()).toBe(`${SUMMARY.id}+2 3`);
  });

  it('that cannot be had is said, until another is wished for', async () => {
    const { actions, state } = await open();
    actions.pickFromRecord('hardest');
    expect(state().notice).toContain('no hardest digit');
    actions.pickTestDigit(3);
    expect(state().notice).toBeNull();
    await settle();
    actions.pickFromRecord('disputed');
    expect(state().notice).not.toBeNull();
    actions.draw({ type: 'begin', point: { x: 1, y: 1 } });
    expect(state().notice).toBeNull();
  });
});
