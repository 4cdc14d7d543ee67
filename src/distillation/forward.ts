/** A trained network as plain arrays, and its logits for one image: what the page predicts with while the engine trains. */

interface DenseLayer {
  readonly numInputs: number;
  readonly numOutputs: number;
  readonly weights: Float32Array; // [numInputs, numOutputs], row-major
  readonly bias: Float32Array; // [numOutputs]
}

/** A multi-layer perceptron: ReLU between layers, the last layer gives logits (KD1). */
export interface NetworkWeights {
  readonly layers: readonly DenseLayer[];
}

/** Number of trainable weights, biases included. */
export function countParameters(network: NetworkWeights): number {
  return network.layers.reduce((sum, { weights, bias }) => sum + weights.length + bias.length, 0);
}

/**
 * Logits of one image.
 * @param image grey levels 0 … 255, [numInputs of the first layer]; the network sees them divided by 255
 * @returns logits [numOutputs of the last layer]
 */
export function forward(network: NetworkWeights, image: Uint8Array): Float32Array {
  let activation = Float32Array.from(image, (level) => level / 255);
  network.layers.forEach((layer, index) => {
    const isLast = index === network.layers.length - 1;
    activation = denseForward(layer, activation, isLast);
  });
  return activation;
}

function denseForward(layer: DenseLayer, input: Float32Array, isLast: boolean): Float32Array<ArrayBuffer> {
  const { numOutputs, weights, bias } = layer;
  const output = Float32Array.from(bias);
  for (let i = 0; i < input.length; i++) {
    const value = input[i]!;
    if (value === 0) continue; // digits are 81 % background, and ReLU adds more zeros
    const row = i * numOutputs;
    for (let j = 0; j < numOutputs; j++) output[j]! += value * weights[row + j]!;
  }
  if (!isLast) for (let j = 0; j < numOutputs; j++) output[j] = Math.max(0, output[j]!);
  return output;
}
