import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import { gainOverStudents } from '../../../src/experiment/gain.ts';
import type { Gain, VariantResult } from '../../../src/experiment/results.ts';
import { drawToAdd } from '../../../src/experiment/resultsSoFar.ts';
import { smallResult } from '../../support/smallResult.ts';

const config = { ...DEFAULT_CONFIG, seed: 1, seeds: 3 };
/** What --until asks for next. @param gains one per variant of a cohort; null where it was refused */
function next(halfWidth: number, ...gains: (Gain | null)[]): readonly number[] | null {
  const found = gains.map((gain, index): VariantResult => {
    const about = { index, label: `${index}`, config };
    return gain ? { ...about, ...smallResult(), gain, config, problem: null } : { ...about, problem: 'No.' };
  });
  const cohort = found.map(({ index, label }) => ({ index, label, config, taughtBy: null }));
  const done = new Map(found.map((variant) => [variant.index, variant]));
  return drawToAdd({ done, students: new Map() }, cohort, halfWidth, 2000)?.seeds ?? null;
}
/** Standard deviation 0.1. @param digits variance of the test digits' part */
const three = (digits = 0): Gain => {
  const gain = gainOverStudents([1.9, 2, 2.1], 0);
  return { ...gain, variance: { ...gain.variance!, digits } };
};

describe('seeds that --until adds', () => {
  it('are as many as the first ones showed to be needed, in rounds of the first number', () => {
    expect(next(0.25, three())).toBeNull(); // 4.303 · 0.1 / √3 = 0.2484
    // (4.303 · 0.1 / 0.2)² = 4.6
    expect(next(0.2, three())).toEqual([104, 105]);
    expect(next(0.1, three())).toEqual([104, 105, 106]); // of 19
  });

  it('do not become fewer or more by what the later ones are like', () => {
    const five = { ...gainOverStudents([1.9, 2, 2.1, 5, -5], 0), firstStage: 3 };
    const spread = { students: 0.1 ** 2 / 5, replicates: null, digits: 0 };
    expect(next(0.2, { ...five, variance: spread })).toBeNull();
  });

  it('are those of the variant of a cohort that wants most; refused ones want none', () => {
    expect(next(0.2, null, three(), gainOverStudents([1, 2, 3], 0))).toHaveLength(3);
    expect(next(0.2, null)).toBeNull();
  });

  it('are not added where test digits alone leave more than is asked for, once they are nearly all there is', () => {
    expect(next(0.2, three(0.09))).toBeNull();
    expect(next(0.2, three(0.0025))).not.toBeNull();
  });

  it('are added to one or two, which cannot tell, and not where the test digits are too few', () => {
    expect(next(1, gainOverStudents([2], 0))).toHaveLength(2);
    expect(next(1, gainOverStudents([2, 2.1], 0))).toHaveLength(1);
    expect(next(1, { ...three(), variance: null, ci95: null, lack: 'few digits' })).toBeNull();
    expect(next(1, { ...three(), variance: null, ci95: null, lack: 'no spread' })).toBeNull();
  });
});
