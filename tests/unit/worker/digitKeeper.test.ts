import { describe, expect, it, vi } from 'vitest';
import { identified, type DigitSet, type DigitSplit } from '../../../src/data/digitSet.ts';
import { encodeImages, encodeLabels } from '../../../src/data/idx.ts';
import type { DataChoice } from '../../../src/experiment/events.ts';
import { createDigitKeeper, type LoadDigits } from '../../../src/worker/digitKeeper.ts';
import { fileOf } from '../../support/digitFiles.ts';
import { SUPERSEDED, type EngineEvent } from '../../../src/worker/engineApi.ts';

const split = (...labels: readonly number[]): DigitSplit => ({
  images: Uint8Array.from({ length: labels.length * 784 }, (_, at) => labels[Math.floor(at / 784)]!),
  labels: Uint8Array.from(labels),
});
const setOf = (name: string, test: DigitSplit, source: DataChoice): DigitSet =>
  identified({ name, provenance: 'made up', source, train: split(1, 2, name.length), test });

const CALM: DataChoice = { data: 'embedded', sloppiness: 'calm' };
const HARD: DataChoice = { data: 'embedded', sloppiness: 'hard' };

/** A keeper whose loads end when the test says so, whether or not they were told to stop. */
function open() {
  const heard: EngineEvent[] = [];
  const loads: {
    readonly options: Parameters<LoadDigits>[1];
    end(test?: DigitSplit): void;
    fail(error: Error): void;
  }[] = [];
  const keeper = createDigitKeeper(
    (choice, options) =>
      new Promise((resolve, reject) =>
        loads.push({
          options,
          end: (test = split(3, 7, 3)) => resolve(setOf(choice.sloppiness, test, choice)),
          fail: reject,
        }),
      ),
    (event) => void heard.push(event),
  );
  /** With a set in use. */
  async function openCalm() {
    const loaded = keeper.loadData(1, CALM);
    loads[0]!.end();
    return loaded;
  }
  return { keeper, loads, heard, openCalm };
}
const files = (numLabels: number) => [
  fileOf('images', encodeImages(new Uint8Array(784 * 60).fill(9))),
  fileOf('labels', encodeLabels(Uint8Array.from({ length: numLabels }, (_, at) => at % 10))),
];

describe('the keeper of the digits', () => {
  it('has none before any are there, and says so', async () => {
    const { keeper } = open();
    expect(() => keeper.inUse()).toThrow('no digits yet');
    await expect(keeper.testDigitAt(0)).rejects.toThrow('no digits yet');
    await expect(keeper.useUnlabelled(new Uint8Array())).rejects.toThrow('no digits yet');
    expect(await keeper.cancelLoading()).toBeNull();
  });

  it('uses the set that was asked for last; the older load is told so, whenever it ends', async () => {
    const { keeper, loads } = open();
    const older = keeper.loadData(1, CALM);
    const newer = keeper.loadData(2, HARD);
    expect(loads[0]!.options.signal.aborted).toBe(true);
    loads[1]!.end();
    expect(await newer).toMatchObject({ name: 'hard', source: HARD });
    loads[0]!.end();
    await expect(older).rejects.toThrow(SUPERSEDED);
    expect(keeper.inUse().name).toBe('hard');
  });

  it('a load that breaks when nobody waits for it any more was superseded, and no more is said of it', async () => {
    const { keeper, loads, heard } = open();
    const older = keeper.loadData(1, CALM);
    const newer = keeper.loadData(2, HARD);
    loads[0]!.options.onProgress(5, 10, 'Writing digits');
    loads[0]!.options.onTest(split(3));
    loads[0]!.fail(new Error('The network is gone.'));
    await expect(older).rejects.toThrow(SUPERSEDED);
    expect(heard).toEqual([]);
    loads[1]!.options.onProgress(1, 10, 'Writing digits');
    loads[1]!.end();
    await newer;
    expect(heard).toEqual([{ type: 'dataProgress', load: 2, done: 1, total: 10, what: 'Writing digits' }]);
  });

  it('tells the first seven as soon as the test digits are there, with the number of the load', async () => {
    const { keeper, loads, heard } = open();
    void keeper.loadData(4, CALM);
    loads[0]!.options.onTest(split(3, 7, 7));
    loads[0]!.options.onTest(split(3, 4));
    expect(heard).toMatchObject([
      { type: 'firstDigit', load: 4, digit: { index: 1, label: 7 } },
      { type: 'firstDigit', load: 4, digit: { index: 0, label: 3 } },
    ]);
  });

  it('keeps the set in use when a load fails or is cancelled, and tells which it is', async () => {
    const { keeper, loads, openCalm } = open();
    const calm = await openCalm();
    const failing = keeper.loadData(2, HARD);
    loads[1]!.fail(new Error('The network is gone.'));
    await expect(failing).rejects.toThrow('The network is gone.');
    const cancelled = keeper.loadData(3, HARD);
    expect(await keeper.cancelLoading()).toEqual(calm);
    loads[2]!.end();
    await expect(cancelled).rejects.toThrow(SUPERSEDED);
    expect(keeper.inUse().id).toBe(calm.id);
  });

  it('refuses a set without test digits before it is in use', async () => {
    const { keeper, loads, openCalm } = open();
    const calm = await openCalm();
    const empty = keeper.loadData(2, HARD);
    loads[1]!.end(split());
    await expect(empty).rejects.toThrow('There is no test digit 0');
    expect(keeper.inUse().id).toBe(calm.id);
  });

  it('takes own files while another load is under way; refused ones leave what is in use', async () => {
    const { keeper, loads, heard, openCalm } = open();
    const calm = await openCalm();
    const loading = keeper.loadData(2, HARD);
    await expect(keeper.loadOwn(3, files(59))).rejects.toThrow('59 labels');
    loads[1]!.end();
    await expect(loading).rejects.toThrow(SUPERSEDED);
    expect(keeper.inUse().id).toBe(calm.id);
    const own = await keeper.loadOwn(4, files(60));
    expect(own).toMatchObject({ name: 'Own digits', numTrain: 50, numTest: 10 });
    expect(heard.at(-1)).toMatchObject({ type: 'firstDigit', load: 4 });
    expect(keeper.inUse().id).toBe(own.id);
  });

  it('reads own files while the network that looks at them is fetched, and does not wait for it for ever', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const keeper = createDigitKeeper(
      () => Promise.reject(new Error('nothing else is loaded')),
      () => undefined,
      () => new Promise(() => undefined),
    );
    const own = keeper.loadOwn(1, files(60));
    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();
    expect(await own).toMatchObject({ name: 'Own digits', numTrain: 50 });
  });

  it('gives up own files that are still being read when another set is chosen', async () => {
    const { keeper, loads } = open();
    let go: () => void = () => undefined;
    const mayGo = new Promise<void>((resolve) => (go = resolve));
    const slow = new Blob(['a']);
    slow.slice = () => slow;
    slow.arrayBuffer = () => mayGo.then(() => Uint8Array.of(53).buffer);
    const own = keeper.loadOwn(1, [{ name: 'slow.csv', blob: slow }]);
    const other = keeper.loadData(2, HARD);
    go();
    await expect(own).rejects.toThrow(SUPERSEDED);
    loads[0]!.end();
    expect((await other).source).toEqual(HARD);
  });

  it('mends the digits in use: another set, whose remark is gone', async () => {
    const { keeper, heard } = open();
    const own = await keeper.loadOwn(1, files(60));
    expect(own.remarks?.map(({ mend }) => mend)).toEqual(['stretch', 'invert']);
    const mended = await keeper.mend(2, 'stretch');
    expect(mended.remarks?.map(({ mend }) => mend)).toEqual(['invert']);
    expect(mended.id).not.toBe(own.id);
    expect(keeper.inUse().test.images[0]).toBe(255);
    expect(heard.at(-1)).toMatchObject({ type: 'firstDigit', load: 2 });
  });

  it('goes through the test digits of a class, and from the last to the first', async () => {
    const { keeper, openCalm } = open();
    const { id } = await openCalm(); // 3, 7, 3
    const threes = [
      await keeper.testDigit(3, -1),
      await keeper.testDigit(3, 0),
      await keeper.testDigit(3, 2),
    ];
    expect(threes.map(({ index }) => index)).toEqual([0, 2, 0]);
    expect(await keeper.testDigit(7, 1)).toMatchObject({ setId: id, index: 1, label: 7 });
    await expect(keeper.testDigit(5, -1)).rejects.toThrow('The test digits contain no 5.');
    await expect(keeper.testDigit(10, -1)).rejects.toThrow('There is no digit 10');
    await expect(keeper.testDigitAt(3)).rejects.toThrow('There is no test digit 3; they go from 0 to 2.');
  });

  it('adds the images that were handed in to any set from then on, which is another set by that; none takes them away', async () => {
    const { keeper, loads, openCalm } = open();
    const calm = await openCalm();
    const handed = await keeper.useUnlabelled(new Uint8Array(2 * 784));
    expect(handed).toMatchObject({ numUnlabelled: 2 });
    expect(handed.id).not.toBe(calm.id);
    const other = await keeper.useUnlabelled(new Uint8Array(3 * 784));
    expect(other.numUnlabelled).toBe(3); // in place of those before
    const loading = keeper.loadData(2, HARD);
    loads[1]!.end();
    expect(await loading).toMatchObject({ name: 'hard and 3 images of yours', numUnlabelled: 3 });
    expect((await keeper.testDigitAt(0)).setId).toBe((await loading).id);
    const again = keeper.loadData(3, CALM);
    loads[2]!.end();
    await again;
    expect(await keeper.useUnlabelled(new Uint8Array())).toEqual(calm);
  });

  it('hands on the digits without what writes more of them', async () => {
    const set = { ...setOf('endless', split(7), CALM), writeUnlabelled: () => new Uint8Array() };
    const endless = createDigitKeeper(
      () => Promise.resolve(set),
      () => undefined,
    );
    expect(await endless.loadData(1, CALM)).toMatchObject({ isEndless: true });
    expect(structuredClone(await endless.shareDigits())).toMatchObject({ id: set.id, test: set.test });
  });
});
