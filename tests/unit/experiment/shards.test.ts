import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shardsOf, cohortsOfShard } from '../../../src/experiment/shards.ts';
import { planExperiment } from '../../../src/experiment/plan.ts';
import { findPreset, PRESETS } from '../../../src/experiment/presets.ts';

const sweep = (temperatures: number, widths: readonly number[], numWorkers: number) =>
  planExperiment(findPreset('default'), {
    axes: [
      { name: 'temperature', values: Array.from({ length: temperatures }, (_, at) => String(at + 1)) },
      { name: 'hidden', values: widths.map(String) },
    ],
    numWorkers,
  });

describe('jobs', () => {
  it('are the cohorts, each once, the longest first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 2, max: 16 }),
        (temperatures, widths, numWorkers) => {
          const plan = sweep(temperatures, widths, numWorkers);
          const jobs = shardsOf(plan, 10_000, numWorkers, false);
          const places = plan.cohorts.map((_, at) => at);
          const given = jobs.flatMap(({ shard }) => cohortsOfShard(places, shard));
          expect([...given].sort((a, b) => a - b)).toEqual(places);
          expect(jobs.map(({ work }) => work)).toEqual(jobs.map(({ work }) => work).sort((a, b) => b - a));
          expect(plan.cohorts.flat()).toHaveLength(temperatures * widths.length);
        },
      ),
    );
  });

  it('are few for each worker, however many cells are swept', () => {
    const widths = Array.from({ length: 100 }, (_, at) => at + 1);
    expect(shardsOf(sweep(20, widths, 3), 10_000, 3, false)).toHaveLength(24);
  });

  it('are cut smaller where that keeps more workers busy, and as large as they go for one', () => {
    const sizes = (numWorkers: number) => sweep(20, [64], numWorkers).cohorts.map(({ length }) => length);
    expect(sizes(1)).toEqual([6, 6, 6, 2]);
    expect(sizes(4)).toEqual([5, 5, 5, 5]);
    expect(sizes(10)).toEqual(Array.from({ length: 10 }, () => 2));
  });

  it('are one for one worker and where a student teaches the next, and one share for each worker that adds seeds until a time is up', () => {
    const chain = planExperiment(PRESETS['same-size']!, { numWorkers: 4 });
    expect(shardsOf(chain, 60_000, 4, false)).toMatchObject([{ shard: null }]);
    expect(shardsOf(sweep(20, [16, 64], 1), 10_000, 1, false)).toMatchObject([{ shard: null }]);
    expect(shardsOf(sweep(20, [16, 64], 3), 10_000, 3, true)).toHaveLength(3);
  });
});
