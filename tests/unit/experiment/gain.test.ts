import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/data/random.ts';
import { joined } from '../../../src/experiment/comparison.ts';
import { firstStageOf, gainOf, gainOverStudents } from '../../../src/experiment/gain.ts';
import { packOutcomes } from '../../../src/experiment/outcomes.ts';
import { smallResult } from '../../support/smallResult.ts';

const NUM_TESTED = 500;
/** Packed; of students who read a share of the digits right, the same digits being hard for all. */
function outcomesOf(shares: readonly number[], stream: string) {
  const digits = createRandom(1, 'digits');
  const hardness = Float64Array.from({ length: NUM_TESTED }, () => digits.uniform());
  const random = createRandom(2, stream);
  const right = new Uint8Array(NUM_TESTED).fill(1);
  return {
    outcomes: shares.map((share) =>
      packOutcomes(
        Uint8Array.from(hardness, (hard) => Number(hard + 0.1 * random.normal() < share)),
        right,
      ),
    ),
  };
}

const standalone = outcomesOf([0.8, 0.79, 0.81, 0.8], 'standalone');
const distilled = outcomesOf([0.9, 0.88, 0.9, 0.89], 'distilled');

describe('a gain', () => {
  it('is over students and test digits, and keeps the t interval over students under its own name', () => {
    const gain = gainOf([{ arms: [standalone, distilled] }], 1, NUM_TESTED);
    const { studentsCi95, ...overStudents } = gainOverStudents(gain.pairs, gain.mcnemarP);
    expect(gain).toMatchObject({
      covers: 'students and test digits',
      lack: null,
      studentsCi95,
      firstStage: 4,
    });
    expect(overStudents.covers).toBe('students');
    expect(gain.mean).toBeCloseTo(overStudents.mean, 12);
    expect(gain.variance!.students).toBeCloseTo(overStudents.variance!.students!, 12);
    expect(gain.variance!.digits).toBeGreaterThan(0);
    // Test digits add to the width.
    expect(gain.ci95![0]).toBeLessThan(studentsCi95![0]);
    expect(gain.ci95![1]).toBeGreaterThan(studentsCi95![1]);
  });

  it('has no interval where there is too little, and says why', () => {
    const one = (arm: typeof distilled) => ({ outcomes: arm.outcomes.slice(0, 1) });
    const lackOf = (arm: typeof distilled, first: typeof distilled) =>
      gainOf([{ arms: [first, arm] }], 1, NUM_TESTED);
    expect(lackOf(one(distilled), one(standalone))).toMatchObject({
      ci95: null,
      variance: null,
      lack: 'one student',
    });
    expect(lackOf(standalone, standalone)).toMatchObject({
      ci95: null,
      mean: 0,
      lack: 'no spread',
      mcnemarP: 1,
    });
    expect(smallResult().gain).toMatchObject({ ci95: null, lack: 'few digits' }); // ten of them
  });

  it('of more seeds keeps the spread of those that told how many there must be, if they could', () => {
    const of = (count: number) =>
      gainOverStudents(
        Array.from({ length: count }, (_, at) => at),
        1,
      );
    expect([1, 2, 3, 5].map((count) => firstStageOf(of(count), [9]))).toEqual([9, 9, 3, 5]);
    const old = { ...smallResult(), replicates: [] };
    expect(joined(old, smallResult(), 10).gain).toMatchObject({
      covers: 'students',
      pairs: [20, 20, 10, 10].map((points) => expect.closeTo(points, 9) as unknown),
    });
  });
});
