/** What a storage of kept runs does, whatever it lies in. */
import { expect, it, vi } from 'vitest';
import type { Listing, RunStorage } from '../../src/library/runStorage.ts';
import { finishedRecord, interruptedRecord, keptOf } from './keptRecords.ts';
import { summaryFor } from './fakeSets.ts';

/** What is in it now. */
export function listingOf(storage: RunStorage): Promise<Listing> {
  return new Promise((resolve, reject) => {
    const end = storage.watch((listing) => {
      resolve(listing);
      queueMicrotask(() => end());
    }, reject);
  });
}
const namesOf = ({ runs }: Listing) => runs.map(({ id, name }) => name ?? id);

/** @param open an empty storage */
export function runContract(open: () => Promise<RunStorage>): void {
  const other = summaryFor({ data: 'own', sloppiness: 'default' }, 'mine');

  it('gives back records as they were, to the bit, finished or interrupted', async () => {
    const storage = await open();
    for (const record of [finishedRecord(), interruptedRecord(), finishedRecord({ seed: 5 }, other)]) {
      await storage.keep(keptOf(record, 'one'), record, null);
      expect(await storage.read('one')).toEqual(record);
      expect(await storage.readBrief('one')).toEqual({ ...record, readings: null });
    }
  });

  it('lists what is kept, newest first, as it was described', async () => {
    const storage = await open();
    expect(await listingOf(storage)).toEqual({ runs: [], unreadable: [] });
    const [early, late] = [finishedRecord({ seed: 1 }), interruptedRecord({ seed: 2 })];
    const kept = [keptOf(late, 'late', { keptAt: 2 }), keptOf(early, 'early', { keptAt: 1 })];
    await storage.keep(kept[1]!, early, null);
    await storage.keep(kept[0]!, late, null);
    expect(await listingOf(storage)).toEqual({ runs: kept, unreadable: [] });
  });

  it('tells of a run that did not change as it told of it before, so that nothing is drawn anew for it', async () => {
    const storage = await open();
    for (const seed of [1, 2]) {
      const record = finishedRecord({ seed });
      await storage.keep(keptOf(record, `${seed}`, { keptAt: seed }), record, null);
    }
    const before = await listingOf(storage);
    await storage.rename('1', 'mine');
    const after = await listingOf(storage);
    expect(after.runs[0]).toBe(before.runs[0]);
    expect(after.runs[1]).toEqual({ ...before.runs[1], name: 'mine' });
  });

  it('tells of every change, until nobody wants to hear of it', async () => {
    const storage = await open();
    const told: string[][] = [];
    const end = storage.watch(
      (listing) => told.push(namesOf(listing)),
      (error) => expect.unreachable(String(error)),
    );
    const record = finishedRecord();
    await storage.keep(keptOf(record, 'one'), record, null);
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['one']));
    await storage.rename('one', 'mine');
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['mine']));
    await storage.rename('one', null);
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['one']));
    end();
    await storage.clear();
    await listingOf(storage);
    expect(told.at(-1)).toEqual(['one']);
  });

  it('deletes, and puts back what was deleted with all that was its own', async () => {
    const storage = await open();
    const [one, two] = [finishedRecord({ seed: 1 }), finishedRecord({ seed: 2 }, other)];
    await storage.keep(keptOf(one, 'one'), one, null);
    await storage.keep(keptOf(two, 'two'), two, null);
    await storage.rename('one', 'mine');
    const removed = await storage.remove(['one', 'gone']);
    expect(namesOf(await listingOf(storage))).toEqual(['two']);
    await expect(storage.read('one')).rejects.toThrow('no longer in the library');
    expect(await storage.read('two')).toEqual(two);
    await storage.restore(removed);
    expect(await storage.read('one')).toEqual(one);
    expect(new Set(namesOf(await listingOf(storage)))).toEqual(new Set(['mine', 'two']));
  });

  it('keeps test digits once for all runs of a set, as long as there is one', async () => {
    const storage = await open();
    const records = [1, 2].map((seed) => finishedRecord({ seed }));
    for (const [at, record] of records.entries()) await storage.keep(keptOf(record, `${at}`), record, null);
    const first = await storage.remove(['0']);
    expect(first.digits).toEqual([]);
    expect(await storage.read('1')).toEqual(records[1]);
    const second = await storage.remove(['1']);
    expect(second.digits).toHaveLength(1);
    await storage.restore(first);
    expect((await storage.read('0')).readings).toBeNull();
  });

  it('puts a run in place of the one that it grew from, under its name', async () => {
    const storage = await open();
    const [small, large] = [finishedRecord({ seeds: 2 }), finishedRecord({ seeds: 3 })];
    await storage.keep(keptOf(small, 'small'), small, null);
    await storage.rename('small', 'mine');
    await storage.keep(keptOf(large, 'large'), large, 'small');
    expect(await listingOf(storage)).toMatchObject({ runs: [{ id: 'large', name: 'mine' }] });
    expect(await storage.read('large')).toEqual(large);
  });

  it('loses nothing where two grew from the same', async () => {
    const storage = await open();
    const [small, large, larger] = [2, 3, 4].map((seeds) => finishedRecord({ seeds }));
    await storage.keep(keptOf(small!, 'small'), small!, null);
    await Promise.all([
      storage.keep(keptOf(large!, 'large'), large!, 'small'),
      storage.keep(keptOf(larger!, 'larger'), larger!, 'small'),
    ]);
    expect(new Set(namesOf(await listingOf(storage)))).toEqual(new Set(['large', 'larger']));
  });

  it('keeps a run that was made again with the same numbers once, and one that was interrupted twice', async () => {
    const storage = await open();
    const record = finishedRecord();
    await storage.keep(keptOf(record, 'first'), record, null);
    await storage.rename('first', 'mine');
    await storage.keep(keptOf(record, 'again', { keptAt: 5 }), record, null);
    expect(await listingOf(storage)).toMatchObject({ runs: [{ id: 'again', name: 'mine', keptAt: 5 }] });
    const interrupted = interruptedRecord();
    for (const id of ['a', 'b']) await storage.keep(keptOf(interrupted, id), interrupted, null);
    expect((await listingOf(storage)).runs).toHaveLength(3);
  });

  it('does not give up a run for the same one of which less is known', async () => {
    const storage = await open();
    const record = finishedRecord();
    const poor = { ...record, readings: null, weights: {} };
    expect(await storage.keep(keptOf(record, 'whole'), record, null)).toBe('whole');
    expect(await storage.keep(keptOf(poor, 'poor'), poor, null)).toBe('whole');
    expect(await storage.read('whole')).toEqual(record);
    expect(namesOf(await listingOf(storage))).toEqual(['whole']);
  });

  it('is emptied when that is asked for', async () => {
    const storage = await open();
    const record = finishedRecord();
    await storage.keep(keptOf(record, 'one'), record, null);
    await storage.clear();
    expect(await listingOf(storage)).toEqual({ runs: [], unreadable: [] });
  });
}
