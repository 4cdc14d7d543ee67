import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockFile } from '../../../src/cli/fileLock.ts';
import type { ExperimentResult } from '../../../src/experiment/results.ts';
import { experiment, settings } from '../../support/commandLine.ts';

/** Seconds, not minutes. */
const QUICK = ['labels=200', 'hidden=8', 'seeds=2', 'teacherHidden=8', 'teacherEpochs=1', 'sloppiness=calm'];

/** Each starts Node and the engine several times. */
const SLOW = 180_000;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'experiment-'));
});
afterAll(() => rm(folder, { recursive: true }));

const readJson = async <T>(file: string) => JSON.parse(await readFile(join(folder, file), 'utf8')) as T;
const json = (file: string) => ['--json', join(folder, file)];

describe('npm run experiment', () => {
  it(
    'merges shards into one result, and refuses one of another config with 2',
    async () => {
      const shard = (index: number, labels: number) => ({
        ...{ schema: 1, preset: 'default', config: { labels }, backend: 'wasm', axes: [], versions: {} },
        ...{ data: { name: 'x', train: 1, test: 1 }, timing: { totalMs: 5 }, shard: { index, count: 2 } },
        variants: [{ index, label: `run ${index}`, config: {}, problem: 'It was refused.' }],
        unfinished: [`run ${1 - index}`],
      });
      const files = ['2.json', '1.json', 'other.json'].map((file) => join(folder, file));
      for (const [at, content] of [shard(1, 5), shard(0, 5), shard(0, 6)].entries())
        await writeFile(files[at]!, JSON.stringify(content));
      const { code, out } = await experiment(['merge', files[0]!, files[1]!, ...json('merged.json')]);
      expect(code).toBe(1); // as one run of it would have ended
      const { variants, unfinished } = await readJson<ExperimentResult>('merged.json');
      expect(variants.map(({ label }) => label)).toEqual(['run 0', 'run 1']);
      expect(unfinished).toEqual([]);
      expect(out).toContain('run 1\nnot run: It was refused.');
      const refused = await experiment(['merge', files[0]!, files[2]!]);
      expect(refused.code).toBe(2);
      expect(refused.err).toContain('labels is 5 in the first and 6 in the second');
    },
    SLOW,
  );

  it(
    'merges refusals with 0 where the preset tells of them, but runs that are not done with 1',
    async () => {
      const shard = (index: number, labels: readonly string[]) => ({
        ...{ schema: 1, preset: 'transfer-learning', config: {}, backend: 'wasm', axes: [], versions: {} },
        ...{ data: { name: 'x', train: 1, test: 1 }, timing: { totalMs: 5 }, shard: { index, count: 2 } },
        variants: labels.map((label) => ({ index, label, config: {}, problem: 'It was refused.' })),
        unfinished: ['run 0', 'run 1'].filter((label) => !labels.includes(label)),
      });
      const files = ['first.json', 'whole.json', 'part.json'].map((file) => join(folder, file));
      for (const [at, content] of [shard(0, ['run 0']), shard(1, ['run 1']), shard(1, [])].entries())
        await writeFile(files[at]!, JSON.stringify(content));
      expect((await experiment(['merge', files[0]!, files[1]!])).code).toBe(0);
      const { code, out } = await experiment(['merge', files[0]!, files[2]!]);
      expect([code, out]).toEqual([1, expect.stringContaining('not done    run 1')]);
    },
    SLOW,
  );

  it.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
  ] as const)(
    'on %s writes what is done, and ends as that signal does',
    async (_, signal, expectedCode) => {
      let isKilled = false;
      const sweep = ['--sweep', 'epochs=1,500', ...json('stopped.json')];
      const { code, err, out } = await experiment(
        ['default', ...settings(...QUICK), ...sweep],
        (text, kill) => {
          if (isKilled || !text.includes('[2/2] Students')) return;
          isKilled = true;
          kill(signal);
        },
      );
      expect(code).toBe(expectedCode);
      expect(err).toContain('Interrupted: 1 of 2 runs were done');
      expect(err).not.toContain('\r'); // plain lines where there is no terminal
      expect(out).toContain('not done    epochs = 500');
      const result = await readJson<ExperimentResult>('stopped.json');
      expect(result.variants.map(({ label }) => label)).toEqual(['epochs = 1']);
      expect(result.unfinished).toEqual(['epochs = 500']);
      expect(result.underWay!.labels).toEqual(['epochs = 500']);
      expect(result.underWay!.accuracy.map((seeds) => seeds.length)).toEqual([2, 2]);
    },
    SLOW,
  );

  it(
    'ends when npm, under which it runs, is ended; the file is whole, and --resume runs what is missing and nothing else',
    async () => {
      const file = join(folder, 'npm', 'made', 'result.json');
      const asked = ['default', ...settings(...QUICK), '--sweep', 'epochs=1,300', '--set', 'batchSize=32'];
      const npm = spawn('npm', ['run', '--silent', 'experiment', '--', ...asked, '--json', file], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let err = '';
      const isGone = new Promise<void>((resolve) => {
        npm.stderr.on('data', (chunk: Buffer) => {
          err += chunk.toString();
          if (err.includes('[2/2] epochs')) npm.kill('SIGTERM');
        });
        npm.stderr.on('close', resolve); // the program holds it, too
      });
      await isGone;
      expect(err).toContain('Interrupted: 1 of 2 runs were done');
      const left = JSON.parse(await readFile(file, 'utf8')) as ExperimentResult;
      expect(left.variants.map(({ label }) => label)).toEqual(['epochs = 1']);

      const other = await experiment([...asked, '--set', 'seed=7', '--resume', file]);
      expect([other.code, other.err]).toEqual([
        2,
        expect.stringContaining('of another experiment: seed is 1 in it, and 7 is asked for'),
      ]);
      const { code } = await experiment([...asked, '--resume', file]);
      expect(code).toBe(0);
      const whole = JSON.parse(await readFile(file, 'utf8')) as ExperimentResult;
      expect(whole.variants[0]).toEqual(left.variants[0]); // times and all: it was not run again
      expect(whole.variants.map(({ label }) => label)).toEqual(['epochs = 1', 'epochs = 300']);
      expect(whole.underWay).toBeUndefined();
    },
    SLOW,
  );

  it(
    'tries the file before anything is trained, and writes into none that another command writes into',
    async () => {
      const isFolder = await experiment(['default', '--json', folder]);
      expect([isFolder.code, isFolder.err]).toEqual([
        2,
        expect.stringContaining('is a folder; name a file in it'),
      ]);
      const file = join(folder, 'held.json');
      await writeFile(`${file}.lock`, `${process.pid} on ${hostname()}`);
      const held = await experiment(['default', '--json', file]);
      expect([held.code, held.err]).toEqual([
        2,
        expect.stringContaining(`is being written by another command (process ${process.pid} on `),
      ]);
      await writeFile(`${file}.lock`, `999999999 on ${hostname()}`); // whoever had it was killed
      await expect(lockFile(file)).resolves.toBeUndefined();
    },
    SLOW,
  );

  it('takes over the lock of another machine only where nobody keeps it, and that of an earlier container of its number', async () => {
    const file = join(folder, 'moved.json');
    await writeFile(`${file}.lock`, '12 on another');
    const touches: Promise<void>[] = [];
    const beat = setInterval(() => touches.push(utimes(`${file}.lock`, new Date(), new Date())), 20);
    await expect(lockFile(file, 1_000)).rejects.toThrow('(process 12 on another)');
    clearInterval(beat);
    await Promise.all(touches); // one that comes late would be one more sign of life
    await expect(lockFile(file, 1_000)).resolves.toBeUndefined();
    await expect(lockFile(file, 1_000)).resolves.toBeUndefined();
  });

  it(
    'begins anew where the file to go on from is not there yet, and goes on where it is: one command for both',
    async () => {
      const file = join(folder, 'requeued', 'result.json');
      const again = ['default', ...settings(...QUICK), '--set', 'epochs=1', '--resume', file];
      const first = await experiment(again);
      expect([first.code, first.err]).toEqual([0, expect.stringContaining('is not there yet')]);
      const written = await readFile(file, 'utf8');
      const second = await experiment(again);
      expect([second.code, second.err]).toEqual([0, expect.not.stringContaining('step')]);
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
        arms: (JSON.parse(written) as { arms: object[] }).arms,
      });
    },
    SLOW,
  );

  it(
    'asks before a sweep of 10 000 cells, with its time, and without a terminal says what to do',
    async () => {
      const values = Array.from({ length: 100 }, (_, i) => i + 1);
      const axes = [
        '--sweep',
        `epochs=${values.join(',')}`,
        '--sweep',
        `softWeight=${values.map((v) => v / 100).join(',')}`,
      ];
      const { code, err, out } = await experiment(['default', '--set', 'sloppiness=calm', ...axes]);
      expect(code).toBe(2);
      expect(err).toMatch(
        /This sweep has 10000 cells and would take about [\d.]+ (minutes|hours|days) on this machine/,
      );
      expect(err).toContain('--yes');
      expect(out).toBe('');
    },
    SLOW,
  );

  it(
    'exits 1 when a run is refused, but not where the preset tells of refusals',
    async () => {
      const refused = await experiment(['default', ...settings(...QUICK.slice(1), 'labels=20000')]);
      expect([refused.code, refused.out]).toEqual([
        1,
        expect.stringContaining('not run: The run asks for 20000'),
      ]);
      const quick = ['seeds=2', 'teacherEpochs=1', 'epochs=1', 'sloppiness=calm'];
      const told = await experiment(['transfer-learning', ...settings(...quick)]);
      expect([told.code, told.out]).toEqual([0, expect.stringContaining('not run: The teacher')]);
    },
    SLOW,
  );

  it(
    'exits 2 for what contradicts itself, and for digits that are missing',
    async () => {
      const contradiction = await experiment(['default', '--set', 'softLoss=logits', '--set', 'T=4']);
      expect([contradiction.code, contradiction.err.trim()]).toEqual([
        2,
        'temperature is set to 4, but softLoss is logits, which know no temperature. Leave one of the two out.',
      ]);
      const missing = await experiment(['hinton-table', '--data', join(folder, 'nowhere')]);
      expect(missing.code).toBe(2);
      expect(missing.err).toMatch(/nowhere is not there\. --data takes embedded, mnist, a folder/);
    },
    SLOW,
  );
});
