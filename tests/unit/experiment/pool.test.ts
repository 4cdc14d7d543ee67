import { describe, expect, it } from 'vitest';
import { poolRuns } from '../../../src/experiment/pool.ts';
import { parseResultFile } from '../../../src/experiment/resultFile.ts';
import type { RunResult } from '../../../src/experiment/results.ts';
import { smallResult } from '../../support/smallResult.ts';

/** The same run with another seed, as a person downloads it. */
function fileOf(seed: number, changes: Partial<RunResult> = {}) {
  const run = smallResult();
  const seeds = [100 * seed + 1, 100 * seed + 2];
  const own = {
    ...run,
    config: { ...run.config, seed },
    arms: run.arms.map((arm) => ({ ...arm, seeds })),
    replicates: run.replicates.map((replicate) => ({
      ...replicate,
      seed,
      arms: replicate.arms.map((arm) => ({ ...arm, seeds })),
    })),
    ...changes,
  };
  const file = `${seed}.json`;
  return { file, result: parseResultFile(file, JSON.stringify(own)) };
}

describe('runs of several people', () => {
  it('with a seed each are replicates of one run, in any order', () => {
    const { result, pooled, leftOut } = poolRuns([fileOf(3), fileOf(7, { backend: 'webgl' }), fileOf(5)]);
    expect(pooled).toEqual(['3.json', '7.json', '5.json']);
    expect(leftOut).toEqual([]);
    expect(result).toMatchObject({ config: { seed: 3, seeds: 2, replicates: 3 }, backend: 'fake, webgl' });
    expect(result!.replicates.map(({ seed }) => seed)).toEqual([3, 5, 7]);
    expect(result!.gain).toMatchObject({
      perReplicate: [2, 2, 2],
      covers: 'replicates, students and test digits',
    });
  });

  it('are left out, each with a reason, where they would count twice or are of another run', () => {
    const { data } = smallResult();
    const others = [
      fileOf(1),
      fileOf(1),
      fileOf(2, { data: { ...data, id: 'own-2' } }),
      fileOf(3, { config: { ...smallResult().config, seed: 3, labels: 500 } }),
      { file: 'two.json', result: { ...fileOf(4).result, unfinished: ['another'] } },
      fileOf(5, { replicates: [] }),
    ];
    const { pooled, leftOut } = poolRuns(others);
    expect(pooled).toEqual(['1.json']);
    expect(leftOut.map(({ why }) => why)).toEqual([
      expect.stringContaining('Its seed 1 is that of 1.json'),
      expect.stringContaining('of other digits'),
      'Its setting labels is 500, where that of the first is 2000.',
      expect.stringContaining('It holds 2 runs, of which 1 are finished'),
      expect.stringContaining('schema 1'),
    ]);
    expect(poolRuns([]).result).toBeNull();
  });
});
