/** The faults of the table: what is done to a page whose run is under way, and what came of it. */
import type { Page } from '@playwright/test';
import { pageObject } from '../support/pageObject.ts';
import { INJURIES } from './injuries.ts';
import { lastSeen, untilOn } from './witness.ts';

export interface Outcome {
  /** Milliseconds; null where there is nobody to notice anything, as with a page that is loaded again. */
  readonly noticedMs: number | null;
  readonly told: string;
  /** Steps that were made again. */
  readonly lostSteps: number;
  /** Milliseconds from the fault until the run went further; of a page that is loaded again, from "Go on". */
  readonly backMs: number;
}

export type Cause = (page: Page) => Promise<Outcome>;

/** More than between two checkpoints. */
const A_WHILE_MS = 1_500;
const LONG_MS = 120_000;

/** The worker is hurt; another one takes its place. @param also a second fault, as soon as the first was noticed */
function injured(name: keyof typeof INJURIES, also?: (page: Page) => Promise<void>): Cause {
  return async (page) => {
    await page.waitForTimeout(A_WHILE_MS * (1 + Math.random()));
    const before = await lastSeen(page);
    const replaced = page.waitForEvent('worker', { timeout: LONG_MS });
    const hurtMs = Date.now();
    await INJURIES[name](page);
    await replaced;
    const noticedMs = Date.now();
    await also?.(page);
    const { from, atMs } = await untilOn(page, noticedMs);
    const told = await pageObject(page).alert.locator('p').last().innerText();
    return {
      noticedMs: noticedMs - hurtMs,
      told,
      lostSteps: Math.max(0, before.step - from),
      backMs: atMs - hurtMs,
    };
  };
}

/** The page is loaded again. @param between is done while no page is there */
function reloaded(between?: (page: Page) => Promise<void>): Cause {
  return async (page) => {
    await page.waitForTimeout(A_WHILE_MS * (1 + Math.random()));
    const { step } = await lastSeen(page);
    const address = page.url();
    if (between) {
      await page.goto(new URL('icon.svg', address).href);
      await between(page);
      await page.goto(address);
    } else await page.reload();
    const unfinished = page.getByRole('status', { name: 'Unfinished run' });
    const told = await unfinished.innerText({ timeout: LONG_MS });
    await pageObject(page).train.isEnabled();
    const goneOnMs = Date.now();
    await pageObject(page).button('Go on').click();
    const { from, atMs } = await untilOn(page, goneOnMs);
    return { noticedMs: null, told, lostSteps: Math.max(0, step - from), backMs: atMs - goneOnMs };
  };
}

/** One after the other in one run; the worst of each number counts. */
function repeated(cause: Cause, times: number): Cause {
  return async (page) => {
    const outcomes: Outcome[] = [];
    for (let time = 0; time < times; time++) outcomes.push(await cause(page));
    const worst = (of: (outcome: Outcome) => number) => Math.max(...outcomes.map(of));
    const { told, noticedMs } = outcomes.at(-1);
    return {
      noticedMs: noticedMs === null ? null : worst((outcome) => outcome.noticedMs!),
      told,
      lostSteps: worst(({ lostSteps }) => lostSteps),
      backMs: worst(({ backMs }) => backMs),
    };
  };
}

/** A bit of a weight is another, as on a disk that fails. */
async function damageNewest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onerror = () => reject(request.error!);
        request.onsuccess = () => resolve(request.result);
      });
    const database = await answer(indexedDB.open('distillery-library'));
    const table = () => database.transaction('checkpoints', 'readwrite').objectStore('checkpoints');
    const { value: row } = (await answer(table().openCursor(null, 'prev')))! as {
      value: { value: { checkpoint: { floats: Blob } } };
    };
    const { checkpoint } = row.value;
    const bytes = new Uint8Array(await checkpoint.floats.arrayBuffer());
    bytes[3]! ^= 1;
    checkpoint.floats = new Blob([bytes]);
    await answer(table().put(row));
    database.close();
  });
}

/** By what the table calls them. */
export const CAUSES: Readonly<Record<string, Cause>> = {
  'worker closed': injured('closes'),
  'worker hung in an endless loop': injured('hangs'),
  'error between steps': injured('throws between steps'),
  'error in a step': injured('throws in a step'),
  'error in an evaluation': injured('throws in an evaluation'),
  'error in a checkpoint': injured('throws in a checkpoint'),
  'out of memory': injured('runs out of memory'),
  'WebGL context lost in training': injured('loses its WebGL context'),
  'WebGL context lost in an evaluation': injured('loses its WebGL context in an evaluation'),
  'two at once: worker hung, page loaded again': async (page) => {
    await page.waitForTimeout(A_WHILE_MS);
    await INJURIES.hangs(page);
    return reloaded()(page);
  },
  'during recovery: the next worker closed too': injured('closes', INJURIES.closes),
  'newest checkpoint damaged, page loaded again': reloaded(damageNewest),
  'worker closed 10 times in one run': repeated(injured('closes'), 10),
  'page loaded again 20 times in one run': repeated(reloaded(), 20),
};
