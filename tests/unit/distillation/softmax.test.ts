import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entropyBits, klDivergence } from '../../../src/distillation/divergence.ts';
import { logSoftmax, softmax } from '../../../src/distillation/softmax.ts';
import { LIMITS } from '../../../src/experiment/config.ts';

const logits = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 2, maxLength: 12 });
const temperature = fc.double({ min: LIMITS.temperature.min, max: LIMITS.temperature.max, noNaN: true });

describe('softmax', () => {
  it('gives known values: softmax([ln 1, ln 2, ln 5]) = [1, 2, 5] / 8', () => {
    const p = softmax([Math.log(1), Math.log(2), Math.log(5)]);
    [1 / 8, 2 / 8, 5 / 8].forEach((expected, j) => expect(p[j]).toBeCloseTo(expected, 14));
  });

  it('divides logits by the temperature: T = 2 takes square roots of the odds', () => {
    const p = softmax([Math.log(9), 0], 2);
    expect(p[0]! / p[1]!).toBeCloseTo(3, 12);
  });

  it('KD2: is finite, sums to 1 and does not change when a constant is added', () => {
    fc.assert(
      fc.property(logits, temperature, fc.double({ min: -1e3, max: 1e3, noNaN: true }), (z, t, constant) => {
        const p = softmax(z, t);
        const sum = p.reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(1, 10);
        expect([...logSoftmax(z, t)].every(Number.isFinite)).toBe(true);
        const moved = softmax(
          z.map((value) => value + constant),
          t,
        );
        p.forEach((value, j) => expect(moved[j]).toBeCloseTo(value, 7));
      }),
    );
  });

  it('refuses a temperature that is not a positive number, naming it', () => {
    for (const wrong of [0, -1, NaN, Infinity]) expect(() => softmax([1, 2], wrong)).toThrow(String(wrong));
  });
});

describe('divergence', () => {
  it('KD7: KL(p ‖ p) is 0, also where probabilities vanish', () => {
    const logP = logSoftmax([1e4, 0, -1e4]);
    expect(klDivergence(logP, logP)).toBe(0);
  });

  it('KL of [3/4, 1/4] from [1/2, 1/2] is 3/4·ln(3/2) + 1/4·ln(1/2)', () => {
    const kl = klDivergence([0.75, 0.25].map(Math.log), [0.5, 0.5].map(Math.log));
    expect(kl).toBeCloseTo(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), 14);
  });

  it('entropy is log2(10) bits when ten digits are alike, and 0 when one is certain', () => {
    expect(entropyBits(logSoftmax(new Array<number>(10).fill(3)))).toBeCloseTo(Math.log2(10), 12);
    expect(entropyBits(logSoftmax([1e4, 0, 0]))).toBe(0);
  });
});
