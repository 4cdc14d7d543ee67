import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfWidthOf, intervalOf, pValueOf } from '../../../src/distillation/estimate.ts';
import { pairedDifference, sampleSd } from '../../../src/distillation/statistics.ts';
import { MIN_TELLING, twoWay } from '../../../src/distillation/twoWay.ts';

interface Reference {
  readonly twoWay: readonly {
    /** A sign a digit: "+0-". */
    readonly rows: readonly string[];
    readonly firstStage: number;
    readonly mean: number;
    readonly students: number;
    readonly digits: number;
    readonly ci: readonly [number, number];
  }[];
}

/** Written by tests/reference/statistics.py: what students share as the covariance of their rows, in exact fractions. */
const reference = JSON.parse(
  readFileSync(new URL('../../reference/statistics.json', import.meta.url), 'utf8'),
) as Reference;

const same = (length: number, value: number) => Array.from({ length }, () => value);
/** As many ones as asked for, then zeros. */
const ones = (count: number, length: number) => [...same(count, 1), ...same(length - count, 0)];
const estimateOf = (rows: readonly ArrayLike<number>[], firstStage?: number) => {
  const { estimate } = twoWay(rows, firstStage);
  if (!estimate) throw new Error('no estimate');
  return estimate;
};

describe('students × test digits', () => {
  it('agrees with the independent reference', () => {
    for (const { rows, firstStage, mean, students, digits, ci } of reference.twoWay) {
      const table = rows.map((signs) => [...signs].map((sign) => '-0+'.indexOf(sign) - 1));
      const found = estimateOf(table, firstStage);
      expect(found.mean).toBeCloseTo(mean, 12);
      const numDigits = table[0]!.length;
      expect(found.parts.map(({ degreesOfFreedom }) => degreesOfFreedom)).toEqual([
        firstStage - 1,
        numDigits - 1,
      ]);
      [students, digits].forEach((variance, at) =>
        expect(found.parts[at]!.variance).toBeCloseTo(variance, 12),
      );
      intervalOf(found).forEach((end, at) => expect(end).toBeCloseTo(ci[at]!, 7));
    }
  });

  it('of students that are all alike has the digits’ part alone: the share’s own variance over n − 1', () => {
    const row = ones(40, 400);
    const [students, digits] = estimateOf([row, row, row]).parts;
    expect(students!.variance).toBeCloseTo(0, 15);
    expect(digits!.variance).toBeCloseTo((0.1 * 0.9) / 399, 12);
  });

  it('of students on digits that have nothing in common is Student’s t interval', () => {
    // Each right on other digits: what two share is below what chance shares, so digits add nothing.
    const rows = [0, 1, 2].map((k) =>
      Array.from({ length: 300 }, (_, i) => Number(i % 3 === k && i < 200 + 40 * k)),
    );
    const found = estimateOf(rows);
    expect(found.parts[1]!.variance).toBe(0);
    const means = rows.map((row) => row.reduce((sum, value) => sum + value, 0) / 300);
    const { ci } = pairedDifference(means, [0, 0, 0]);
    intervalOf(found).forEach((end, at) => expect(end).toBeCloseTo(ci![at]!, 12));
  });

  it('keeps the spread of the first stage, whatever the others are like', () => {
    const rows = [60, 50, 70, 20, 90, 64].map((count) => ones(count, 500));
    const first = estimateOf(rows, 3).parts[0]!;
    expect(first.degreesOfFreedom).toBe(2);
    expect(first.variance).toBeCloseTo(sampleSd([60 / 500, 50 / 500, 70 / 500]) ** 2 / 6, 15);
  });

  it('has a reason in place of a number where there is too little', () => {
    expect(twoWay([ones(100, 1000)])).toEqual({ estimate: null, lack: 'one student' });
    expect(twoWay([ones(90, 900), ones(80, 900)], 1)).toMatchObject({ lack: 'one student' });
    expect(twoWay([same(2000, 0), same(2000, 0)])).toEqual({ estimate: null, lack: 'no spread' });
    expect(twoWay([same(2000, 1), same(2000, 1)])).toEqual({ estimate: null, lack: 'no spread' });
    expect(twoWay([ones(6, 10), ones(7, 10)])).toEqual({ estimate: null, lack: 'few digits' });
    const few = MIN_TELLING - 1;
    expect(twoWay([ones(few, 2000), ones(few - 2, 2000)]).lack).toBe('few digits');
    expect(twoWay([ones(MIN_TELLING, 2000), ones(few, 2000)]).lack).toBeNull();
    expect(twoWay([]).lack).toBe('one student');
  });

  it('does not depend on the order of students or digits, and turns with the sign', () => {
    const digit = fc.constantFrom(-1, 0, 0, 0, 1);
    const table = fc
      .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 100, max: 140 }))
      .chain(([numStudents, numDigits]) => {
        const row = fc.array(digit, { minLength: numDigits, maxLength: numDigits });
        return fc.array(row, { minLength: numStudents, maxLength: numStudents });
      });
    fc.assert(
      fc.property(table, (rows) => {
        const { estimate } = twoWay(rows);
        fc.pre(estimate !== null);
        const [low, high] = intervalOf(estimate);
        const turned = intervalOf(estimateOf(rows.map((row) => row.map((value) => -value)).reverse()));
        expect(turned[0]).toBeCloseTo(-high, 12);
        expect(turned[1]).toBeCloseTo(-low, 12);
        const mirrored = intervalOf(estimateOf(rows.map((row) => row.toReversed())));
        expect(mirrored[0]).toBeCloseTo(low, 12);
      }),
      { numRuns: 40 },
    );
  });

  it('takes no longer for 10 × 10 000 than some passes over that table', () => {
    const rows = Array.from({ length: 10 }, (_, k) =>
      Int8Array.from({ length: 10_000 }, (__, i) => ((i * 7 + k * 3) % 17 === 0 ? 1 : 0)),
    );
    const pass = () => rows.map((row) => row.reduce((sum, value) => sum + value ** 2, 0));
    const quickest = (act: () => unknown) =>
      Math.min(
        ...Array.from({ length: 20 }, () => {
          const startedMs = performance.now();
          act();
          return performance.now() - startedMs;
        }),
      );
    const [passMs, ownMs] = [quickest(pass), quickest(() => intervalOf(estimateOf(rows)))];
    console.log(
      `two-way interval of 10 × 10 000: ${ownMs.toFixed(2)} ms, ${(ownMs / passMs).toFixed(1)} passes`,
    );
    expect(ownMs).toBeLessThan(40 * passMs);
  });
});

describe('an estimate', () => {
  const part = fc.record({
    variance: fc.double({ min: 1e-6, max: 10, noNaN: true }),
    degreesOfFreedom: fc.integer({ min: 1, max: 5000 }),
  });

  it('with one part has Student’s interval', () => {
    const { ci, pairs } = pairedDifference([3, 5, 4.4, 6], [1, 2, 2, 2.5]);
    const parts = [{ variance: sampleSd(pairs) ** 2 / 4, degreesOfFreedom: 3 }];
    intervalOf({ mean: 2.725, parts }).forEach((end, at) => expect(end).toBeCloseTo(ci![at]!, 12));
  });

  it('is between the widths that its total variance would have with each part’s degrees of freedom alone', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        const variance = parts.reduce((sum, each) => sum + each.variance, 0);
        const alone = parts.map(({ degreesOfFreedom }) => halfWidthOf([{ variance, degreesOfFreedom }]));
        expect(halfWidthOf(parts)).toBeGreaterThanOrEqual(Math.min(...alone) * (1 - 1e-9));
        expect(halfWidthOf(parts)).toBeLessThanOrEqual(Math.max(...alone) * (1 + 1e-9));
      }),
      { numRuns: 30 },
    );
  });

  it('has the p at whose confidence its interval ends at zero', () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 2 }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (parts, mean) => {
          const p = pValueOf({ mean, parts });
          if (p > 1e-8 && p < 0.999) expect(halfWidthOf(parts, 1 - p) / Math.abs(mean)).toBeCloseTo(1, 5);
          const [low, high] = intervalOf({ mean, parts });
          if (Math.abs(p - 0.05) > 1e-6) expect(p < 0.05).toBe(low > 0 || high < 0);
        },
      ),
      { numRuns: 15 },
    );
  });
});
