import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LIBRARY_DATABASE } from '../../../src/library/databases.ts';
import { openLibrary, openMemoryLibrary } from '../../../src/library/openLibrary.ts';
import { checkpointContract } from '../../support/checkpointContract.ts';

beforeEach(() => {
  Dexie.dependencies.indexedDB = new IDBFactory();
});

describe('checkpoints in memory', () => checkpointContract(async () => openMemoryLibrary().checkpoints));
describe('checkpoints in IndexedDB', () => checkpointContract(async () => openLibrary().checkpoints));

describe('the database of the library', () => {
  /** What a page of a later version opens. */
  async function openNewer(): Promise<Dexie> {
    const newer = new Dexie(LIBRARY_DATABASE);
    newer.version(2).stores({ checkpoints: '++number, key, kind' });
    return newer.open();
  }

  it('is there for the next page that opens it', async () => {
    const first = openLibrary();
    await first.checkpoints.save('run', 1);
    first.close();
    expect(await openLibrary().checkpoints.keys()).toEqual(['run']);
  });

  it('two tabs save into it, and neither loses what the other saved', async () => {
    const [one, other] = [openLibrary(), openLibrary()];
    await Promise.all([one.checkpoints.save('one', 1), other.checkpoints.save('other', 2)]);
    expect(new Set(await one.checkpoints.keys())).toEqual(new Set(['one', 'other']));
  });

  it('of a tab that is open when a newer page changes the tables is written no more, and that is said once', async () => {
    const old = openLibrary();
    const onLoss = vi.fn();
    old.onLoss(onLoss);
    await old.checkpoints.save('run', 1);
    const newer = await openNewer();
    await expect(old.checkpoints.save('run', 2)).rejects.toThrow('A newer version of this page');
    await expect(old.checkpoints.read('run')).rejects.toThrow('Reload this tab');
    expect(await newer.table('checkpoints').count()).toBe(1);
    expect(onLoss.mock.calls).toEqual([['newer']]);
  });

  it('that a newer page has changed before is not written either', async () => {
    (await openNewer()).close();
    const old = openLibrary();
    const onLoss = vi.fn();
    old.onLoss(onLoss);
    await expect(old.checkpoints.save('run', 1)).rejects.toThrow('A newer version of this page');
    expect(onLoss.mock.calls).toEqual([['newer']]);
    const newer = await openNewer();
    expect(await newer.table('checkpoints').count()).toBe(0);
  });

  it('that is deleted while open does not hold up the deletion; that is said, and the next save begins anew', async () => {
    const library = openLibrary();
    const onLoss = vi.fn();
    library.onLoss(onLoss);
    await library.checkpoints.save('run', 1);
    await Dexie.delete(LIBRARY_DATABASE);
    expect(onLoss.mock.calls).toEqual([['deleted']]);
    expect(await library.checkpoints.keys()).toEqual([]);
    await library.checkpoints.save('run', 2);
    expect(await library.checkpoints.keys()).toEqual(['run']);
  });

  it.each([
    ['there is no IndexedDB', undefined],
    [
      'the browser refuses',
      {
        open: () => {
          throw new DOMException('not here', 'SecurityError');
        },
      },
    ],
  ])('rejects where %s', async (_, indexedDB) => {
    Reflect.set(Dexie.dependencies, 'indexedDB', indexedDB);
    await expect(openLibrary().checkpoints.save('run', 1)).rejects.toThrow();
  });
});
