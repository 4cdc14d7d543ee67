/**
 * `npm run faults`: causes each fault for real in the built page, in Chromium, and says when it was noticed, what was told and lost,
 * when the run went on, and whether it ended with the numbers of an undisturbed one. Writes the table into README.md.
 * `-- --only PATTERN` takes the faults whose names match it, `-- --backend NAME` one backend: the other rows stay; `-- --built` takes the page that is built already.
 * `-- --fuzz` tries every reader and reducer with what is wrong (fuzz/run.ts); `-- --monkey MINUTES` lets a monkey loose (monkey/run.ts).
 */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { preview } from 'vite';
import { betweenMarkers } from '../../src/cli/files.ts';
import { ensureChromium } from '../support/chromium.ts';
import { CHROMIUM_FLAGS, SOFTWARE_WEBGL_FLAGS } from '../support/chromiumFlags.ts';
import { numbersOf } from '../support/faults.ts';
import { pageObject } from '../support/pageObject.ts';
import { CAUSES, type Outcome } from './causes.ts';
import { watchRun } from './witness.ts';

/** Long enough that nothing ends before the fault, on a fast machine too; those that are disturbed many times last longer. */
const RUNS = {
  wasm: { once: 'epochs=400&labels=500', often: 'epochs=500&labels=3000' },
  cpu: { once: 'epochs=100&labels=500', often: 'epochs=500&labels=500' },
  webgl: { once: 'epochs=40&labels=500', often: 'epochs=40&labels=500' },
} as const;
type BackendName = keyof typeof RUNS;
const BACKENDS = Object.keys(RUNS) as BackendName[];
/** Every row as it was last measured. */
const JSON_FILE = 'tests/faults/latest.json';
const DONE_MS = 10 * 60_000;

interface Row {
  readonly fault: string;
  readonly backend: BackendName;
  readonly outcome: Outcome | null;
  /** Null where they are those of an undisturbed run, else what is wrong. */
  readonly fails: string | null;
}

const {
  only = '',
  backend: oneBackend,
  built: isBuilt,
  fuzz: isFuzz,
  monkey,
  cases,
  seed = String(Date.now() % 1_000_000),
  path,
} = parseArgs({
  options: {
    ...{ built: { type: 'boolean' }, only: { type: 'string' }, backend: { type: 'string' } },
    ...{ fuzz: { type: 'boolean' }, cases: { type: 'string' }, seed: { type: 'string' } },
    ...{ path: { type: 'string' }, monkey: { type: 'string' } },
  },
}).values;
const wanted = new RegExp(only);

if (isFuzz) {
  const { fuzz } = await import('./fuzz/run.ts');
  const isSound = await fuzz({ only: wanted, numCases: Number(cases ?? 10_000), seed: Number(seed), path });
  process.exit(isSound ? 0 : 1);
}

if (!isBuilt) build();
if (monkey !== undefined) {
  const { runMonkey } = await import('./monkey/run.ts');
  process.exit((await runMonkey(Number(monkey), Number(seed))) ? 0 : 1);
}
const server = await preview({ preview: { port: 0, host: 'localhost' } });
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: [...CHROMIUM_FLAGS, ...SOFTWARE_WEBGL_FLAGS],
});
const rows: Row[] = [];
try {
  for (const backend of BACKENDS)
    if (!oneBackend || backend === oneBackend) await tryBackend(browser, backend);
} finally {
  await browser.close();
  await server.close();
}
await writeTable();
const failed = rows.filter(({ fails }) => fails !== null);
console.log(`${rows.length - failed.length} of ${rows.length} faults changed nothing.`);
process.exit(failed.length > 0 ? 1 : 0);

function build(): void {
  const { status } = spawnSync('npx vite build --logLevel warn', { stdio: 'inherit', shell: true });
  if (status !== 0) throw new Error('The page could not be built: the reason stands above.');
}

async function tryBackend(own: Browser, backend: BackendName): Promise<void> {
  const undisturbed = new Map<string, unknown>();
  for (const [fault, cause] of Object.entries(CAUSES)) {
    if (!wanted.test(fault) || !isOf(fault, backend)) continue;
    const settings = RUNS[backend][fault.includes('times') ? 'often' : 'once'];
    const page = await openPage(own, backend, settings);
    try {
      if (!undisturbed.has(settings)) undisturbed.set(settings, await trainedTo(page));
      await pageObject(page).train.click();
      await pageObject(page).untilStudents();
      const outcome = await cause(page);
      const isUnderWay = await pageObject(page).button('Pause').isVisible();
      await expect(pageObject(page).run).toHaveText(/^done in/, { timeout: DONE_MS });
      const isSame = isDeepStrictEqual(await numbersOf(page), undisturbed.get(settings));
      add({
        fault,
        backend,
        outcome,
        fails: isSame ? null : 'other numbers',
        ...(!isUnderWay && { fails: 'it ended first' }),
      });
    } catch (error) {
      const why = page.isClosed() ? 'the page was lost' : String(error).split('\n')[0]!;
      add({ fault, backend, outcome: null, fails: why });
    } finally {
      await page.context().close();
    }
  }
}

/** A context is lost on webgl alone; on the backend cpu an evaluation cannot be told from a step. */
function isOf(fault: string, backend: BackendName): boolean {
  return backend === 'webgl'
    ? fault.includes('WebGL')
    : !fault.includes('WebGL') && (backend === 'wasm' || !fault.includes('evaluation'));
}

async function openPage(own: Browser, backend: BackendName, settings: string): Promise<Page> {
  const context = await own.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  await watchRun(page);
  await page.goto(
    `${server.resolvedUrls!.local[0]!}?autostart=0&backend=${backend}#teacherEpochs=1&seeds=2&${settings}`,
  );
  await expect(pageObject(page).train).toBeEnabled({ timeout: DONE_MS });
  return page;
}

async function trainedTo(page: Page): Promise<unknown> {
  await pageObject(page).train.click();
  await expect(pageObject(page).run).toHaveText(/^done in/, { timeout: DONE_MS });
  return numbersOf(page);
}

function add(row: Row): void {
  rows.push(row);
  console.log(lineOf(row));
}

function lineOf({ fault, backend, outcome, fails }: Row): string {
  const { noticedMs, told, lostSteps, backMs } = outcome ?? {
    noticedMs: null,
    told: '–',
    lostSteps: NaN,
    backMs: NaN,
  };
  const cells = [
    fault,
    backend,
    noticedMs ?? '–',
    told.replaceAll('\n', ' '),
    lostSteps,
    backMs,
    fails ?? 'the same',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Rows of earlier runs stay until their fault is caused again. */
async function writeTable(): Promise<void> {
  const earlier = JSON.parse(await readFile(JSON_FILE, 'utf8').catch(() => '[]')) as Row[];
  const isAnew = ({ fault, backend }: Row) =>
    rows.some((row) => row.fault === fault && row.backend === backend);
  const all = [...earlier.filter((row) => !isAnew(row)), ...rows];
  await writeFile(JSON_FILE, `${JSON.stringify(all, null, 2)}\n`);
  const table = [
    `In Chromium ${browser.version()} on ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores:`,
    '',
    '| fault | backend | noticed after, ms | told | steps made again | back after, ms | numbers at the end |',
    '|---|---|---|---|---|---|---|',
    ...all.map(lineOf),
  ].join('\n');
  const document = await readFile('README.md', 'utf8');
  await writeFile('README.md', betweenMarkers('README.md', document, 'faults', table));
}
