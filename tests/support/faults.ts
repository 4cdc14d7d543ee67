/** Faults caused for real in a page that trains: its worker closes, throws or hangs, or the page itself is loaded again. */
import { expect, type Page, type Worker } from '@playwright/test';
import type { RunResult } from '../../src/experiment/results.ts';
import { pageObject } from './pageObject.ts';

/** What becomes of a worker. */
const DEATHS = {
  closes: (worker: Worker) => worker.evaluate(() => self.close()),
  throws: (worker: Worker) =>
    worker.evaluate(() => {
      setTimeout(() => {
        throw new Error('a fault made for a test');
      });
    }),
  hangs: (worker: Worker) =>
    worker.evaluate(() => {
      for (;;);
    }),
} as const;
export type Death = keyof typeof DEATHS;

/** The worker in which the page's own run is trained. */
function engineOf(page: Page): Worker {
  const worker = page.workers().find((each) => each.url().includes('engine.worker'));
  if (!worker) throw new Error('The page has no engine worker.');
  return worker;
}

/** Kills the engine's worker. @returns milliseconds until the page said so, and until the run went on */
export async function kill(page: Page, death: Death): Promise<{ noticedMs: number; backMs: number }> {
  const on = pageObject(page);
  const old = engineOf(page);
  const killedMs = Date.now();
  DEATHS[death](old).catch(() => undefined); // it cannot answer any more
  await expect(on.alert).toContainText('another one takes its place', { timeout: 60_000 });
  const noticedMs = Date.now() - killedMs;
  await expect.poll(() => page.workers().some((each) => each !== old), { timeout: 60_000 }).toBe(true);
  const heard = await newestCheckpoint(page);
  await expect
    .poll(async () => (await newestCheckpoint(page)) !== heard || (await isDone(page)), { timeout: 60_000 })
    .toBe(true);
  return { noticedMs, backMs: Date.now() - killedMs };
}

/** Loads the page again, and goes on with the run. @returns milliseconds of work that were lost */
export async function reload(page: Page): Promise<{ lostMs: number }> {
  const on = pageObject(page);
  const savedMs = await newestCheckpoint(page);
  const lostMs = savedMs === null ? 0 : Date.now() - savedMs;
  await page.reload();
  await expect(page.getByRole('status', { name: 'Unfinished run' })).toBeVisible({ timeout: 60_000 });
  await on.button('Go on').click();
  await expect(on.button('Pause').or(on.train)).toBeEnabled({ timeout: 60_000 });
  return { lostMs };
}

const isDone = async (page: Page) => (await pageObject(page).run.innerText()).startsWith('done');

/** When the newest checkpoint was kept, in milliseconds since 1970; null while there is none. */
async function newestCheckpoint(page: Page): Promise<number | null> {
  return page.evaluate(
    () =>
      new Promise<number | null>((resolve) => {
        const opening = indexedDB.open('distillery-library');
        opening.onerror = () => resolve(null);
        opening.onsuccess = () => {
          const database = opening.result;
          const found = database
            .transaction('checkpoints')
            .objectStore('checkpoints')
            .openCursor(null, 'prev');
          found.onsuccess = () => {
            const row = found.result?.value as { savedAt: number } | undefined;
            database.close();
            resolve(row?.savedAt ?? null);
          };
        };
      }),
  );
}

/** The result of the run on display, without what depends on the clock. */
export async function numbersOf(page: Page): Promise<unknown> {
  const text = (await pageObject(page).download('Download results')).toString();
  const { timing, ...result } = JSON.parse(text) as RunResult;
  void timing;
  return JSON.parse(
    JSON.stringify(result, (key, value: unknown) => (key === 'latencyMs' ? undefined : value)),
  );
}

/** A moment in which anything may be under way. */
export const randomMoment = (page: Page) => page.waitForTimeout(200 + Math.random() * 1_000);
