/** The tables of kept runs in the browser's IndexedDB. */
import { liveQuery } from 'dexie';
import type { LibraryDatabase } from './libraryDatabase.ts';
import type { Row, RunTables } from './runStorage.ts';

export function databaseTables({ tables, ready }: LibraryDatabase): RunTables {
  const table = (name: string) => tables.table<Row, string>(name);
  const own = {
    runs: table('runs'),
    records: table('records'),
    readings: table('readings'),
    digits: table('digits'),
  };
  return {
    ...own,
    async transaction(act) {
      await ready();
      return tables.transaction('rw', Object.values(own), act);
    },
    observe(question, tell, fail) {
      let end = (): void => undefined;
      let isEnded = false;
      ready().then(() => {
        if (isEnded) return;
        const subscription = liveQuery(async () => question()).subscribe(tell, fail);
        end = () => subscription.unsubscribe();
      }, fail);
      return () => {
        isEnded = true;
        end();
      };
    },
  };
}
