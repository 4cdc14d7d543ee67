/** What a page takes of the machine when it is at rest, and whether that has grown. */
import type { CDPSession, Page } from '@playwright/test';

export interface Taken {
  /** Of the page's own thread, after its garbage was collected. */
  readonly heapMB: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Of the engine, where it tells. */
  readonly tensors: number;
  readonly wasmMB: number;
  readonly workers: number;
  /** Rows of IndexedDB that no kept run has. */
  readonly looseRows: number;
}

/** More than a run, a figure or a dialog that was opened once leaves for good; the engine keeps the tensors of a few teachers. */
const SLACK: Taken = {
  ...{ heapMB: 25, nodes: 3_000, listeners: 2_500, tensors: 60, wasmMB: 48, workers: 0, looseRows: 0 },
};

export async function measure(page: Page, devtools: CDPSession): Promise<Taken> {
  await devtools.send('HeapProfiler.enable');
  for (let time = 0; time < 3; time++) {
    await devtools.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(300);
  }
  await devtools.send('HeapProfiler.disable');
  await devtools.send('Performance.enable');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? 0;
  const [tensors, wasmMB] = await ofEngine(page);
  return {
    heapMB: Math.round(metric('JSHeapUsedSize') / 1e5) / 10,
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    tensors,
    wasmMB,
    workers: page.workers().length,
    looseRows: await looseRows(page),
  };
}

async function ofEngine(page: Page): Promise<readonly [tensors: number, wasmMB: number]> {
  const engine = page.workers().findLast((worker) => worker.url().includes('engine.worker'));
  if (!engine) return [0, 0];
  return engine.evaluate(() => {
    /** tfjs 4.22.0 keeps its engine here. */
    const { _tfengine: tf } = globalThis as unknown as {
      _tfengine?: {
        memory(): { numTensors: number };
        backendInstance: { wasm?: { HEAPU8: Uint8Array } };
      };
    };
    const bytes = tf?.backendInstance.wasm?.HEAPU8.length ?? 0;
    return [tf?.memory().numTensors ?? 0, bytes / 2 ** 20] as const;
  });
}

/** Checkpoints of a run that has ended, and test digits of sets that no kept run has. */
function looseRows(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onerror = () => reject(request.error!);
        request.onsuccess = () => resolve(request.result);
      });
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === 'distillery-library')) return 0;
    const database = await answer(indexedDB.open('distillery-library'));
    const count = (table: string) => answer(database.transaction(table).objectStore(table).count());
    const runs = (await answer(database.transaction('runs').objectStore('runs').getAll())) as {
      setId: string;
    }[];
    const sets = new Set(runs.map(({ setId }) => setId));
    const loose =
      (await count('checkpoints')) +
      Math.max(0, (await count('digits')) - sets.size) +
      Math.max(0, (await count('records')) - runs.length) +
      Math.max(0, (await count('readings')) - runs.length);
    database.close();
    return loose;
  });
}

/** @returns what has grown by more than the slack, in words */
export function grown(before: Taken, after: Taken): string[] {
  const names = Object.keys(SLACK) as (keyof Taken)[];
  return names
    .filter((name) => after[name] > before[name] + SLACK[name])
    .map((name) => `${name} grew from ${before[name]} to ${after[name]}, by more than ${SLACK[name]}`);
}
