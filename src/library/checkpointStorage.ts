/** Checkpoints of what is under way, so that a page that closes in between can go on: the newest of each key, and the one before it. */
import type { LibraryDatabase } from './libraryDatabase.ts';

/** As it lies there; whoever reads it checks the value, which may be of another version or cut off. */
export interface KeptCheckpoint {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly value: unknown;
}

export interface CheckpointStorage {
  /** Keeps a copy of the value beside the last one of this key; older ones go. @param value plain data and typed arrays */
  save(key: string, value: unknown): Promise<void>;
  /** @returns at most two, newest first */
  read(key: string): Promise<KeptCheckpoint[]>;
  /** All keys, the one that was saved last first. */
  keys(): Promise<string[]>;
  remove(key: string): Promise<void>;
}

/** How many there are of one key. */
export const KEPT_CHECKPOINTS = 2;

/** Numbers grow with every save: clocks may be set back. */
type Row = KeptCheckpoint & { readonly number?: number };

/** Every method rejects with a reason where the storage is blocked or full, or a newer page has taken it over. */
export function checkpointsIn({ tables, ready }: LibraryDatabase): CheckpointStorage {
  const checkpoints = tables.table<Row, number>('checkpoints');
  const numbersOf = (key: string) => checkpoints.where('key').equals(key).primaryKeys();
  return {
    async save(key, value) {
      await ready();
      await tables.transaction('rw', checkpoints, async () => {
        await checkpoints.add({ key, savedAt: Date.now(), value });
        const numbers = await numbersOf(key);
        await checkpoints.bulkDelete(numbers.sort((a, b) => a - b).slice(0, -KEPT_CHECKPOINTS));
      });
    },
    async read(key) {
      await ready();
      const rows = await checkpoints.where('key').equals(key).sortBy('number');
      return rows.reverse().map(({ savedAt, value }) => ({ key, savedAt, value }));
    },
    async keys() {
      await ready();
      const newest = new Map<string, number>();
      await checkpoints.orderBy('key').eachKey((_, { key, primaryKey }) => {
        newest.set(key as string, Math.max(newest.get(key as string) ?? 0, primaryKey));
      });
      return [...newest].sort(([, one], [, other]) => other - one).map(([key]) => key);
    },
    async remove(key) {
      await ready();
      await checkpoints.bulkDelete(await numbersOf(key));
    },
  };
}
