import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/experiment/limits.ts';
import { MAX_STUDENTS, studentSeeds, teacherSeeds } from '../../../src/experiment/seeds.ts';

const seed = fc.integer(LIMITS.seed);

describe('the seeds of networks', () => {
  it('are never shared by runs of two seeds, nor by teacher and students', () => {
    fc.assert(
      fc.property(fc.uniqueArray(seed, { minLength: 2, maxLength: 4 }), (runs) => {
        const all = runs.flatMap((each) => [
          ...studentSeeds({ seed: each, seeds: MAX_STUDENTS }),
          ...teacherSeeds({ seed: each, teacherNetworks: LIMITS.networks.max }),
        ]);
        expect(new Set(all).size).toBe(all.length);
        expect(Math.max(...all.map(Math.abs))).toBeLessThan(2 ** 31);
      }),
    );
  });

  it('go on where a run with fewer students ended', () => {
    expect([...studentSeeds({ seed: 7, seeds: 3 }), ...studentSeeds({ seed: 7, seeds: 2 }, 3)]).toEqual(
      studentSeeds({ seed: 7, seeds: 5 }),
    );
    expect(studentSeeds({ seed: 7, seeds: 5 }, MAX_STUDENTS - 1)).toHaveLength(1);
  });
});
