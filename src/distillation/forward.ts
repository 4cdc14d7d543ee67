/** A trained network as plain arrays, and its logits for one image: what the page predicts with while the engine trains. */
import { convolvedSide, paddingBefore, pooledSide, type Convolution, type LayerShape } from './layers.ts';
import { IMAGE_SIDE, NUM_CLASSES, NUM_PIXELS } from './shape.ts';

export interface LayerWeights extends LayerShape {
  readonly weights: Float32Array; // [numInputs, numOutputs], row-major
  readonly bias: Float32Array; // [numOutputs]
}

/** Convolutions, then dense layers: ReLU between layers, the last layer gives logits (KD1). */
export interface NetworkWeights {
  readonly layers: readonly LayerWeights[];
}

/** Number of trainable weights, biases included. */
export function countParameters(network: NetworkWeights): number {
  return network.layers.reduce((sum, { weights, bias }) => sum + weights.length + bias.length, 0);
}

/** @param who e.g. "the teacher" @throws Error when the layers do not lead from 784 pixels to ten logits, or a weight is not a number */
export function requireReader({ layers }: NetworkWeights, who: string): void {
  let numFeatures = NUM_PIXELS;
  layers.forEach(({ numInputs, numOutputs, convolution, weights, bias }, index) => {
    const where = `Layer ${index + 1} of ${who}`;
    if (convolution) requireConvolution(convolution, numOutputs, where);
    const expected = convolution ? convolution.size ** 2 * convolution.channels : numFeatures;
    const fits = !convolution || convolution.inputSide ** 2 * convolution.channels === numFeatures;
    if (numInputs !== expected || !fits)
      throw new Error(
        `${where} takes ${numInputs} inputs; ${expected} come to it (images have ${IMAGE_SIDE} × ${IMAGE_SIDE} pixels).`,
      );
    if (weights.length !== numInputs * numOutputs || bias.length !== numOutputs)
      throw new Error(
        `${where} has ${weights.length} weights and ${bias.length} biases; ` +
          `${numInputs * numOutputs} and ${numOutputs} were expected.`,
      );
    const wrong = [weights, bias].flatMap((values) => values.find((value) => !Number.isFinite(value)) ?? []);
    if (wrong.length > 0)
      throw new Error(`${where} has a weight that is ${wrong[0]}; numbers were expected.`);
    numFeatures = convolution ? pooledSide(convolution) ** 2 * numOutputs : numOutputs;
  });
  if (numFeatures !== NUM_CLASSES)
    throw new Error(
      `The last layer of ${who} ends in ${numFeatures} outputs; ${NUM_CLASSES} were expected, one per class.`,
    );
}

/** Outputs of a layer for one image, and multiplications: far more than a network of digits has. */
const [MAX_OUTPUTS, MAX_MULTIPLY_ADDS] = [2 ** 24, 2 ** 31];

/** @throws Error for filters that there cannot be, and for more than a page can reckon in a moment */
function requireConvolution(convolution: Convolution, numFilters: number, where: string): void {
  const { inputSide, channels, size, stride, pool, padding = 0 } = convolution;
  const isWhole = [inputSide, channels, size, stride, pool].every(
    (each) => Number.isInteger(each) && each >= 1,
  );
  const side = convolvedSide(convolution);
  if (!isWhole || !Number.isInteger(padding) || padding < 0 || !(pooledSide(convolution) >= 1))
    throw new Error(
      `${where} has filters of ${size} × ${size} over ${channels} channels of ${inputSide} × ${inputSide} pixels (stride ${stride}, padding ${padding}, pool ${pool}), which leave no image.`,
    );
  const numOutputs = side ** 2 * numFilters;
  if (numOutputs > MAX_OUTPUTS || numOutputs * size ** 2 * channels > MAX_MULTIPLY_ADDS)
    throw new Error(
      `${where} makes images of ${side} × ${side} pixels and ${numFilters} channels; at most ${MAX_OUTPUTS} numbers and ${MAX_MULTIPLY_ADDS} multiplications for a digit are taken.`,
    );
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
    activation = layer.convolution
      ? maxPool(convolve(layer, layer.convolution, activation), layer.numOutputs, layer.convolution)
      : denseForward(layer, activation, isLast);
  });
  return activation;
}

function denseForward(layer: LayerWeights, input: Float32Array, isLast: boolean): Float32Array<ArrayBuffer> {
  const { numOutputs, weights, bias } = layer;
  const output = Float32Array.from(bias);
  for (let i = 0; i < input.length; i++) addRow(output, 0, numOutputs, weights, i, input[i]!);
  if (!isLast) clip(output);
  return output;
}

/** @param input [side, side, channels] @returns [convolved side, convolved side, filters], after ReLU */
function convolve(
  { numOutputs, weights, bias }: LayerWeights,
  convolution: Convolution,
  input: Float32Array,
): Float32Array<ArrayBuffer> {
  const { inputSide, channels, size, stride } = convolution;
  const side = convolvedSide(convolution);
  const padding = paddingBefore(convolution);
  const output = new Float32Array(side * side * numOutputs);
  for (let pixel = 0; pixel < side * side; pixel++) {
    const at = pixel * numOutputs;
    output.set(bias, at);
    const top = Math.floor(pixel / side) * stride - padding;
    const left = (pixel % side) * stride - padding;
    for (let tap = 0; tap < size * size; tap++) {
      const y = top + Math.floor(tap / size);
      const x = left + (tap % size);
      if (y < 0 || x < 0 || y >= inputSide || x >= inputSide) continue;
      const from = (y * inputSide + x) * channels;
      for (let c = 0; c < channels; c++)
        addRow(output, at, numOutputs, weights, tap * channels + c, input[from + c]!);
    }
  }
  return clip(output);
}

/** output[at …] += value · row of weights */
function addRow(
  output: Float32Array,
  at: number,
  count: number,
  weights: Float32Array,
  row: number,
  value: number,
): void {
  if (value === 0) return; // digits are 81 % background, and ReLU adds more zeros
  const first = row * count;
  for (let j = 0; j < count; j++) output[at + j]! += value * weights[first + j]!;
}

/** ReLU, in place. */
function clip(values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  for (let j = 0; j < values.length; j++) values[j] = Math.max(0, values[j]!);
  return values;
}

/** @param input after ReLU, so nothing is below 0 */
function maxPool(
  input: Float32Array<ArrayBuffer>,
  channels: number,
  convolution: Convolution,
): Float32Array<ArrayBuffer> {
  const { pool } = convolution;
  if (pool === 1) return input;
  const [side, inputSide] = [pooledSide(convolution), convolvedSide(convolution)];
  const output = new Float32Array(side * side * channels);
  for (let y = 0; y < side * pool; y++)
    for (let x = 0; x < side * pool; x++) {
      const from = (y * inputSide + x) * channels;
      const to = (Math.floor(y / pool) * side + Math.floor(x / pool)) * channels;
      for (let c = 0; c < channels; c++) output[to + c] = Math.max(output[to + c]!, input[from + c]!);
    }
  return output;
}
