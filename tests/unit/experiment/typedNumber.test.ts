import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep, readNumber, shownNumber } from '../../../src/experiment/typedNumber.ts';

const labels = { label: 'Labels', limits: { min: 10, max: 60_000 }, isWhole: true };
const rate = { label: 'Learning rate', limits: { min: 1e-6, max: 1 }, isWhole: false };
const anyNumber = { label: 'Number', limits: { min: -Infinity, max: Infinity }, isWhole: false };

describe('a typed whole number', () => {
  it.each([
    ['60,000', 60_000],
    ['60.000', 60_000],
    ['60 000', 60_000],
    ['60\u00a0000', 60_000],
    ['60\u202f000', 60_000],
    ["2'000", 2_000],
    ['5.000', 5_000],
    [' 2000 ', 2_000],
    ['1e3', 1_000],
    ['2_000', 2_000],
    ['２０００', 2_000],
    ['8.0e1', 80],
  ])('%j is taken as %d', (typed, value) => {
    expect(readNumber(typed, labels)).toEqual({ value });
  });

  it.each([
    ['16 8', 'it is no number'],
    ['60,00 0', 'it is no number'],
    ['1,000 000', 'it is no number'],
    ['12 3456', 'it is no number'],
    ['0x10', 'it is no number'],
    ['many', 'it is no number'],
    ['12k', 'it is no number'],
    ['NaN', 'it is no number'],
    ['Infinity', 'it is no number'],
    ['-', 'it is no number'],
    ['1,5', 'Labels is a whole number'],
    ['20.5', 'Labels is a whole number'],
    ['1,000.5', 'Labels is a whole number'],
    ['70 000', 'Labels may be from 10 to 60 000'],
    ['5', 'Labels may be from 10 to 60 000'],
    ['-500', 'Labels may be from 10 to 60 000'],
    ['1e999', 'Labels may be from 10 to 60 000'],
  ])('%j is refused: %s', (typed, why) => {
    expect(readNumber(typed, labels)).toEqual({ refusal: `"${typed}" is not taken: ${why}.` });
  });

  it.each(['', '   '])('%j is nothing typed', (typed) => {
    expect(readNumber(typed, labels)).toBeNull();
  });
});

describe('a typed fraction', () => {
  it.each([
    ['0,001', 0.001],
    ['.001', 0.001],
    ['1e-3', 1e-3],
    ['3E-4', 3e-4],
    ['1,5e-3', 1.5e-3],
    ['0.0000015', 0.0000015],
    ['1.', 1],
  ])('%j is taken as %d', (typed, value) => {
    expect(readNumber(typed, rate)).toEqual({ value });
  });

  it.each([
    ['1,000.5', 1000.5],
    ['1.000,5', 1000.5],
    ['1 234 567,25', 1_234_567.25],
    ['1 000', 1000],
    ['2,500', 2.5],
    ['−2,5', -2.5],
    ['-0', 0],
  ])('%j has its comma and its blanks where they stand', (typed, value) => {
    expect(readNumber(typed, anyNumber)).toEqual({ value });
  });

  it.each(['1,2,3', '1.2.3', '0 001', '2,5 3', '1e', 'e5', '.', '2;5'])('%j is refused', (typed) => {
    expect(readNumber(typed, rate)).toEqual({ refusal: `"${typed}" is not taken: it is no number.` });
  });

  it('is refused beyond its limits, which are named without rounding', () => {
    expect(readNumber('0.0000001', rate)).toEqual({
      refusal: '"0.0000001" is not taken: Learning rate may be from 0.000001 to 1.',
    });
  });
});

describe('a shown number', () => {
  it('has its thousands apart and all of its places', () => {
    expect([0.0000015, 1e-7, 2_000, 421_642, 1234.5678, 2.345, -60_000, 999].map(shownNumber)).toEqual([
      ...['0.0000015', '1e-7', '2 000', '421 642', '1 234.5678', '2.345', '-60 000', '999'],
    ]);
  });

  it('reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(shownNumber(value), anyNumber)).toEqual({ value: value + 0 });
      }),
    );
    fc.assert(
      fc.property(fc.integer(), (value) => {
        expect(readNumber(shownNumber(value), { ...anyNumber, isWhole: true })).toEqual({ value });
      }),
    );
  });

  it('never crashes the reader, whatever is typed, and is within the limits', () => {
    const typed = fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9 .,e'_]{0,12}$/));
    fc.assert(
      fc.property(typed, (text) => {
        const read = readNumber(text, labels);
        if (read && 'value' in read) {
          expect(Number.isInteger(read.value)).toBe(true);
          expect(read.value).toBeGreaterThanOrEqual(10);
          expect(read.value).toBeLessThanOrEqual(60_000);
        }
      }),
    );
  });
});

describe('an arrow key', () => {
  it('goes to the next multiple of the step, without the dust of sums, and stops at the limits', () => {
    const limits = { min: 1e-6, max: 1 };
    expect(nextStep(0.003, 1, 0.001, limits)).toBe(0.004);
    expect(nextStep(0.0035, -1, 0.001, limits)).toBe(0.003);
    expect(nextStep(0.001, -1, 0.001, limits)).toBe(1e-6);
    expect(nextStep(1e-6, 1, 0.001, limits)).toBe(0.001);
    expect(nextStep(1, 1, 0.001, limits)).toBe(1);
    expect(nextStep(0.1, 1, 0.05, limits)).toBe(0.15);
    expect(nextStep(0.6, 1, 0.1, limits)).toBe(0.7);
  });
});
