/** In a real Chromium: the library in the browser's own IndexedDB. */
import { Dexie } from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import { LIBRARY_DATABASE } from '../../src/library/databases.ts';
import { openLibrary, type LibraryStorage } from '../../src/library/openLibrary.ts';
import { checkpointContract } from '../support/checkpointContract.ts';
import { finishedRecord, keptOf } from '../support/keptRecords.ts';
import { listingOf, runContract } from '../support/runContract.ts';

let opened: LibraryStorage | null = null;

async function open(): Promise<LibraryStorage> {
  await Dexie.delete(LIBRARY_DATABASE);
  opened = openLibrary();
  return opened;
}

afterEach(() => opened?.close());

describe('checkpoints in a browser', () => checkpointContract(async () => (await open()).checkpoints));

describe('kept runs in a browser', () => runContract(async () => (await open()).runs));

it('two hundred runs are listed without being read', async () => {
  const { runs } = await open();
  const ids = Array.from({ length: 200 }, (_, at) => String(at + 1));
  for (const id of ids) {
    const record = finishedRecord({ labels: 100 + Number(id) });
    await runs.keep(keptOf(record, id), record, null);
  }
  const timed = async (act: () => Promise<unknown>) => {
    const startedMs = performance.now();
    await act();
    return performance.now() - startedMs;
  };
  const listMs = await timed(async () => expect((await listingOf(runs)).runs).toHaveLength(200));
  const compareMs = await timed(() => Promise.all(ids.slice(0, 4).map(runs.readBrief)));
  const readMs = await timed(() => Promise.all(ids.map(runs.readBrief)));
  console.log(`200 runs: listed in ${listMs} ms, four read in ${compareMs} ms, all in ${readMs} ms`);
  expect(listMs).toBeLessThan(readMs / 2);
});
