/** Runs `npm run experiment` as a program of its own, and reads what it wrote. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach } from 'vitest';
import type { DigitSplit } from '../../src/data/digitSet.ts';
import { encodeImages, encodeLabels } from '../../src/data/idx.ts';
import { penmanship } from '../../src/data/penmanship/penmanship.ts';

/** Written here once: each command would write the page's twelve thousand anew. */
const digitFolder = await mkdtemp(join(tmpdir(), 'digits-'));
afterAll(() => rm(digitFolder, { recursive: true, force: true }));
const { train, test } = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 400, numTest: 300 });
const write = async (split: string, { images, labels }: DigitSplit) => {
  await writeFile(join(digitFolder, `${split}-images-idx3-ubyte`), encodeImages(images));
  await writeFile(join(digitFolder, `${split}-labels-idx1-ubyte`), encodeLabels(labels));
};
await write('train', train);
await write('t10k', test);

/** As options. @param pairs "labels=200" */
export const settings = (...pairs: string[]) => pairs.flatMap((pair) => ['--set', pair]);

const QUICK = ['labels=200', 'hidden=8', 'seeds=2', 'teacherHidden=8', 'teacherEpochs=1'];

/** As options: a run of a second, on few digits. @param changes "epochs=2", among its settings or beside them */
export function quickRun(...changes: string[]): string[] {
  const nameOf = (pair: string) => pair.slice(0, pair.indexOf('='));
  const changed = changes.map(nameOf);
  return [
    '--data',
    digitFolder,
    ...settings(...QUICK.filter((pair) => !changed.includes(nameOf(pair))), ...changes),
  ];
}

/** Limit of a test that starts Node and the engine several times. */
export const SLOW_MS = 180_000;

/** A folder of each test's own, gone after it. */
export function temporaryFolder() {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'experiment-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const path = (...parts: string[]) => join(folder, ...parts);
  return {
    path,
    /** As an option. */
    json: (file: string) => ['--json', path(file)],
    readJson: async <T>(file: string) => JSON.parse(await readFile(path(file), 'utf8')) as T,
  };
}

/** @param onError told what came on standard error so far, with what ends the program */
export function experiment(
  args: readonly string[],
  onError: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/experiment.ts', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
      onError(err, (signal) => child.kill(signal));
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** Times, and what is timed, differ from run to run; nothing else does. */
export async function resultWithoutTimes(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'), (key, part: unknown) =>
    /^timing$|Ms$/.test(key) ? undefined : part,
  );
}
