import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { ExperimentResult } from '../../../src/experiment/results.ts';
import { experiment, quickRun, settings, SLOW_MS, temporaryFolder } from '../../support/commandLine.ts';

const { path, json, readJson } = temporaryFolder();

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
      const files = ['2.json', '1.json', 'other.json'].map((file) => path(file));
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
    SLOW_MS,
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
      const files = ['first.json', 'whole.json', 'part.json'].map((file) => path(file));
      for (const [at, content] of [shard(0, ['run 0']), shard(1, ['run 1']), shard(1, [])].entries())
        await writeFile(files[at]!, JSON.stringify(content));
      expect((await experiment(['merge', files[0]!, files[1]!])).code).toBe(0);
      const { code, out } = await experiment(['merge', files[0]!, files[2]!]);
      expect([code, out]).toEqual([1, expect.stringContaining('not done    run 1')]);
    },
    SLOW_MS,
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
    SLOW_MS,
  );

  it(
    'exits 1 when a run is refused, but not where the preset tells of refusals',
    async () => {
      const refused = await experiment(['default', ...quickRun('labels=20000')]);
      expect([refused.code, refused.out]).toEqual([
        1,
        expect.stringContaining('not run: The run asks for 20000'),
      ]);
      const quick = ['seeds=2', 'teacherEpochs=1', 'epochs=1', 'sloppiness=calm'];
      const told = await experiment(['transfer-learning', ...settings(...quick)]);
      expect([told.code, told.out]).toEqual([0, expect.stringContaining('not run: The teacher')]);
    },
    SLOW_MS,
  );

  it(
    'exits 2 for what contradicts itself, and for digits that are missing',
    async () => {
      const contradiction = await experiment(['default', '--set', 'softLoss=logits', '--set', 'T=4']);
      expect([contradiction.code, contradiction.err.trim()]).toEqual([
        2,
        'temperature is set to 4, but softLoss is logits, which know no temperature. Leave one of the two out.',
      ]);
      const missing = await experiment(['hinton-table', '--data', path('nowhere')]);
      expect(missing.code).toBe(2);
      expect(missing.err).toMatch(/nowhere is not there\. --data takes embedded, mnist, a folder/);
    },
    SLOW_MS,
  );
});
