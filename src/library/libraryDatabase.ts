/** The one database in which the library lies. */
import { Dexie } from 'dexie';
import { LIBRARY_DATABASE } from './databases.ts';

/** Of its tables. A tab of an older page does not write into what a newer one has made. */
const VERSION = 1;
const TABLES = {
  /** What the list shows of each kept run. */
  runs: 'id',
  /** All the rest of it, but for what was read of the test digits. */
  records: 'id',
  readings: 'id',
  /** Test digits, once for all runs of their set. */
  digits: 'setId',
  checkpoints: '++number, key',
};

/** Why what was in use is no longer there. */
export type Loss =
  /** A newer page has changed the tables: this one reads and writes no more until it is loaded again. */
  | 'newer'
  /** Somebody deleted the database while it was open; the next use begins an empty one. */
  | 'deleted';

export interface LibraryDatabase {
  readonly tables: Pick<Dexie, 'table' | 'transaction'>;
  /** Opens what is not open. @throws Error for people where a newer page has changed the tables; the browser's where it refuses */
  ready(): Promise<void>;
  onLoss(listener: (loss: Loss) => void): void;
  /** What waits is given up. */
  close(): void;
}

const NEWER =
  'A newer version of this page has changed the library. Reload this tab to use it; until then this tab keeps nothing.';

export function openLibraryDatabase(): LibraryDatabase {
  const database = new Dexie(LIBRARY_DATABASE, { cache: 'disabled' }); // what another tab wrote is read, not remembered
  database.version(VERSION).stores(TABLES);
  const listeners: ((loss: Loss) => void)[] = [];
  let isNewer = false;
  let isClosing = false;
  /** One for all who wait, so that they are served in their order. */
  let opening: Promise<void> | null = null;

  function lose(loss: Loss): void {
    if (isClosing || isNewer) return;
    isNewer = loss === 'newer';
    opening = null;
    for (const listener of listeners) listener(loss);
  }
  /** For good: Dexie would open the newer database again by itself, and write into it. */
  function giveUp(): void {
    lose('newer');
    database.close({ disableAutoOpen: true });
  }
  database.on('versionchange', ({ newVersion }) => {
    if (newVersion !== null) giveUp();
    else database.close({ disableAutoOpen: false }); // or the deletion would wait for this tab
    return false; // Dexie's own answer is a warning, and to open it again
  });
  database.on('close', () => lose('deleted'));

  async function open(): Promise<void> {
    if (!isNewer && (await versionThere()) > VERSION) giveUp(); // before Dexie opens it, and mends what it misses
    if (isNewer) throw new Error(NEWER);
    await database.open();
  }

  return {
    tables: database,
    ready: () =>
      (opening ??= open().catch((error: unknown) => {
        opening = null; // another time it may be possible
        throw error;
      })),
    onLoss: (listener) => void listeners.push(listener),
    close() {
      isClosing = true;
      database.close({ disableAutoOpen: true });
    },
  };
}

/** @returns 0 where there is no such database */
async function versionThere(): Promise<number> {
  const found = new Dexie(LIBRARY_DATABASE);
  try {
    const { verno } = await found.open(); // without tables of ours: as it lies there
    return Math.floor(verno); // one tenth more where Dexie mended something
  } catch (error) {
    if (error instanceof Dexie.NoSuchDatabaseError) return 0;
    throw error;
  } finally {
    found.close();
  }
}
