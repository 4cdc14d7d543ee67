import { describe, expect, it } from 'vitest';
import { countParameters, forward, type NetworkWeights } from '../../../src/distillation/forward.ts';

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
