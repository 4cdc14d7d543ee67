import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExperimentResult } from '../../../src/experiment/results.ts';
import {
  experiment,
  quickRun,
  resultWithoutTimes,
  SLOW_MS,
  temporaryFolder,
} from '../../support/commandLine.ts';

const { path } = temporaryFolder();

describe('npm run experiment -- --workers', () => {
  it(
    'shares out what one process would do: told to end, keeps what is done; asked again, ends with the same result',
    async () => {
      const asked = ['default', ...quickRun('batchSize=32'), '--sweep', 'epochs=1,300'];
      const file = path('shared.json');
      const shared = [...asked, '--workers', '2', '--json', file];
      const first = join(`${file}.workers`, 'shard-1-of-2.json');
      let watch: NodeJS.Timeout | undefined;
      const stopped = await experiment(shared, (err, kill) => {
        const isOtherTaught = /2 of 2: (The teacher is that of|Teacher: step (\d+) of \2\b)/.test(err);
        if (!isOtherTaught || watch) return;
        watch = setInterval(() => {
          const isOneDone = existsSync(first) && readFileSync(first, 'utf8').includes('"arms"');
          if (!isOneDone) return;
          clearInterval(watch);
          kill('SIGTERM');
        }, 20);
      });
      expect([stopped.code, stopped.err]).toEqual([
        143,
        expect.stringContaining('the same command goes on from there'),
      ]);
      const left = JSON.parse(await readFile(file, 'utf8')) as ExperimentResult;
      expect([left.variants.map(({ label }) => label), left.unfinished]).toEqual([
        ['epochs = 1'],
        ['epochs = 300'],
      ]);

      const again = await experiment(shared);
      expect(again.code).toBe(0);
      expect(again.err).not.toContain('1 of 2: Students'); // it had done its part
      expect(await readdir(path())).toEqual(['shared.json']);
      const alone = path('alone.json');
      await experiment([...asked, '--json', alone]);
      expect(await resultWithoutTimes(file)).toEqual(await resultWithoutTimes(alone));
    },
    SLOW_MS,
  );
});
