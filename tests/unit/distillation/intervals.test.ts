import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestShift, errorsUnder } from '../../../src/distillation/biasShift.ts';
import { pairedRatio } from '../../../src/distillation/ratio.ts';
import { mean, pairedDifference, sideOf } from '../../../src/distillation/statistics.ts';

interface Reference {
  readonly fieller: readonly { readonly a: number[]; readonly b: number[]; readonly ci: [number, number] }[];
}

/** Written by tests/reference/statistics.py: bisection on the t statistic. */
const reference = JSON.parse(
  readFileSync(new URL('../../reference/statistics.json', import.meta.url), 'utf8'),
) as Reference;

describe('the share of a gap that is closed', () => {
  it('agrees with the independent reference', () => {
    for (const { a, b, ci } of reference.fieller) {
      const found = pairedRatio(a, b);
      expect(found.value).toBeCloseTo(mean(a) / mean(b), 12);
      found.ci!.forEach((end, at) => expect(end).toBeCloseTo(ci[at]!, 6));
    }
  });

  it('is not defined where the teacher may not be ahead or is behind, and has no interval from one pair', () => {
    const none = { value: null, ci: null };
    expect(pairedRatio([1, 2, 3], [-1, 1, 0.5])).toEqual(none);
    expect(pairedRatio([-31, -32, -33], [-81, -82.5, -82])).toEqual(none);
    expect(pairedRatio([1, 2, 3], [10, 10, 10])).toEqual(none); // ten test digits: no width, so nothing is known
    expect(pairedRatio([1], [4])).toEqual({ value: 0.25, ci: null });
    expect(pairedRatio([1], [0])).toEqual(none);
    expect(pairedRatio([-1], [-4])).toEqual(none);
    expect(() => pairedRatio([1, 2], [1])).toThrow('1 and 2');
  });

  it('is given exactly where the interval of the lead lies above zero', () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 6 }), (rows) => {
        const [gain, lead] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
        const { ci } = pairedDifference(
          lead,
          lead.map(() => 0),
        );
        expect(pairedRatio(gain, lead).value !== null).toBe(sideOf(ci) === 'above');
      }),
    );
  });

  it('ends where the difference a − r·b stops to be told from zero', () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true });
    const pairs = fc.array(fc.tuple(value, fc.double({ min: 8, max: 12, noNaN: true })), {
      minLength: 3,
      maxLength: 8,
    });
    fc.assert(
      fc.property(pairs, (rows) => {
        const [a, b] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
        const { ci } = pairedRatio(a, b);
        for (const end of ci ?? []) {
          const { ci: difference } = pairedDifference(
            a,
            b.map((y) => end * y),
          );
          const nearest = Math.min(...difference!.map(Math.abs));
          expect(nearest).toBeLessThan(1e-6);
        }
      }),
    );
  });
});

describe('the side of an interval', () => {
  it('is open where it holds zero, or has no width because all pairs are alike', () => {
    const sides = [[0.1, 2] as const, [-2, -0.1] as const, [-1, 1] as const, [0, 0] as const, null].map(
      sideOf,
    );
    expect(sides).toEqual(['above', 'below', 'undecided', 'undecided', 'unknown']);
    const tenDigits = [90, 80, 70].map((accuracy) => accuracy / 100);
    const pairs = pairedDifference(
      tenDigits.map((share) => 100 * (share + 0.1)),
      tenDigits.map((share) => 100 * share),
    );
    expect(sideOf(pairs.ci)).toBe('undecided');
    expect(sideOf([1e-15, 3e-15])).toBe('undecided'); // what is left of equal accuracies
  });
});

describe('the shift of the biases of unseen digits', () => {
  const classes = 4;
  const rows = fc.array(
    fc.tuple(
      fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 4, maxLength: 4 }),
      fc.integer({ min: 0, max: 3 }),
    ),
    { minLength: 1, maxLength: 30 },
  );

  it('has the fewest errors of all shifts, counted one by one', () => {
    fc.assert(
      fc.property(rows, (images) => {
        const logits = images.flatMap(([row]) => row.map((value) => value / 7));
        const labels = images.map(([, label]) => label);
        const errorsAt = (shift: number) =>
          images.filter(([row, label]) => {
            const shifted = row.map((value, digit) => value / 7 + (digit === 3 || digit === 1 ? shift : 0));
            return shifted.indexOf(Math.max(...shifted)) !== label;
          }).length;
        const shift = bestShift(logits, labels, [1, 3], classes);
        const [best] = errorsUnder([shift], logits, labels, [1, 3], classes);
        // Between all crossings, which lie on multiples of 1/7.
        for (let at = -90; at <= 90; at++) expect(best!.all).toBeLessThanOrEqual(errorsAt((at + 0.5) / 7));
      }),
      { numRuns: 60 },
    );
  });

  it('counts the errors on the unseen digits apart', () => {
    const logits = [2, 0, 0, 1, 3, 0, 0, 0, 0, 5, 0, 4.5];
    const labels = [3, 0, 3];
    expect(errorsUnder([0, 0.75, 1.5, 4], logits, labels, [3], classes)).toEqual([
      { all: 2, unseen: 2 },
      { all: 1, unseen: 1 },
      { all: 0, unseen: 0 },
      { all: 1, unseen: 0 },
    ]);
    expect(bestShift(logits, labels, [3], classes)).toBeCloseTo(2, 12);
  });
});
