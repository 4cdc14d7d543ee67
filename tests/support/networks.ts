/** Networks with seeded weights, as numbers to check formats by. */
import type { NetworkWeights } from '../../src/distillation/forward.ts';
import { denseLayers, type LayerShape } from '../../src/distillation/layers.ts';
import { seededLayer } from '../../src/engine/networks.ts';
import { layersOf } from '../../src/experiment/architecture.ts';

/** As He et al. begin, with biases that are not 0. */
export function seededNetwork(layers: readonly LayerShape[], seed = 1): NetworkWeights {
  return {
    layers: layers.map((shape, index) => ({
      ...seededLayer(shape, index, seed),
      bias: Float32Array.from({ length: shape.numOutputs }, (_, at) => Math.sin(at + seed) / 8),
    })),
  };
}

export const MLP = denseLayers([784, 30, 20, 10]);
export const CNN = layersOf({ convolutions: ['3x3x6+pool', '5x5x8/2'], hidden: [24] });
/** As networks from elsewhere have it. */
export const PADDED_CNN: readonly LayerShape[] = [
  {
    numInputs: 25,
    numOutputs: 4,
    convolution: { inputSide: 28, channels: 1, size: 5, stride: 1, pool: 2, padding: 0 },
  },
  {
    numInputs: 36,
    numOutputs: 6,
    convolution: { inputSide: 12, channels: 4, size: 3, stride: 2, pool: 1, padding: 1 },
  },
  ...denseLayers([6 * 6 * 6, 8, 10]),
];
