import { describe, expect, it } from 'vitest';
import { calibrationErrorOf, NUM_BINS, reliabilityBins } from '../../../src/distillation/calibration.ts';

/** Two logits whose first class has this probability. */
const logitsFor = (probability: number) => [Math.log(probability / (1 - probability)), 0];

describe('calibration', () => {
  it('is 0 for a network that is right as often as it is sure: 4 of 5 at 0.8', () => {
    const logits = [1, 2, 3, 4, 5].flatMap(() => logitsFor(0.8));
    expect(calibrationErrorOf(reliabilityBins(logits, [0, 0, 0, 0, 1], 2))).toBeCloseTo(0, 12);
  });

  it('is the gap, weighted by bin: half at 0.9 always right, half at 0.6 always wrong', () => {
    const logits = [...logitsFor(0.9), ...logitsFor(0.6)];
    expect(calibrationErrorOf(reliabilityBins(logits, [0, 1], 2))).toBeCloseTo((0.1 + 0.6) / 2, 12);
  });

  it('puts each digit into the bin of its highest probability', () => {
    const bins = reliabilityBins([...logitsFor(0.9), ...logitsFor(0.1)], [0, 0], 2);
    expect(bins).toHaveLength(NUM_BINS);
    const [bin] = bins.filter(({ count }) => count > 0);
    expect(bin).toMatchObject({ count: 2, accuracy: 0.5 });
    expect(bin!.meanConfidence).toBeCloseTo(0.9, 12);
  });
});
