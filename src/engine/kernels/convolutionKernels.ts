/** Convolution with ReLU on wasm, forward and back, for members side by side. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Heap } from './heap.ts';
import { kernelConfigs, type Inputs } from './registry.ts';

/** One convolution of square filters, for one or more groups of channels side by side. */
export interface Geometry {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  /** Of one group. */
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  /** Filters of one group. */
  readonly outChannels: number;
  readonly size: number;
  readonly stride: number;
  readonly top: number;
  readonly left: number;
  readonly groups: number;
}

/** Of a tile of gemm: packed matrices are whole tiles. */
export const TILE_ROWS = 4;
export const roundUp = (columns: number) => Math.ceil(columns / 8) * 8;

export function convolutionKernels(heap: Heap): tf.KernelConfig[] {
  return kernelConfigs<Geometry>({
    MembersConvolve: (inputs, geometry) => forward(heap, inputs, geometry),
    MembersConvolveWeightGradient: (inputs, geometry) => weightGradient(heap, inputs, geometry),
    MembersConvolveInputGradient: (inputs, geometry) => inputGradient(heap, inputs, geometry),
  });
}

/** The frame of zeros that holds an image and all that its filters reach. */
export function frameOf({ inHeight, inWidth, outHeight, outWidth, size, stride, top, left }: Geometry) {
  return {
    height: Math.max((outHeight - 1) * stride + size, top + inHeight),
    width: Math.max((outWidth - 1) * stride + size, left + inWidth),
  };
}

function forward(heap: Heap, { input, weights, bias }: Inputs, geometry: Geometry): tf.TensorInfo {
  const { addressOf, kernels } = heap;
  const { batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, groups } = geometry;
  const { size, stride, top, left } = geometry;
  const depth = size * size * inChannels;
  const frame = frameOf(geometry);
  const out = heap.makeOutput([batch, outHeight, outWidth, groups * outChannels], 'float32');
  const numScratch =
    frame.height * frame.width * inChannels + depth * (roundUp(outChannels) + TILE_ROWS) + 32;
  heap.withScratch(numScratch, (scratch) => {
    for (let group = 0; group < groups; group++)
      kernels.convolve(
        ...[addressOf(input!) + 4 * group * inChannels, groups * inChannels],
        ...[batch, inHeight, inWidth, inChannels],
        ...[top, left, 1, frame.height, frame.width],
        ...[addressOf(weights!) + 4 * group * depth * outChannels, 0, size, stride, outChannels],
        ...[addressOf(bias!) + 4 * group * outChannels, 1],
        ...[addressOf(out) + 4 * group * outChannels, groups * outChannels, outHeight, outWidth, 0, scratch],
      );
  });
  return out;
}

function weightGradient(heap: Heap, { input, upstream }: Inputs, geometry: Geometry): tf.TensorInfo {
  const { addressOf, kernels } = heap;
  const { batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, groups } = geometry;
  const { size, stride, top, left } = geometry;
  const frame = frameOf(geometry);
  const out = heap.makeOutput([groups, size * size * inChannels, outChannels], 'float32');
  const pixels = outHeight * outWidth;
  const numScratch =
    frame.height * frame.width * inChannels + pixels * (roundUp(outChannels) + TILE_ROWS) + 32;
  heap.withScratch(numScratch, (scratch) => {
    for (let group = 0; group < groups; group++)
      kernels.convolveWeightGradient(
        ...[addressOf(input!) + 4 * group * inChannels, groups * inChannels],
        ...[batch, inHeight, inWidth, inChannels],
        ...[top, left, frame.height, frame.width],
        ...[addressOf(upstream!) + 4 * group * outChannels, groups * outChannels, outHeight, outWidth],
        ...[size, stride, outChannels],
        ...[addressOf(out) + 4 * group * size * size * inChannels * outChannels, scratch],
      );
  });
  return out;
}

/** Where the input is not above 0, no gradient passes (ReLU). */
function inputGradient(heap: Heap, { upstream, weights, input }: Inputs, geometry: Geometry): tf.TensorInfo {
  const { addressOf, kernels } = heap;
  const { batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, groups } = geometry;
  const { size, stride, top, left } = geometry;
  const depth = size * size * outChannels;
  const frame = { height: inHeight + size - 1, width: inWidth + size - 1 };
  const out = heap.makeOutput(input!.shape, 'float32');
  const numScratch =
    frame.height * frame.width * outChannels + depth * (roundUp(inChannels) + TILE_ROWS) + 32;
  heap.withScratch(numScratch, (scratch) => {
    for (let group = 0; group < groups; group++)
      kernels.convolve(
        ...[addressOf(upstream!) + 4 * group * outChannels, groups * outChannels],
        ...[batch, outHeight, outWidth, outChannels, size - 1 - top, size - 1 - left, stride],
        ...[frame.height, frame.width],
        ...[addressOf(weights!) + 4 * group * size * size * inChannels * outChannels, 1, size, 1, inChannels],
        ...[0, 0, addressOf(out) + 4 * group * inChannels, groups * inChannels, inHeight, inWidth],
        ...[addressOf(input!) + 4 * group * inChannels, scratch],
      );
  });
  return out;
}
