/** Tables for a visit that keeps nothing, or whose browser keeps nothing: they go with the page. */
import type { Row, Rows, RunTables } from './runStorage.ts';

export function memoryTables(): RunTables {
  const watchers = new Set<() => void>();
  /** What is asked for one after the other, so that nobody sees half a change. */
  let turn: Promise<unknown> = Promise.resolve();
  const table = (key: string): Rows => {
    const rows = new Map<unknown, Row>();
    return {
      get: async (wanted) => structuredClone(rows.get(wanted)),
      put: async (row) => void rows.set(row[key], structuredClone(row)),
      delete: async (wanted) => void rows.delete(wanted),
      clear: async () => rows.clear(),
      toArray: async () => structuredClone([...rows.values()]),
    };
  };
  return {
    runs: table('id'),
    records: table('id'),
    readings: table('id'),
    digits: table('setId'),
    transaction(act) {
      const done = turn.then(act);
      turn = done.catch(() => undefined);
      void turn.then(() => watchers.forEach((watcher) => watcher()));
      return done;
    },
    observe(question, tell, fail) {
      const ask = () => void question().then(tell, fail);
      watchers.add(ask);
      ask();
      return () => watchers.delete(ask);
    },
  };
}
