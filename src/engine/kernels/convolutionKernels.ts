/** Convolution and max-pooling on wasm, forward and back: under tfjs's own names, and for members side by side. */
import * as tf from '@tensorflow/tfjs-core';
import type { Heap } from './heap.ts';
import { ownOrStock, type OwnKernel } from './ownOrStock.ts';

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

type Attributes = Record<string, unknown>;
type Shape4D = [number, number, number, number];

/** Of a tile of gemm: packed matrices are whole tiles. */
export const TILE_ROWS = 4;
export const roundUp = (columns: number) => Math.ceil(columns / 8) * 8;

export function convolutionKernels(heap: Heap): tf.KernelConfig[] {
  /** null: not for these kernels. */
  const runs: Readonly<Record<string, OwnKernel>> = {
    Conv2D({ x, filter }, attributes) {
      const geometry = geometryOf(x!.shape, filter!.shape, attributes);
      return geometry && forward(heap, x!, filter!, null, geometry, false);
    },
    FusedConv2D({ x, filter, bias }, attributes) {
      const geometry = geometryOf(x!.shape, filter!.shape, attributes);
      const activation = String(attributes['activation']);
      const isOurs = ['linear', 'relu'].includes(activation) && (!bias || bias.shape.length === 1);
      return isOurs
        ? geometry && forward(heap, x!, filter!, bias ?? null, geometry, activation === 'relu')
        : null;
    },
    Conv2DBackpropFilter({ x, dy }, attributes) {
      const shape = attributes['filterShape'] as Shape4D;
      const geometry = geometryOf(x!.shape, shape, attributes);
      return geometry && weightGradient(heap, x!, dy!, geometry, shape);
    },
    Conv2DBackpropInput({ dy, filter }, attributes) {
      const shape = attributes['inputShape'] as Shape4D;
      const geometry = geometryOf(shape, filter!.shape, attributes);
      return geometry && inputGradient(heap, dy!, filter!, null, geometry, shape);
    },
    MembersConvolve: ({ input, weights, bias }, attributes) =>
      forward(heap, input!, weights!, bias!, attributes as unknown as Geometry, true),
    MembersConvolveWeightGradient({ input, upstream }, attributes) {
      const geometry = attributes as unknown as Geometry;
      const { groups, size, inChannels, outChannels } = geometry;
      const shape = [groups, size * size * inChannels, outChannels];
      return weightGradient(heap, input!, upstream!, geometry, shape);
    },
    MembersConvolveInputGradient: ({ upstream, weights, input }, attributes) =>
      inputGradient(heap, upstream!, weights!, input!, attributes as unknown as Geometry, input!.shape),
    MaxPoolGrad: ({ dy, input, output }, attributes) => unpool(heap, dy!, input!, output!, attributes),
  };
  return ownOrStock(runs, 'square filters, equal strides and no dilation');
}

/** @returns null unless filters are square, strides equal, undilated, on NHWC images */
function geometryOf(
  xShape: readonly number[],
  filterShape: readonly number[],
  attributes: Attributes,
): Geometry | null {
  const info = tf.backend_util.computeConv2DInfo(
    xShape as Shape4D,
    filterShape as Shape4D,
    attributes['strides'] as number,
    (attributes['dilations'] as number | undefined) ?? 1,
    attributes['pad'] as 'same' | 'valid' | number,
    attributes['dimRoundingMode'] as 'floor' | undefined,
    false,
    attributes['dataFormat'] === 'NCHW' ? 'channelsFirst' : 'channelsLast',
  );
  const isKnown =
    info.filterHeight === info.filterWidth &&
    info.strideHeight === info.strideWidth &&
    info.dilationHeight * info.dilationWidth === 1 &&
    info.dataFormat === 'channelsLast';
  if (!isKnown) return null;
  return {
    batch: info.batchSize,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    inChannels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    size: info.filterHeight,
    stride: info.strideHeight,
    top: info.padInfo.top,
    left: info.padInfo.left,
    groups: 1,
  };
}

/** The frame of zeros that holds an image and all that its filters reach. */
export function frameOf({ inHeight, inWidth, outHeight, outWidth, size, stride, top, left }: Geometry) {
  return {
    height: Math.max((outHeight - 1) * stride + size, top + inHeight),
    width: Math.max((outWidth - 1) * stride + size, left + inWidth),
  };
}

function forward(
  heap: Heap,
  x: tf.TensorInfo,
  weights: tf.TensorInfo,
  bias: tf.TensorInfo | null,
  geometry: Geometry,
  relu: boolean,
): tf.TensorInfo {
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
        ...[addressOf(x) + 4 * group * inChannels, groups * inChannels, batch, inHeight, inWidth, inChannels],
        ...[top, left, 1, frame.height, frame.width],
        ...[addressOf(weights) + 4 * group * depth * outChannels, 0, size, stride, outChannels],
        ...[bias ? addressOf(bias) + 4 * group * outChannels : 0, relu ? 1 : 0],
        ...[addressOf(out) + 4 * group * outChannels, groups * outChannels, outHeight, outWidth, 0, scratch],
      );
  });
  return out;
}

function weightGradient(
  heap: Heap,
  x: tf.TensorInfo,
  upstream: tf.TensorInfo,
  geometry: Geometry,
  shape: readonly number[],
): tf.TensorInfo {
  const { addressOf, kernels } = heap;
  const { batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, groups } = geometry;
  const { size, stride, top, left } = geometry;
  const frame = frameOf(geometry);
  const out = heap.makeOutput(shape, 'float32');
  const pixels = outHeight * outWidth;
  const numScratch =
    frame.height * frame.width * inChannels + pixels * (roundUp(outChannels) + TILE_ROWS) + 32;
  heap.withScratch(numScratch, (scratch) => {
    for (let group = 0; group < groups; group++)
      kernels.convolveWeightGradient(
        ...[addressOf(x) + 4 * group * inChannels, groups * inChannels, batch, inHeight, inWidth, inChannels],
        ...[top, left, frame.height, frame.width],
        ...[addressOf(upstream) + 4 * group * outChannels, groups * outChannels, outHeight, outWidth],
        ...[size, stride, outChannels],
        ...[addressOf(out) + 4 * group * size * size * inChannels * outChannels, scratch],
      );
  });
  return out;
}

/** @param input where it is not above 0, no gradient passes (ReLU); null passes all */
function inputGradient(
  heap: Heap,
  upstream: tf.TensorInfo,
  weights: tf.TensorInfo,
  input: tf.TensorInfo | null,
  geometry: Geometry,
  shape: readonly number[],
): tf.TensorInfo {
  const { addressOf, kernels } = heap;
  const { batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, groups } = geometry;
  const { size, stride, top, left } = geometry;
  const depth = size * size * outChannels;
  const frame = { height: inHeight + size - 1, width: inWidth + size - 1 };
  const out = heap.makeOutput(shape, 'float32');
  const numScratch =
    frame.height * frame.width * outChannels + depth * (roundUp(inChannels) + TILE_ROWS) + 32;
  heap.withScratch(numScratch, (scratch) => {
    for (let group = 0; group < groups; group++)
      kernels.convolve(
        ...[addressOf(upstream) + 4 * group * outChannels, groups * outChannels],
        ...[batch, outHeight, outWidth, outChannels, size - 1 - top, size - 1 - left, stride],
        ...[frame.height, frame.width],
        ...[addressOf(weights) + 4 * group * size * size * inChannels * outChannels, 1, size, 1, inChannels],
        ...[0, 0, addressOf(out) + 4 * group * inChannels, groups * inChannels, inHeight, inWidth],
        ...[input ? addressOf(input) + 4 * group * inChannels : 0, scratch],
      );
  });
  return out;
}

function poolInfo(shape: readonly number[], { filterSize, strides, pad, dimRoundingMode }: Attributes) {
  return tf.backend_util.computePool2DInfo(
    shape as Shape4D,
    filterSize as number,
    strides as number,
    1,
    pad as 'valid',
    dimRoundingMode as 'floor' | undefined,
  );
}

function poolArguments(info: ReturnType<typeof poolInfo>): number[] {
  return [
    ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels],
    ...[info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth],
    ...[info.padInfo.top, info.padInfo.left, info.outHeight, info.outWidth],
  ];
}

function unpool(
  { kernels, addressOf, makeOutput }: Heap,
  upstream: tf.TensorInfo,
  x: tf.TensorInfo,
  pooled: tf.TensorInfo,
  attributes: Attributes,
): tf.TensorInfo {
  const out = makeOutput(x.shape, 'float32');
  const shared = poolArguments(poolInfo(x.shape, attributes));
  kernels.maxPoolGradient(addressOf(x), addressOf(pooled), addressOf(upstream), ...shared, addressOf(out));
  return out;
}
