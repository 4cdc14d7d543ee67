/** A monkey at the page: a seed says what it does, and after each act what must hold is looked at. */
import { expect, type Page } from '@playwright/test';
import { createRandom } from '../../../src/data/random.ts';
import { pageObject } from '../../support/pageObject.ts';
import { actOnce, type Monkey } from './acts.ts';
import { DROPPED } from './droppings.ts';
import { grown, measure, type Taken } from './growth.ts';
import { requireAtRest, requireRecordShown, requireSound } from './invariants.ts';

export interface Report {
  readonly numActs: number;
  readonly before: Taken;
  readonly after: Taken;
  /** What broke; empty where nothing did. */
  readonly faults: readonly string[];
  /** The last acts. */
  readonly log: readonly string[];
}

interface Order {
  readonly address: string;
  readonly seed: number;
  /** Whether one more act is to be done. */
  readonly goesOn: (numActs: number) => boolean;
  /** Errors that the page has told its console by now. */
  readonly errors: readonly string[];
  /** Told of each act. */
  readonly tell?: (act: string) => void;
}

/** Short runs, so that many of them end. */
const SETTINGS = '#teacherEpochs=1&epochs=1&labels=100&hidden=8&seeds=1';
const RUN_MS = 120_000;
/** All of what holds at rest is looked at so often; the rest after each act. */
const REST_EVERY = 20;

export async function letLoose(page: Page, { address, seed, goesOn, errors, tell }: Order): Promise<Report> {
  const random = createRandom(seed, 'monkey');
  const devtools = await page.context().newCDPSession(page);
  const monkey: Monkey = { page, devtools, random };
  page.on('filechooser', (chooser) => {
    const [name, bytes] = DROPPED[random.integer(DROPPED.length)]!;
    const file = { name, mimeType: '', buffer: Buffer.from(bytes) };
    chooser.setFiles(file).catch(() => undefined); // its dialog is gone
  });
  await page.addInitScript(() => {
    window.print = () => undefined; // would wait for a person
  });
  await page.goto(`${address}?autostart=0${SETTINGS}`);
  await comeToRest(page); // what is loaded once is there before anything is measured
  await visitRooms(page);
  await comeToRest(page);
  const before = await measure(page, devtools);
  const log: string[] = [];
  const faults: string[] = [];
  for (let numActs = 0; goesOn(numActs) && faults.length === 0; numActs++) {
    try {
      const act = await actOnce(monkey);
      log.push(act);
      tell?.(act);
      await (numActs % REST_EVERY === REST_EVERY - 1 ? requireAtRest(page) : requireSound(page));
      expect(errors, 'errors of the page').toEqual([]);
    } catch (error) {
      faults.push(String(error).slice(0, 2_000));
    }
  }
  if (faults.length === 0)
    await comeToRest(page).catch((error: unknown) =>
      faults.push(`at the end: ${String(error).slice(0, 2_000)}`),
    );
  const after = await measure(page, devtools);
  const growth = faults.length === 0 ? grown(before, after) : []; // else it is not at rest
  const unexpected = [...faults, ...growth, ...errors.map((text) => `console: ${text}`)];
  return { numActs: log.length, before, after, faults: unexpected, log: log.slice(-40) };
}

async function visitRooms(page: Page): Promise<void> {
  for (const room of ['Story', 'Experiments', 'Playground'] as const) {
    await pageObject(page).enter(room);
    await page.waitForTimeout(500);
  }
}

/** Its workers end with it. */
async function cancelExperiment(page: Page): Promise<void> {
  await page.evaluate(() => (location.hash = '#view=experiments'));
  await expect(page.getByRole('main', { name: 'Experiments' })).toBeVisible({ timeout: RUN_MS });
  const cancel = page.getByRole('main', { name: 'Experiments' }).getByRole('button', { name: 'Cancel' });
  await page.waitForTimeout(500);
  if (await cancel.first().isVisible()) await cancel.first().click({ timeout: 5_000 });
  await expect(async () => expect(page.workers().length).toBe(1)).toPass({ timeout: RUN_MS });
}

/** The same state each time: no dialog, embedded digits, a short run that has just ended, in the Playground. */
async function comeToRest(page: Page): Promise<void> {
  const on = pageObject(page);
  for (let time = 0; time < 4; time++) await page.keyboard.press('Escape');
  await cancelExperiment(page);
  await page.evaluate((hash) => (location.hash = hash), SETTINGS);
  await expect(page.getByRole('main', { name: 'Playground' })).toBeVisible({ timeout: RUN_MS });
  const cancel = page.getByRole('button', { name: /^Cancel/ });
  await expect(async () => {
    if (await cancel.first().isVisible()) await cancel.first().click({ timeout: 1_000 });
    if (await on.train.isVisible()) return;
    await page.keyboard.press('Escape');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const running = on.button('Pause').or(on.button('Resume'));
    if (await running.isVisible()) await on.button('Rewind').click({ timeout: 1_000 });
    await expect(on.train).toBeVisible({ timeout: 20_000 });
  }).toPass({ timeout: RUN_MS });
  await expect(on.train).toBeEnabled({ timeout: RUN_MS });
  await on.train.click();
  await on.untilDone();
  await requireAtRest(page);
  await requireRecordShown(page);
}
