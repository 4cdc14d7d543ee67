/** Convolution, ReLU and max-pooling as one step on wasm, for members side by side; gradients over the winning pixels only. */
import type * as tf from '@tensorflow/tfjs-core';
import { frameOf, roundUp, TILE_ROWS, type Geometry } from './convolutionKernels.ts';
import type { Heap } from './heap.ts';
import { kernelConfigs, type Inputs } from './registry.ts';

type PooledGeometry = Geometry & { readonly pool: number };

/** Floats of one entry in the kernels' lists: an address and a factor. */
const ENTRY = 2;

export function pooledKernels(heap: Heap): tf.KernelConfig[] {
  return kernelConfigs<PooledGeometry>({
    MembersConvolvePooled: (inputs, geometry) => forward(heap, inputs, geometry),
    MembersPooledWeightGradient: (inputs, geometry) => weightGradient(heap, inputs, geometry),
    MembersPooledInputGradient: (inputs, geometry) => inputGradient(heap, inputs, geometry),
  });
}

const pooledSides = ({ outHeight, outWidth, pool }: PooledGeometry) => ({
  rows: Math.floor(outHeight / pool),
  columns: Math.floor(outWidth / pool),
});

/** @returns the highest, and which pixel of its window each was */
function forward(heap: Heap, { input, weights, bias }: Inputs, geometry: PooledGeometry): tf.TensorInfo[] {
  const { addressOf, kernels } = heap;
  const { batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, groups } = geometry;
  const { size, stride, top, left, pool } = geometry;
  const { rows, columns } = pooledSides(geometry);
  const depth = size * size * inChannels;
  const frame = frameOf(geometry);
  const shape = [batch, rows, columns, groups * outChannels];
  const [out, winners] = [heap.makeOutput(shape, 'float32'), heap.makeOutput(shape, 'bool')];
  const numScratch =
    frame.height * frame.width * inChannels +
    depth * (roundUp(outChannels) + TILE_ROWS) +
    outHeight * outWidth * outChannels +
    64;
  heap.withScratch(numScratch, (scratch) => {
    for (let group = 0; group < groups; group++)
      kernels.convolvePooled(
        ...[addressOf(input!) + 4 * group * inChannels, groups * inChannels],
        ...[batch, inHeight, inWidth, inChannels, top, left, frame.height, frame.width],
        ...[addressOf(weights!) + 4 * group * depth * outChannels, size, stride, outChannels],
        ...[addressOf(bias!) + 4 * group * outChannels, outHeight, outWidth, pool],
        ...[addressOf(out) + 4 * group * outChannels, addressOf(winners) + group * outChannels],
        ...[groups * outChannels, scratch],
      );
  });
  return [out, winners];
}

function weightGradient(heap: Heap, { input, upstream, winners }: Inputs, geometry: PooledGeometry) {
  const { addressOf, kernels } = heap;
  const { batch, inHeight, inWidth, inChannels, outChannels, groups, size, stride, top, left, pool } =
    geometry;
  const { rows, columns } = pooledSides(geometry);
  const depth = size * size * inChannels;
  const frame = frameOf(geometry);
  const out = heap.makeOutput([groups, depth, outChannels], 'float32');
  const numScratch =
    frame.height * frame.width * inChannels + outChannels * (depth + 1 + ENTRY * rows * columns);
  heap.withScratch(numScratch, (scratch) => {
    for (let group = 0; group < groups; group++)
      kernels.pooledWeightGradient(
        ...[addressOf(input!) + 4 * group * inChannels, groups * inChannels],
        ...[batch, inHeight, inWidth, inChannels, top, left, frame.height, frame.width],
        ...[addressOf(upstream!) + 4 * group * outChannels, addressOf(winners!) + group * outChannels],
        ...[groups * outChannels, rows, columns, pool, size, stride, outChannels],
        ...[addressOf(out) + 4 * group * depth * outChannels, scratch],
      );
  });
  return out;
}

function inputGradient(heap: Heap, { upstream, winners, weights, input }: Inputs, geometry: PooledGeometry) {
  const { addressOf, kernels } = heap;
  const { batch, inHeight, inWidth, inChannels, outChannels, groups, size, stride, top, left, pool } =
    geometry;
  const { rows, columns } = pooledSides(geometry);
  const depth = size * size * inChannels;
  const frame = frameOf(geometry);
  const out = heap.makeOutput(input!.shape, 'float32');
  const numScratch =
    frame.height * frame.width * inChannels + outChannels * depth + pool * pool * (1 + ENTRY * outChannels);
  heap.withScratch(numScratch, (scratch) => {
    for (let group = 0; group < groups; group++)
      kernels.pooledInputGradient(
        ...[addressOf(upstream!) + 4 * group * outChannels, addressOf(winners!) + group * outChannels],
        ...[groups * outChannels, rows, columns, pool],
        ...[addressOf(weights!) + 4 * group * depth * outChannels, size, stride, outChannels],
        ...[batch, inHeight, inWidth, inChannels, top, left, frame.height, frame.width],
        ...[addressOf(input!) + 4 * group * inChannels, addressOf(out) + 4 * group * inChannels],
        ...[groups * inChannels, scratch],
      );
  });
  return out;
}
