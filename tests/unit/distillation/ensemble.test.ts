import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averageLogits,
  logitsFor,
  onePredictor,
  predictorParameters,
} from '../../../src/distillation/ensemble.ts';
import { denseLayers } from '../../../src/distillation/layers.ts';
import { softmax } from '../../../src/distillation/softmax.ts';

const row = fc.array(fc.double({ min: -60, max: 60, noNaN: true }), { minLength: 3, maxLength: 3 });

describe('an ensemble', () => {
  it('of averaged probabilities gives at T the mean of its softmax at T', () => {
    fc.assert(
      fc.property(row, row, fc.double({ min: 0.5, max: 20, noNaN: true }), (first, second, temperature) => {
        const networks = [Float32Array.from(first), Float32Array.from(second)];
        const averaged = softmax(averageLogits(networks, 'probabilities', temperature, 3), temperature);
        const [p, q] = networks.map((logits) => softmax(logits, temperature));
        averaged.forEach((value, j) => expect(value).toBeCloseTo((p![j]! + q![j]!) / 2, 5));
      }),
    );
  });

  it('of averaged logits gives their mean, whatever the temperature', () => {
    const networks = [Float32Array.of(1, 2, 3, 0, 0, 6), Float32Array.of(3, 0, 1, 2, 0, 0)];
    for (const temperature of [1, 8])
      expect([...averageLogits(networks, 'logits', temperature, 3)]).toEqual([2, 1, 2, 1, 0, 3]);
  });

  it('of one is that one, to the bit; of two it has the weights of both', () => {
    const network = {
      layers: denseLayers([4, 3]).map((layer) => ({
        ...layer,
        weights: Float32Array.from({ length: 12 }, (_, at) => Math.sin(at)),
        bias: Float32Array.of(0.1, -0.2, 0.3),
      })),
    };
    const image = Uint8Array.of(255, 0, 17, 99);
    const alone = logitsFor(onePredictor(network), image)(1);
    const twice = { networks: [network, network], average: 'probabilities' } as const;
    logitsFor(
      twice,
      image,
    )(8).forEach((value, j) =>
      // Logits may differ by a constant: probabilities do not.
      expect(value - logitsFor(twice, image)(8)[0]!).toBeCloseTo(alone[j]! - alone[0]!, 5),
    );
    expect(predictorParameters(onePredictor(network))).toBe(15);
    expect(predictorParameters(twice)).toBe(30);
  });
});
