import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { LIBRARY_DATABASE } from '../../../src/library/databases.ts';
import { openLibrary, openMemoryLibrary } from '../../../src/library/openLibrary.ts';
import { parseRecord } from '../../../src/library/recordSchema.ts';
import { finishedRecord, keptOf } from '../../support/keptRecords.ts';
import { listingOf, runContract } from '../../support/runContract.ts';

beforeEach(() => {
  Dexie.dependencies.indexedDB = new IDBFactory();
});

describe('kept runs in memory', () => runContract(async () => openMemoryLibrary().runs));
describe('kept runs in IndexedDB', () => runContract(async () => openLibrary().runs));

describe('a kept run that is broken', () => {
  type Row = Record<string, unknown>;
  /** Three kept runs, of which the second was changed where it lies. */
  async function openWith(table: 'runs' | 'records', change: (row: Row) => void) {
    const library = openLibrary();
    for (const seed of [1, 2, 3]) {
      const record = finishedRecord({ seed });
      await library.runs.keep(keptOf(record, `${seed}`), record, null);
    }
    const raw = await new Dexie(LIBRARY_DATABASE).open();
    const row = (await raw.table<Row>(table).get('2'))!;
    change(row);
    await raw.table(table).put(row);
    raw.close();
    return library.runs;
  }

  it.each([
    ['lacks its settings', (row: Row) => delete row['config'], 'config: Invalid input'],
    [
      'has a setting out of its limits',
      (row: Row) => Object.assign(row['config'] as Row, { seeds: -1 }),
      'got -1',
    ],
    ['is of a newer version', (row: Row) => (row['schema'] = 9), 'newer version of this page (schema 9'],
    ['is of no version', (row: Row) => delete row['schema'], 'schema'],
  ])('stands aside in the list when it %s, and the others show', async (_, change, why) => {
    const runs = await openWith('runs', (row) => void change(row));
    const listing = await listingOf(runs);
    expect(listing.runs.map(({ id }) => id).sort()).toEqual(['1', '3']);
    expect(listing.unreadable).toEqual([
      { id: '2', name: 'the run 2', why: expect.stringContaining(why) as string },
    ]);
    await runs.remove(['2']);
    expect((await listingOf(runs)).unreadable).toEqual([]);
  });

  it('says what is wrong when it is opened, and the others open', async () => {
    const runs = await openWith('records', ({ record }) => {
      (
        record as { weights: { teacher: { networks: { layers: { bias: Float32Array }[] }[] } } }
      ).weights.teacher.networks[0]!.layers[0]!.bias[3] = NaN;
    });
    await expect(runs.read('2')).rejects.toThrow(
      'The kept run cannot be read: weights.teacher: Layer 1 of a network has a weight that is NaN',
    );
    expect(await runs.read('3')).toEqual(finishedRecord({ seed: 3 }));
  });
});

describe('a record that is read', () => {
  const whole = finishedRecord();
  const { readings, curve, data } = whole;

  it.each([
    ['no object', null, 'cannot be read'],
    [
      'pixels that are missing',
      { ...whole, readings: { ...readings, images: new Uint8Array(9) } },
      '9 pixels; 2352 were expected',
    ],
    [
      'a label that is none',
      { ...whole, readings: { ...readings, labels: Uint8Array.of(1, 77, 3) } },
      'a label is 77',
    ],
    [
      'logits that are missing',
      { ...whole, readings: { ...readings, teacher: new Float32Array(4) } },
      '4 logits; 30 were expected',
    ],
    [
      'a logit that is infinite',
      { ...whole, readings: { ...readings, teacher: new Float32Array(30).fill(Infinity) } },
      'a logit is Infinity',
    ],
    ['a result of one arm', { ...whole, result: { ...whole.result, arms: [] } }, 'result.arms'],
    [
      'an accuracy over 1',
      { ...whole, teacher: { ...whole.teacher, accuracy: 3 } },
      'teacher.accuracy: Too big: expected number to be <=1; got 3',
    ],
    [
      'a source that is unknown',
      { ...whole, data: { ...data, source: { data: 'moon', sloppiness: 'mid' } } },
      'got moon',
    ],
    ['text for a curve', { ...whole, curve: 'x'.repeat(1_000) }, `got ${'x'.repeat(60)}.`],
  ])('is refused for %s', (_, value, why) => {
    expect(() => parseRecord('The file', value)).toThrow(why);
  });

  it('keeps a loss that overflowed', () => {
    const [first, ...others] = curve;
    const spread = { mean: NaN, min: 1, max: Infinity };
    const arms = { ...first!.arms, standalone: { ...first!.arms.standalone, hardLoss: spread } };
    const record = { ...whole, curve: [{ ...first!, arms }, ...others] };
    expect(parseRecord('It', record)).toEqual(record);
  });
});
