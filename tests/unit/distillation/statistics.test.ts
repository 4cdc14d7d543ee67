import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  mcnemarP,
  mean,
  pairedDifference,
  predictionInterval,
  sampleSd,
  tQuantile,
} from '../../../src/distillation/statistics.ts';

interface Reference {
  readonly tQuantiles: readonly { readonly p: number; readonly df: number; readonly value: number }[];
  readonly prediction: readonly { readonly pairs: number[]; readonly ci: [number, number] }[];
  readonly mcnemar: readonly { readonly b: number; readonly c: number; readonly p: number }[];
}

/** Written by tests/reference/statistics.py, which integrates the density and sums exact fractions. */
const reference = JSON.parse(
  readFileSync(new URL('../../reference/statistics.json', import.meta.url), 'utf8'),
) as Reference;

/** Student (1908), "The Probable Error of a Mean", §9: hours of sleep gained with two drugs, ten patients. */
const DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe('statistics', () => {
  it('reproduces Student’s sleep data: 1.58 hours, sd 1.23, 95 % interval 0.70 to 2.46', () => {
    const { mean: difference, ci, pairs } = pairedDifference(DRUG_2, DRUG_1);
    expect(difference).toBeCloseTo(1.58, 10);
    expect(sampleSd(pairs)).toBeCloseTo(1.23, 2);
    expect(ci![0]).toBeCloseTo(0.7001, 4);
    expect(ci![1]).toBeCloseTo(2.4599, 4);
  });

  it('has the t quantiles of the published table', () => {
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, column 0.975
    const table = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
    table.forEach((value, index) => expect(tQuantile(0.975, index + 1)).toBeCloseTo(value, 3));
    expect(tQuantile(0.975, 100)).toBeCloseTo(1.984, 3);
  });

  it('agrees with the independent reference', () => {
    for (const { p, df, value } of reference.tQuantiles) expect(tQuantile(p, df)).toBeCloseTo(value, 6);
    for (const { b, c, p } of reference.mcnemar) expect(mcnemarP(b, c) / p).toBeCloseTo(1, 9);
    for (const { pairs, ci } of reference.prediction)
      predictionInterval(pairs)!.forEach((end, at) => expect(end).toBeCloseTo(ci[at]!, 6));
    expect(predictionInterval([1])).toBeNull();
  });

  it('McNemar: 1 when nothing or an even split disagrees; 2/2^n when all disagreements fall on one side', () => {
    expect(mcnemarP(0, 0)).toBe(1);
    expect(mcnemarP(7, 7)).toBe(1);
    expect(mcnemarP(0, 10)).toBeCloseTo(2 / 1024, 12);
    expect(mcnemarP(10, 0)).toBe(mcnemarP(0, 10));
  });

  it('gives no interval for a single pair, and refuses lists of different length', () => {
    expect(pairedDifference([2], [1])).toEqual({ mean: 1, ci: null, pairs: [1] });
    expect(() => pairedDifference([1, 2], [1])).toThrow('2 and 1');
  });

  it('mean and sample sd of 2, 4, 4, 4, 5, 5, 7, 9 are 5 and sqrt(32/7)', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(mean(values)).toBe(5);
    expect(sampleSd(values)).toBeCloseTo(Math.sqrt(32 / 7), 14);
  });
});
