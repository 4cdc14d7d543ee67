import { expect, it } from 'vitest';
import { keptRunOf } from '../../../src/library/keptRun.ts';
import { memoryTables } from '../../../src/library/memoryTables.ts';
import { runsIn } from '../../../src/library/runStorage.ts';
import { finishedRecord } from '../../support/keptRecords.ts';

it('a kept run whose readings name no set opens without them', async () => {
  const record = finishedRecord();
  const tables = memoryTables();
  const storage = runsIn(tables);
  await storage.keep(keptRunOf(record, { id: 'a', keptAt: 1, classNames: null }), record, null);
  await tables.readings.put({ ...(await tables.readings.get('a')), setId: { toString: 1 } });
  expect(await storage.read('a')).toEqual({ ...record, readings: null });
});
