/** The orders in which weights lie: here [row, column, channel] with filters last, in ONNX channels and filters first. */

type Triple = readonly [number, number, number];

/** The same numbers with their three axes in another order, as numpy.transpose does it. @param values of these sizes, the last axis fastest */
function permuted(values: Float32Array, sizes: Triple, order: Triple): Float32Array {
  const strides = [sizes[1] * sizes[2], sizes[2], 1] as const;
  const [a, b, c] = order;
  const found = new Float32Array(values.length);
  let at = 0;
  for (let i = 0; i < sizes[a]!; i++)
    for (let j = 0; j < sizes[b]!; j++)
      for (let k = 0; k < sizes[c]!; k++)
        found[at++] = values[i * strides[a]! + j * strides[b]! + k * strides[c]!]!;
  return found;
}

/** Rows of a dense layer behind images. @param weights [row · column · channel, numOutputs] @returns [channel · row · column, numOutputs] */
export function channelsFirst(weights: Float32Array, side: number, numOutputs: number): Float32Array {
  const numPixels = side * side;
  return permuted(weights, [numPixels, weights.length / numPixels / numOutputs, numOutputs], [1, 0, 2]);
}

/** The way back. */
export function channelsLast(weights: Float32Array, side: number, numOutputs: number): Float32Array {
  const numPixels = side * side;
  return permuted(weights, [weights.length / numPixels / numOutputs, numPixels, numOutputs], [1, 0, 2]);
}

/** @param weights [size · size, channels, filters] @returns [filters, channels, size · size] */
export function filtersFirst(weights: Float32Array, size: number, numFilters: number): Float32Array {
  const numTaps = size * size;
  return permuted(weights, [numTaps, weights.length / numTaps / numFilters, numFilters], [2, 1, 0]);
}

/** The way back. */
export function filtersLast(weights: Float32Array, size: number, numFilters: number): Float32Array {
  const numTaps = size * size;
  return permuted(weights, [numFilters, weights.length / numTaps / numFilters, numTaps], [2, 1, 0]);
}

/** The same with rows and columns exchanged. @param weights [side, side, …] */
export function columnsFirst(weights: Float32Array, side: number): Float32Array {
  return permuted(weights, [side, side, weights.length / side ** 2], [1, 0, 2]);
}
