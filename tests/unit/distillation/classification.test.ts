import { describe, expect, it } from 'vitest';
import {
  agreementOf,
  confusionOf,
  meanSoftTargets,
  predictedClasses,
} from '../../../src/distillation/classification.ts';

describe('classification', () => {
  it('takes the most probable class, the first of equals', () => {
    expect([...predictedClasses(Float32Array.of(0, 2, 1, 5, 5, -1), 3)]).toEqual([1, 0]);
  });

  it('agrees on the share of rows with the same class', () => {
    expect(agreementOf(Uint8Array.of(1, 2, 3, 4), Uint8Array.of(1, 2, 0, 4))).toBe(0.75);
  });

  it('counts each label by what it was read as', () => {
    expect(confusionOf(Uint8Array.of(0, 1, 1), Uint8Array.of(0, 0, 1), 2)).toEqual([1, 1, 0, 1]);
  });

  it('averages the softened probabilities of each label; logits ln 3 and 0 give 3/4 at T = 1', () => {
    const logits = Float32Array.of(Math.log(3), 0, 0, 0, 0, 0); // three images, two classes
    const at1 = meanSoftTargets(logits, Uint8Array.of(0, 0, 1), 1, 2);
    expect([...at1].map((value) => Number(value.toFixed(6)))).toEqual([0.625, 0.375, 0.5, 0.5]);
    const hot = meanSoftTargets(logits, Uint8Array.of(0, 0, 0), 1e6, 2);
    expect(hot[0]).toBeCloseTo(0.5, 5);
    expect([hot[2], hot[3]]).toEqual([0, 0]); // no image has label 1
  });
});
