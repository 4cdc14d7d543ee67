import { spawn } from 'node:child_process';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { lockFile } from '../../../src/cli/fileLock.ts';
import type { ExperimentResult } from '../../../src/experiment/results.ts';
import { experiment, quickRun, SLOW_MS, temporaryFolder } from '../../support/commandLine.ts';

const { path, json, readJson } = temporaryFolder();

describe('npm run experiment, left before its end', () => {
  it.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
  ] as const)(
    'on %s writes what is done, and ends as that signal does',
    async (_, signal, expectedCode) => {
      let isKilled = false;
      const sweep = ['--sweep', 'epochs=1,500', ...json('stopped.json')];
      const { code, err, out } = await experiment(['default', ...quickRun(), ...sweep], (text, kill) => {
        if (isKilled || !text.includes('[2/2] Students')) return;
        isKilled = true;
        kill(signal);
      });
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
    SLOW_MS,
  );

  it(
    'ends when npm, under which it runs, is ended; the file is whole, and --resume runs what is missing and nothing else',
    async () => {
      const file = path('npm/made/result.json');
      const asked = ['default', ...quickRun('batchSize=32'), '--sweep', 'epochs=1,300'];
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
    SLOW_MS,
  );

  it(
    'tries the file before anything is trained, and writes into none that another command writes into',
    async () => {
      const isFolder = await experiment(['default', '--json', path()]);
      expect([isFolder.code, isFolder.err]).toEqual([
        2,
        expect.stringContaining('is a folder; name a file in it'),
      ]);
      const file = path('held.json');
      await writeFile(`${file}.lock`, `${process.pid} on ${hostname()}`);
      const held = await experiment(['default', '--json', file]);
      expect([held.code, held.err]).toEqual([
        2,
        expect.stringContaining(`is being written by another command (process ${process.pid} on `),
      ]);
      await writeFile(`${file}.lock`, `999999999 on ${hostname()}`); // whoever had it was killed
      await expect(lockFile(file)).resolves.toBeUndefined();
    },
    SLOW_MS,
  );

  it('takes over the lock of another machine only where nobody keeps it, and that of an earlier container of its number', async () => {
    const file = path('moved.json');
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
      const file = path('requeued/result.json');
      const again = ['default', ...quickRun('epochs=1'), '--resume', file];
      const first = await experiment(again);
      expect([first.code, first.err]).toEqual([0, expect.stringContaining('is not there yet')]);
      const written = await readFile(file, 'utf8');
      const second = await experiment(again);
      expect([second.code, second.err]).toEqual([0, expect.not.stringContaining('step')]);
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
        arms: (JSON.parse(written) as { arms: object[] }).arms,
      });
    },
    SLOW_MS,
  );
});
