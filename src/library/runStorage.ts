/** Kept runs, whatever they lie in: tables of rows, each read with care, so that one that is broken hides no other. */
import { z } from 'zod';
import { messageOf } from '../experiment/messageOf.ts';
import type { RunRecord } from '../experiment/record.ts';
import { isSameRun, KEPT_SCHEMA, keptRunSchema, type KeptRun } from './keptRun.ts';
import { parsed, parseRecord } from './recordSchema.ts';
import { ownBuffer } from './typedArrays.ts';

/** A kept run that this page cannot read. */
interface Unreadable {
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

export interface Listing {
  /** Newest first. */
  readonly runs: readonly KeptRun[];
  readonly unreadable: readonly Unreadable[];
}

/** What was taken out, as it lay there: it can be put back. */
export type Removed = Readonly<Record<TableName, readonly Row[]>>;

export interface RunStorage {
  /** Tells at once, and again after every change, in whatever tab it was made. @returns what ends it */
  watch(tell: (listing: Listing) => void, fail: (error: unknown) => void): () => void;
  /** @throws Error for people where it is gone or cannot be read */
  read(id: string): Promise<RunRecord>;
  /** Without what its networks read of the test digits, which is most of it. @throws Error as read */
  readBrief(id: string): Promise<RunRecord>;
  /**
   * Keeps a run, in place of the one from which it grew, and of one that is the same: their names go over to it.
   * @param replaces the one from which it grew; where another tab has removed that, both stay
   * @returns its id; that of the same run, where that is kept with more of it than there is here
   */
  keep(run: KeptRun, record: RunRecord, replaces: string | null): Promise<string>;
  rename(id: string, name: string | null): Promise<void>;
  remove(ids: readonly string[]): Promise<Removed>;
  restore(removed: Removed): Promise<void>;
  clear(): Promise<void>;
}

const OF_ONE_RUN = ['runs', 'records', 'readings'] as const;
const TABLES = [...OF_ONE_RUN, 'digits'] as const;
type TableName = (typeof TABLES)[number];
export type Row = Readonly<Record<string, unknown>>;

/** As much of a table as is used. */
export interface Rows {
  get(key: string): PromiseLike<Row | undefined>;
  put(row: Row): PromiseLike<unknown>;
  delete(key: string): PromiseLike<void>;
  clear(): PromiseLike<void>;
  toArray(): PromiseLike<Row[]>;
}

export interface RunTables extends Readonly<Record<TableName, Rows>> {
  /** All of it happens, or nothing. */
  transaction<T>(act: () => Promise<T>): Promise<T>;
  /** Asks again after each change of what the question reads. @returns what ends it */
  observe<T>(
    question: () => PromiseLike<T>,
    tell: (answer: T) => void,
    fail: (error: unknown) => void,
  ): () => void;
}

const rowSchema = z.object({ schema: z.number(), id: z.string() });

/** Every method rejects with a reason where the storage is blocked or full, or a newer page has taken it over. */
export function runsIn(tables: RunTables): RunStorage {
  const { runs, records, readings: logits, digits, transaction, observe } = tables;
  /** Rows that were read before, by what they hold: few of them change, and reading one with care takes a while. */
  let known: ReadonlyMap<string, KeptRun> = new Map();

  /** @throws Error for people */
  function keptIn(row: Row, text = JSON.stringify(row)): KeptRun {
    const before = known.get(text);
    if (before) return before;
    requireSchema('It', row);
    return parsed('It', keptRunSchema, row);
  }

  function listed(rows: readonly Row[]): Listing {
    const read = new Map<string, KeptRun>();
    const unreadable: Unreadable[] = [];
    for (const row of rows) {
      try {
        const text = JSON.stringify(row);
        read.set(text, keptIn(row, text));
      } catch (error) {
        const name = typeof row['name'] === 'string' ? row['name'] : `the run ${idOf(row)}`;
        unreadable.push({ id: idOf(row), name, why: messageOf(error) });
      }
    }
    known = read;
    return { runs: [...read.values()].sort((one, other) => other.keptAt - one.keptAt), unreadable };
  }

  function isTwin(row: Row, run: KeptRun): boolean {
    if (setIdOf(row) !== run.data.id) return false;
    try {
      return isSameRun(keptIn(row), run);
    } catch {
      return false; // it cannot be read
    }
  }

  async function removeRun(id: string): Promise<void> {
    for (const name of OF_ONE_RUN) await tables[name].delete(id);
  }

  /** The test digits, and what was read of them; null where none are kept. */
  async function readingsOf(id: string): Promise<Row | null> {
    const row = await logits.get(id);
    const setId = row && setIdOf(row);
    const read = typeof setId === 'string' ? await digits.get(setId) : null;
    return row && read
      ? { images: read['images'], labels: read['labels'], teacher: row['teacher'], arms: row['arms'] }
      : null;
  }

  /** Test digits that no run has any more go too. @returns those */
  async function dropDigits(setIds: ReadonlySet<unknown>): Promise<Row[]> {
    const inUse = new Set((await runs.toArray()).map(setIdOf));
    const dropped: Row[] = [];
    for (const setId of setIds) {
      if (typeof setId !== 'string' || inUse.has(setId)) continue;
      const row = await digits.get(setId);
      if (!row) continue;
      dropped.push(row);
      await digits.delete(setId);
    }
    return dropped;
  }

  return {
    watch: (tell, fail) =>
      observe(
        () => runs.toArray(),
        (rows) => tell(listed(rows)),
        fail,
      ),
    read: (id) => transaction(async () => recordIn(await records.get(id), await readingsOf(id))),
    readBrief: (id) => transaction(async () => recordIn(await records.get(id), null)),
    async keep(run, record, replaces) {
      const { readings, ...rest } = record;
      const setId = record.data.id;
      return transaction(async () => {
        const all = await runs.toArray();
        const richer = all.find((row) => isTwin(row, run) && Number(row['bytes']) > run.bytes);
        if (richer) return idOf(richer);
        const before = all.filter((row) => row['id'] === replaces || isTwin(row, run));
        for (const row of before) await removeRun(idOf(row));
        const name = run.name ?? before.map((row) => row['name']).find((each) => typeof each === 'string');
        await runs.put({ ...run, schema: KEPT_SCHEMA, setId, name: name ?? null });
        await records.put({ id: run.id, schema: KEPT_SCHEMA, record: rest });
        if (readings) {
          const { images, labels, teacher, arms } = readings;
          await logits.put({ id: run.id, setId, teacher, arms });
          if (!(await digits.get(setId)))
            await digits.put({ setId, images: ownBuffer(images), labels: ownBuffer(labels) });
        }
        await dropDigits(new Set(before.map(setIdOf)));
        return run.id;
      });
    },
    rename: (id, name) =>
      transaction(async () => {
        const row = await runs.get(id);
        if (row) await runs.put({ ...row, name });
      }),
    remove: (ids) =>
      transaction(async () => {
        const removed: Record<TableName, Row[]> = { runs: [], records: [], readings: [], digits: [] };
        for (const id of ids)
          for (const name of OF_ONE_RUN) {
            const row = await tables[name].get(id);
            if (row) removed[name].push(row);
          }
        for (const id of ids) await removeRun(id);
        return { ...removed, digits: await dropDigits(new Set(removed.runs.map(setIdOf))) };
      }),
    restore: (removed) =>
      transaction(async () => {
        for (const name of TABLES) for (const row of removed[name]) await tables[name].put(row);
      }),
    clear: () =>
      transaction(async () => {
        for (const name of TABLES) await tables[name].clear();
      }),
  };
}

/** @throws Error for people */
function recordIn(row: Row | undefined, readings: Row | null): RunRecord {
  if (!row) throw new Error('This run is no longer in the library: another tab may have deleted it.');
  requireSchema('The kept run', row);
  return parseRecord('The kept run', { ...Object(row['record']), readings });
}

const idOf = (row: Row) => String(row['id']);
const setIdOf = (row: Row) => row['setId'];

/** @throws Error for a row of a newer version */
function requireSchema(what: string, row: Row): void {
  const { schema } = parsed(what, rowSchema, row);
  if (schema > KEPT_SCHEMA)
    throw new Error(
      `${what} was kept by a newer version of this page (schema ${schema}; this one reads ${KEPT_SCHEMA}). Reload the page to get that.`,
    );
}
