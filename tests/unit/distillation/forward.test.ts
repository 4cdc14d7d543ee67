import { describe, expect, it } from 'vitest';
import {
  countParameters,
  forward,
  requireReader,
  type NetworkWeights,
} from '../../../src/distillation/forward.ts';
import { pooledSide, type Convolution } from '../../../src/distillation/layers.ts';

const network: NetworkWeights = {
  layers: [
    {
      numInputs: 2,
      numOutputs: 3,
      convolution: null,
      weights: Float32Array.of(1, -1, 0.5, 2, 1, -4),
      bias: Float32Array.of(0, 0.25, 0),
    },
    {
      numInputs: 3,
      numOutputs: 2,
      convolution: null,
      weights: Float32Array.of(1, 0, 0, 1, 1, 1),
      bias: Float32Array.of(0.5, -0.5),
    },
  ],
};

describe('forward', () => {
  it('KD1: divides grey levels by 255, applies ReLU between layers and none to the logits', () => {
    // hidden before ReLU: [1 + 2·0.2, −1 + 0.2 + 0.25, 0.5 − 0.8] → ReLU → [1.4, 0, 0]
    const logits = forward(network, Uint8Array.of(255, 51));
    expect(logits[0]).toBeCloseTo(1.4 + 0.5, 6);
    expect(logits[1]).toBeCloseTo(-0.5, 6);
  });

  it('counts weights and biases', () => {
    expect(countParameters(network)).toBe(6 + 3 + 6 + 2);
  });
});

describe('a network that is to read digits', () => {
  /** One convolution, and a dense layer that fits what it leaves. */
  const withFilters = (change: Partial<Convolution>): NetworkWeights => {
    const convolution = { inputSide: 28, channels: 1, size: 3, stride: 1, pool: 2, ...change };
    const [numInputs, numFilters] = [convolution.size ** 2, 2];
    const left = pooledSide(convolution) ** 2 * numFilters;
    const numLeft = left < 1e5 ? left : 0;
    return {
      layers: [
        {
          ...{ numInputs, numOutputs: numFilters, convolution },
          ...{ weights: new Float32Array(numInputs * numFilters), bias: new Float32Array(numFilters) },
        },
        {
          ...{ numInputs: numLeft, numOutputs: 10, convolution: null },
          ...{ weights: new Float32Array(10 * numLeft), bias: new Float32Array(10) },
        },
      ],
    };
  };

  it('may have any filters that leave an image', () => {
    expect(() => requireReader(withFilters({}), 'a')).not.toThrow();
    expect(() => requireReader(withFilters({ padding: 0, stride: 2, pool: 1 }), 'a')).not.toThrow();
  });

  it.each([
    ['a stride of 0', { stride: 0 }, 'leave no image'],
    ['windows of half a pixel', { pool: 0.5 }, 'leave no image'],
    ['windows larger than the image', { pool: 29 }, 'leave no image'],
    ['less than no zeros around it', { padding: -3 }, 'leave no image'],
    ['a million zeros around it', { padding: 1e6, pool: 1e6 }, 'makes images of 2000026 × 2000026 pixels'],
  ])('has not %s', (_, change, why) => {
    expect(() => requireReader(withFilters(change), 'a.onnx')).toThrow(/^Layer 1 of a\.onnx /);
    expect(() => requireReader(withFilters(change), 'a.onnx')).toThrow(why);
  });
});
