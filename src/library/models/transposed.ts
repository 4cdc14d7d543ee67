/** Networks that were trained on images whose rows and columns are exchanged. */
import type { NetworkWeights } from '../../distillation/forward.ts';
import { pooledSide } from '../../distillation/layers.ts';
import { IMAGE_SIDE } from '../../distillation/shape.ts';
import { columnsFirst } from './onnx/layout.ts';

/** @returns the network that gives of each image what this one gives of the image with rows and columns exchanged */
export function transposed({ layers }: NetworkWeights): NetworkWeights {
  /** Of the image that comes to a layer; null once it is a row of units. */
  let side: number | null = IMAGE_SIDE;
  return {
    layers: layers.map((layer) => {
      const { convolution } = layer;
      const from: number | null = convolution ? convolution.size : side;
      side = convolution ? pooledSide(convolution) : null;
      return from === null ? layer : { ...layer, weights: columnsFirst(layer.weights, from) };
    }),
  };
}
