import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { wantedNext } from '../../../src/data/askedDigits.ts';
import { encodeImages, encodeLabels } from '../../../src/data/idx.ts';
import type { Stroke } from '../../../src/data/framing.ts';
import { onePredictor, type Predictor } from '../../../src/distillation/ensemble.ts';
import type { NetworkName } from '../../../src/experiment/arms.ts';
import { openDrawnStorage } from '../../../src/library/drawnStorage.ts';
import { createDrawnSet } from '../../../src/store/drawnSet.ts';
import { probeImage } from '../../../src/store/probe.ts';
import { isCovered } from '../../../src/store/selectors.ts';
import { areOtherClasses, yoursOf } from '../../../src/store/yours.ts';
import { endingOf } from '../../support/fakeRun.ts';
import { settle } from '../../support/fakeEngine.ts';
import { openPage } from '../../support/openPage.ts';

/** Whatever it sees it reads as this class. */
const reading = (label: number): Predictor =>
  onePredictor({
    layers: [
      {
        numInputs: 784,
        numOutputs: 10,
        convolution: null,
        weights: new Float32Array(7840),
        bias: Float32Array.from({ length: 10 }, (_, each) => Number(each === label)),
      },
    ],
  });

/** A stroke as long as the label says. */
const strokeOf = (label: number): Stroke => [
  { x: 0.2, y: 0.2 },
  { x: 0.4, y: 0.3 + 0.05 * label },
];

async function open() {
  const opened = await openPage();
  const { page, engine, state } = opened;
  const set = createDrawnSet(page, () => Promise.resolve(openDrawnStorage()));
  await set.open();
  const put = (stroke: Stroke) => {
    page.actions.draw({ type: 'begin', point: stroke[0]! });
    page.actions.draw({ type: 'extend', start: stroke[0]!, points: stroke.slice(1) });
  };
  return {
    ...opened,
    set,
    put,
    drawn: () => state().drawn,
    /** Draws what is asked for, so many times. */
    async draw(count: number) {
      for (let at = 0; at < count; at++) {
        put(strokeOf(wantedNext(state().drawn.digits).label));
        await set.keepAsked();
      }
    },
    /** @param classes what each network takes every digit for */
    run(classes: Readonly<Record<NetworkName, number>>, isDone = true) {
      page.actions.trainAnew();
      const { record, runId } = state().run;
      const weights = Object.fromEntries(
        Object.entries(classes).map(([name, label]) => [name, reading(label)]),
      );
      const ending = isDone ? endingOf(record!.config, record!.data, [1]) : [];
      engine.say({ type: 'run', runId, events: [{ type: 'weights', weights }, ...ending] });
    },
  };
}

describe('ten digits of a person’s own', () => {
  beforeEach(() => {
    Dexie.dependencies.indexedDB = new IDBFactory();
  });

  it('are asked for one after the other, covered until the last of them is drawn', async () => {
    const { set, draw, state, drawn, put } = await open();
    expect(isCovered(state())).toBe(false);
    await set.ask();
    expect(state().probe).toMatchObject({ source: 'drawn', strokes: [] });
    await set.keepAsked(); // nothing is on the canvas yet
    expect(drawn().digits).toEqual([]);
    for (let at = 0; at < 9; at++) {
      await draw(1);
      expect(isCovered(state())).toBe(true);
      expect(state().probe).toMatchObject({ strokes: [] });
    }
    await draw(1);
    expect(isCovered(state())).toBe(false);
    expect(
      drawn()
        .digits.map(({ label }) => label)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    put(strokeOf(3));
    await set.keepAsked(); // nothing is asked for
    expect(drawn().digits).toHaveLength(10);
  });

  it('are kept as the probe showed them, from their strokes, over a reload in the midst of a round', async () => {
    const first = await open();
    await first.set.ask();
    first.put(strokeOf(wantedNext([]).label));
    const shown = probeImage(first.state());
    await first.set.keepAsked();
    await first.draw(2);
    const again = await open();
    expect(again.drawn().digits).toEqual(first.drawn().digits);
    expect(again.drawn().digits[0]).toMatchObject({ image: shown, asked: { round: 0 } });
    await again.set.ask();
    await again.draw(7);
    expect(again.drawn().isAsking).toBe(false);
  });

  it('are read from what older pages kept, and from what is broken: as digits that nobody asked for', async () => {
    await openDrawnStorage().read(); // makes the database
    const kept = new Dexie('distillery-drawn');
    kept.version(1).stores({ digits: 'id', settings: 'name' });
    const image = new Uint8Array(784).fill(9);
    const digits = [undefined, { round: -1, strokes: [] }, { round: 0, strokes: [[{ x: NaN, y: 0 }]] }];
    await kept.table('digits').bulkPut(digits.map((asked, id) => ({ id, label: 3, image, asked })));
    const { drawn } = await open();
    expect(drawn().digits).toEqual(digits.map((_, id) => ({ id, label: 3, image, asked: null })));
  });

  it('can be stopped and gone on with: what is on the canvas is put aside, unseen, and comes back', async () => {
    const { set, draw, put, state, drawn, actions } = await open();
    await set.ask();
    await draw(2);
    put(strokeOf(9));
    set.stopAsking();
    expect(state().probe).toMatchObject({ strokes: [] });
    expect(isCovered(state())).toBe(false);
    await set.ask();
    expect(state().probe).toMatchObject({ strokes: [strokeOf(9)] });
    actions.pickTestDigit(4); // takes the canvas
    await settle();
    expect(state().probe.source).toBe('test');
    expect(isCovered(state())).toBe(false);
    await set.ask();
    expect(state().probe).toMatchObject({ strokes: [strokeOf(9)] });
    actions.draw({ type: 'undo' });
    expect(state().probe).toMatchObject({ strokes: [] });
    expect(drawn().digits).toHaveLength(2);
  });

  it('are counted for the networks of the run on display, and follow it and the drawings', async () => {
    const { set, draw, run, state } = await open();
    await set.ask();
    await draw(9);
    run({ teacher: 1, standalone: 2, distilled: 3 });
    expect(yoursOf(state())).toBeNull(); // nine are not ten
    await draw(1);
    const read = (label: number) => new Array<number>(10).fill(label);
    expect(yoursOf(state())).toMatchObject({
      read: { teacher: read(1), standalone: read(2), distilled: read(3) },
    });
    expect(yoursOf(state())).toBe(yoursOf(state()));
    run({ teacher: 1, standalone: 2, distilled: 4 }, false);
    expect(yoursOf(state())!.read).toEqual({}); // while it trains
    run({ teacher: 1, standalone: 2, distilled: 4 });
    expect(yoursOf(state())!.read.distilled).toEqual(read(4));
    await set.ask();
    await draw(9);
    expect(yoursOf(state())!.digits).toHaveLength(10);
    await draw(1);
    expect(yoursOf(state())!.digits).toHaveLength(20);
  });

  it('are not shown before a run, nor for a run of other classes', async () => {
    const { set, draw, run, state } = await open();
    await set.ask();
    await draw(10);
    expect(yoursOf(state())).toBeNull();
    run({ teacher: 1, standalone: 2, distilled: 3 });
    expect(yoursOf(state())).not.toBeNull();
    await set.nameClass(3, 'boot');
    expect(yoursOf(state())).toBeNull();
    expect(areOtherClasses(state())).toBe(true);
  });

  it('are none of those that a person added by choice or from files', async () => {
    const { set, run, state, drawn } = await open();
    for (let label = 0; label < 10; label++) await set.add(label, new Uint8Array(784).fill(label));
    const labels = Uint8Array.from({ length: 10 }, (_, label) => label);
    const images = encodeImages(new Uint8Array(7840).fill(7));
    await set.importFiles([new File([images], 'i'), new File([encodeLabels(labels)], 'l')]);
    expect(drawn().digits).toHaveLength(20);
    run({ teacher: 1, standalone: 2, distilled: 3 });
    expect(yoursOf(state())).toBeNull();
  });

  it('are the test set of the drawn set, never trained on, nor given to the transfer set', async () => {
    const { set, draw, drawn, engine } = await open();
    await set.ask();
    await draw(10);
    for (let at = 0; at < 29; at++) await set.add(at % 10, new Uint8Array(784).fill(at));
    expect(set.trainOn()).toBe(false);
    expect(drawn().message).toBe(
      'The set has 29 digits to train on (those that the page asked for are only tested on); training needs at least 30. Draw 1 more.',
    );
    await set.add(9, new Uint8Array(784).fill(29));
    set.useUnlabelled(true);
    await settle();
    expect(engine.calls.at(-1)).toBe('useUnlabelled 30');
    expect(set.trainOn()).toBe(true);
    await settle();
    expect(engine.calls.find((call) => call.startsWith('loadOwn'))).toBe(
      'loadOwn drawn-train-images-idx3-ubyte drawn-train-labels-idx1-ubyte drawn-test-images-idx3-ubyte drawn-test-labels-idx1-ubyte',
    );
  });

  it('count no more when one of them is deleted, which is said and kept', async () => {
    const { set, draw, run, state, drawn } = await open();
    await set.ask();
    await draw(10);
    run({ teacher: 1, standalone: 2, distilled: 3 });
    await set.remove([drawn().digits[4]!.id]);
    expect(yoursOf(state())).toBeNull();
    expect(drawn().digits).toHaveLength(9);
    expect(drawn().message).toContain('count together, or not at all');
    const again = await open();
    expect(again.drawn().digits).toEqual(drawn().digits);
  });
});
