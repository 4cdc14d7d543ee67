/** How fast the library opens and compares with two hundred runs in it: in the built page, in a real Chromium. */
import { expect, type Browser, type CDPSession, type Page } from '@playwright/test';
import { LIBRARY_DATABASE } from '../../src/library/databases.ts';
import { memoryTables } from '../../src/library/memoryTables.ts';
import { runsIn, type Row } from '../../src/library/runStorage.ts';
import { finishedRecord, keptOf } from '../support/keptRecords.ts';

interface LibrarySpeed {
  /** From the click on Experiments to the frame that shows the list. */
  readonly firstListMs: number;
  /** The same, when the room is entered again in that visit. */
  readonly nextListMs: number;
  /** From the mark on a second run to the frame in which both are drawn beside each other. */
  readonly compareMs: number;
  /** The same for the third and the fourth; the longer of the two. */
  readonly compareMoreMs: number;
}

/** What issue "Library" asks for. */
const REQUIRED_OF_LIBRARY: LibrarySpeed = {
  firstListMs: 200,
  nextListMs: 200,
  compareMs: 100,
  compareMoreMs: 100,
};

/** processor: of that, what the page's own thread worked; the rest is waiting, for others on a busy machine too. */
export interface Measured {
  readonly library: LibrarySpeed;
  readonly processor: LibrarySpeed;
}
interface Moment {
  readonly ms: number;
  readonly processorMs: number;
}
type Visit = Readonly<Record<keyof LibrarySpeed, Moment>>;

const NUM_RUNS = 200;
const TABLES = ['runs', 'records', 'readings', 'digits'] as const;
type Tables = Readonly<Record<(typeof TABLES)[number], readonly Row[]>>;

/** @param url of the built page @param trials visits; the median of each number counts */
export async function measureLibrary(browser: Browser, url: string, trials = 5): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript('globalThis.__name = (named) => named'); // tsx wraps functions in it
    await page.addInitScript(recordDrawn);
    await openQuiet(page, url);
    await room(page, 'Experiments').click();
    await expect(page.getByText('No run is kept yet')).toBeVisible(); // the database is there
    await fill(page, await rowsOfRuns(NUM_RUNS));
    const visits: Visit[] = [];
    for (let trial = 0; trial < trials; trial++) visits.push(await measureVisit(page, url));
    const median = (name: keyof LibrarySpeed, of: keyof Moment) =>
      visits.map((visit) => visit[name][of]).sort((a, b) => a - b)[Math.floor(trials / 2)]!;
    const names = Object.keys(REQUIRED_OF_LIBRARY) as (keyof LibrarySpeed)[];
    const medians = (of: keyof Moment) =>
      Object.fromEntries(names.map((name) => [name, median(name, of)])) as unknown as LibrarySpeed;
    return { library: medians('ms'), processor: medians('processorMs') };
  } finally {
    await context.close();
  }
}

/** Rows as the library itself writes them. */
async function rowsOfRuns(count: number): Promise<Tables> {
  const rows: Record<(typeof TABLES)[number], Row[]> = { runs: [], records: [], readings: [], digits: [] };
  for (let at = 0; at < count; at++) {
    const tables = memoryTables(); // one each: to be kept beside two hundred takes longer
    const record = finishedRecord({ seeds: 5, labels: 100 + at });
    const keptAt = Date.UTC(2026, 0, 1) + at * 3_600_000;
    await runsIn(tables).keep(keptOf(record, `run ${at}`, { keptAt }), record, null);
    for (const name of TABLES) rows[name].push(...(await tables[name].toArray()));
  }
  return rows;
}

async function fill(page: Page, tables: Tables): Promise<void> {
  const MOST = 20; // a message to the page has its limits
  for (const name of TABLES)
    for (let from = 0; from < tables[name].length; from += MOST)
      await page.evaluate(
        ([database, table, rows]) =>
          new Promise<void>((resolve, reject) => {
            const opening = indexedDB.open(database);
            opening.onerror = () => reject(opening.error!);
            opening.onsuccess = () => {
              const transaction = opening.result.transaction(table, 'readwrite');
              for (const row of rows) transaction.objectStore(table).put(row);
              transaction.onerror = () => reject(transaction.error!);
              transaction.oncomplete = () => {
                opening.result.close();
                resolve();
              };
            };
          }),
        [LIBRARY_DATABASE, name, tables[name].slice(from, from + MOST)] as const,
      );
}

async function measureVisit(page: Page, url: string): Promise<Visit> {
  await openQuiet(page, url);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const moment = async (drawn: Drawn, act: () => Promise<void>): Promise<Moment> => {
    const before = await workedMs(session);
    const ms = await untilDrawn(page, drawn, act);
    return { ms, processorMs: (await workedMs(session)) - before };
  };
  const list: Drawn = { '[aria-label="Kept runs"] > li': 24 };
  const firstListMs = await moment(list, () => room(page, 'Experiments').click());
  await room(page, 'Playground').click();
  await page.getByRole('main', { name: 'Playground' }).waitFor();
  await page.waitForTimeout(500);
  const nextListMs = await moment(list, () => room(page, 'Experiments').click());
  const marks = page.getByRole('region', { name: 'Library' }).getByRole('checkbox');
  await marks.nth(0).check();
  const compared: Moment[] = [];
  for (const count of [2, 3, 4]) {
    await page.waitForTimeout(1_500); // nobody marks two at once
    compared.push(await moment(comparison(count), () => marks.nth(count - 1).check()));
  }
  const [compareMs, ...more] = compared;
  return { firstListMs, nextListMs, compareMs: compareMs!, compareMoreMs: longer(more) };
}

const longer = (moments: readonly Moment[]) =>
  moments.reduce((longest, each) => (each.ms > longest.ms ? each : longest));

/** Of the page's own thread, since it began. */
async function workedMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
}

/** All that is drawn of runs beside each other: a column, two lines and a figure each. */
const comparison = (count: number): Drawn => ({
  '.compared table[aria-label="Compared runs"] thead th': count + 1,
  '.compared-curves .recharts-line': 2 * count,
  '.compared .small-multiple svg': count,
});

/** The page stands, with nothing under way and its parts loaded. */
async function openQuiet(page: Page, url: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${url}?autostart=0`);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled({ timeout: 60_000 });
  await page.waitForTimeout(3_000);
}

const room = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name });

/** How many there are to be, by selector. */
type Drawn = Readonly<Record<string, number>>;

declare global {
  interface Window {
    /** Milliseconds from the next click to the frame in which all of it is drawn. */
    untilDrawn?: (drawn: Drawn) => Promise<number>;
  }
}

/** Runs in the page. */
function recordDrawn(): void {
  window.untilDrawn = (drawn) =>
    new Promise((resolve) => {
      const isDrawn = () =>
        Object.entries(drawn).every(([selector, count]) => {
          const found = [...document.querySelectorAll(selector)];
          return found.length === count && found.every((each) => each.checkVisibility());
        });
      const look = (startedMs: number) => {
        if (!isDrawn()) {
          requestAnimationFrame(() => look(startedMs));
          return;
        }
        // That frame is painted when the next task begins.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - startedMs);
        port2.postMessage(null);
      };
      addEventListener('click', ({ timeStamp }) => requestAnimationFrame(() => look(timeStamp)), {
        capture: true,
        once: true,
      });
    });
}

/** @returns milliseconds */
async function untilDrawn(page: Page, drawn: Drawn, act: () => Promise<void>): Promise<number> {
  const measured = page.evaluate((wanted) => window.untilDrawn!(wanted), drawn);
  await act();
  return measured;
}

const WHAT: Readonly<Record<keyof LibrarySpeed, string>> = {
  firstListMs: 'the room Experiments with the list, entered first',
  nextListMs: 'the same, entered again',
  compareMs: 'a second run beside the first',
  compareMoreMs: 'a third or a fourth beside those',
};

/** In Markdown. */
export function libraryTable({ library, processor }: Measured): string {
  const rows = (Object.keys(REQUIRED_OF_LIBRARY) as (keyof LibrarySpeed)[]).map(
    (name) =>
      `| ${WHAT[name]} | ${library[name].toFixed(0)} | ${processor[name].toFixed(0)} | ${REQUIRED_OF_LIBRARY[name]} |`,
  );
  return [
    `| ${NUM_RUNS} kept runs, ms | measured | of that, work | at most |`,
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}
