/**
 * `npm run bench`: every contender on every workload in one run of a real Chromium, and the speed of the built page, as a
 * table and as JSON. `-- --only-page` measures the page alone and keeps the rest, `-- --only-library` its library of runs.
 */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { betweenMarkers } from '../../src/cli/files.ts';
import { trainingKernels } from '../../src/engine/kernels/vitePlugin.ts';
import { ensureChromium } from '../support/chromium.ts';
import { CHROMIUM_FLAGS, SOFTWARE_WEBGL_FLAGS } from '../support/chromiumFlags.ts';
import { measurePageSpeed } from '../support/pageSpeed.ts';
import { pageTable, withBuiltPage } from './builtPage.ts';
import { libraryTable, measureLibrary } from './libraryPage.ts';
import { flopsOf, WORKLOADS, type Timing, type Timings } from './workload.ts';

const JSON_FILE = 'tests/bench/latest.json';
const LIMIT_MS = 10 * 60_000;

const {
  python,
  'only-page': isOnlyPage,
  'only-library': isOnlyLibrary,
} = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    'only-page': { type: 'boolean' },
    'only-library': { type: 'boolean' },
  },
}).values;
const date = new Date().toISOString().slice(0, 10);
const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`;
if (isOnlyLibrary) {
  console.log(libraryTable(await withBuiltPage(measureLibrary)));
  process.exit();
}
const [library, speed] = await withBuiltPage(
  async (browser, url) => [await measureLibrary(browser, url), await measurePageSpeed(browser, url)] as const,
);
const pageTables = `${pageTable(speed)}\n\n${libraryTable(library)}`;
console.log(pageTables);
await showBetweenMarks('README.md', `Measured ${date} on ${machine}:\n\n${pageTables}`, 'page');
const pageSection = { date, ...speed, ...library };
if (isOnlyPage) {
  const kept = JSON.parse(await readFile(JSON_FILE, 'utf8')) as object;
  await writeFile(JSON_FILE, `${JSON.stringify({ ...kept, page: pageSection }, null, 2)}\n`);
  console.log(`\nWritten to ${JSON_FILE}.`);
  process.exit();
}
const { steps, kernels } = await timeInChromium();
const timings = [...steps, ...timeInPyTorch(python)];
const table = tableOf(timings);
console.log(`\n${table}`);
await writeFile(
  JSON_FILE,
  `${JSON.stringify({ date, machine, timings, kernels, page: pageSection }, null, 2)}\n`,
);
const kernelTable = kernelTableOf(kernels);
console.log(`\n${kernelTable}`);
await showBetweenMarks('README.md', `Measured ${date} on ${machine}, by \`npm run bench\`:\n\n${table}`);
await showBetweenMarks('src/engine/kernels/README.md', kernelTable);
console.log(`\nWritten to ${JSON_FILE} and README.md.`);

async function timeInChromium(): Promise<Timings> {
  const server = await createServer({
    configFile: false,
    root: '.',
    logLevel: 'warn',
    plugins: [trainingKernels()],
    server: { port: 0, host: 'localhost' },
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_FLAGS, ...SOFTWARE_WEBGL_FLAGS],
  });
  try {
    const page = await browser.newPage();
    page.on('console', (message) => console.log(message.text()));
    const failed = new Promise<never>((_, reject) => page.on('pageerror', reject));
    await page.goto(`${server.resolvedUrls!.local[0]!}tests/bench/index.html`);
    const measured = page.waitForFunction(() => window.benchTimings, null, { timeout: LIMIT_MS });
    const handle = await Promise.race([measured, failed]);
    return (await handle.jsonValue())!;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Adds PyTorch where the named python has it. */
function timeInPyTorch(executable: string): Timing[] {
  const { status, stdout } = spawnSync(executable, ['tests/bench/pytorch.py'], {
    input: JSON.stringify(WORKLOADS),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (status !== 0) {
    console.log(`No PyTorch: ${executable} cannot import torch (--python names another one).`);
    return [];
  }
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Timing);
}

async function showBetweenMarks(file: string, text: string, mark = 'bench'): Promise<void> {
  await writeFile(file, betweenMarkers(file, await readFile(file, 'utf8'), mark, text));
}

/** One row per kernel; what tfjs-wasm cannot do by itself has no time there. */
function kernelTableOf({ ours, stock }: Timings['kernels']): string {
  const rows = ours.map(({ kernel, ms }) => {
    const plain = stock.find((each) => each.kernel === kernel)?.ms;
    const ratio = plain === undefined ? '–' : `${(plain / ms).toFixed(1)}×`;
    return `| ${[kernel, ms.toFixed(3), plain?.toFixed(3) ?? 'cannot', ratio].join(' | ')} |`;
  });
  return ['| operation | kernels, ms | stock tfjs-wasm, ms | faster |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
}

/** One row per timing; ratios are to this engine in the same run. */
function tableOf(all: readonly Timing[]): string {
  const header =
    '| workload | contender | ms per step | images/s | GFLOP/s | × this engine |\n|---|---|---|---|---|---|';
  const rows = WORKLOADS.flatMap((workload) => {
    const own = all.filter(({ workload: name }) => name === workload.name);
    const ours = own.find(({ contender }) => contender === 'this engine')!.stepMs;
    return own
      .sort((a, b) => a.stepMs - b.stepMs)
      .map(({ contender, stepMs }) => {
        const images = (1000 * workload.batchSize * workload.numMembers) / stepMs;
        const gflops = flopsOf(workload) / stepMs / 1e6;
        const cells = [stepMs.toFixed(2), images.toFixed(0), gflops.toFixed(1), (stepMs / ours).toFixed(2)];
        return `| ${[workload.name, contender, ...cells].join(' | ')} |`;
      });
  });
  return [header, ...rows].join('\n');
}
