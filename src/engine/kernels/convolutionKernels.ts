/**
 * Convolution with ReLU on wasm, forward and back, for members side by side; with max-pooling as one step, whose gradients
 * run over the winning pixels alone.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { floatsFrom, NONE, type Heap } from './heap.ts';
import { kernelConfigs, type Inputs } from './registry.ts';
import type { Address, Struct } from './structs.ts';

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

type PooledGeometry = Geometry & { readonly pool: number };

/** Of a tile of gemm: packed matrices are whole tiles. */
const TILE_ROWS = 4;
const roundUp = (columns: number) => Math.ceil(columns / 8) * 8;
/** Floats of one tile. */
const TILE = 32;
/** Floats of one entry in the lists of winners: an address and a factor. */
const ENTRY = 2;

export function convolutionKernels(heap: Heap): tf.KernelConfig[] {
  return kernelConfigs<PooledGeometry>({
    MembersConvolve: (inputs, geometry) => forward(heap, inputs, geometry),
    MembersConvolveWeightGradient: (inputs, geometry) => weightGradient(heap, inputs, geometry),
    MembersConvolveInputGradient: (inputs, geometry) => inputGradient(heap, inputs, geometry),
    MembersConvolvePooled: (inputs, geometry) => pooledForward(heap, inputs, geometry),
    MembersPooledWeightGradient: (inputs, geometry) => pooledWeightGradient(heap, inputs, geometry),
    MembersPooledInputGradient: (inputs, geometry) => pooledInputGradient(heap, inputs, geometry),
  });
}

type KernelName =
  'convolve' | 'convolveWeightGradient' | 'convolvePooled' | 'pooledWeightGradient' | 'pooledInputGradient';
type Convolution = Struct<'Convolution'>;

/** Calls a kernel for every group. @param numScratch floats, beside the frame @param parts of a group, in place of what all have in common */
function callGroups(
  heap: Heap,
  kernel: KernelName,
  geometry: Geometry,
  numScratch: number,
  parts: (group: number) => Partial<Convolution> & Pick<Convolution, 'x' | 'out'>,
): void {
  const { batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, groups } = geometry;
  const { size, stride, top, left } = geometry;
  const whole = {
    ...{ batch, height: inHeight, width: inWidth, channels: inChannels, xPixel: groups * inChannels },
    ...{ top, left, spacing: 1, size, stride, filters: outChannels },
    // What holds an image and all that its filters reach.
    frameHeight: Math.max((outHeight - 1) * stride + size, top + inHeight),
    frameWidth: Math.max((outWidth - 1) * stride + size, left + inWidth),
    ...{ weights: NONE, flipped: 0, bias: NONE, relu: 1, mask: NONE },
    ...{ outHeight, outWidth, outPixel: groups * outChannels, pool: 1, winners: NONE, upstream: NONE },
  };
  const first = { ...whole, ...parts(0) };
  heap.withScratch(first.frameHeight * first.frameWidth * first.channels + numScratch, (scratch) => {
    for (let group = 0; group < groups; group++) heap.call(kernel, { ...whole, ...parts(group), scratch });
  });
}

/** Where a group's own part of a tensor begins. */
function groupsOf({ addressOf }: Heap, { size, inChannels, outChannels }: Geometry) {
  const from =
    (floatsOfGroup: number) =>
    (tensor: tf.TensorInfo | undefined, group: number): Address =>
      floatsFrom(addressOf(tensor!), group * floatsOfGroup);
  return {
    ofInput: from(inChannels),
    ofOutput: from(outChannels),
    ofWeights: from(size * size * inChannels * outChannels),
    ofWinners: (tensor: tf.TensorInfo | undefined, group: number) =>
      floatsFrom(addressOf(tensor!), group * outChannels, 1),
  };
}

/** Packed matrices of a product, and one tile. @param depth terms of a sum */
const packed = (depth: number, columns: number) => depth * (roundUp(columns) + TILE_ROWS) + TILE;
const depthOf = ({ size, inChannels }: Geometry) => size * size * inChannels;

function forward(heap: Heap, { input, weights, bias }: Inputs, geometry: Geometry): tf.TensorInfo {
  const { batch, outHeight, outWidth, outChannels, groups } = geometry;
  const { ofInput, ofOutput, ofWeights } = groupsOf(heap, geometry);
  const out = heap.makeOutput([batch, outHeight, outWidth, groups * outChannels], 'float32');
  callGroups(heap, 'convolve', geometry, packed(depthOf(geometry), outChannels), (group) => ({
    ...{ x: ofInput(input, group), out: ofOutput(out, group) },
    ...{ weights: ofWeights(weights, group), bias: ofOutput(bias, group) },
  }));
  return out;
}

function weightGradient(heap: Heap, { input, upstream }: Inputs, geometry: Geometry): tf.TensorInfo {
  const { outHeight, outWidth, outChannels, groups } = geometry;
  const { ofInput, ofOutput, ofWeights } = groupsOf(heap, geometry);
  const out = heap.makeOutput([groups, depthOf(geometry), outChannels], 'float32');
  const numScratch = packed(outHeight * outWidth, outChannels);
  callGroups(heap, 'convolveWeightGradient', geometry, numScratch, (group) => ({
    ...{ x: ofInput(input, group), upstream: ofOutput(upstream, group), out: ofWeights(out, group) },
  }));
  return out;
}

/** A convolution of the gradient with the filters turned. Where the input is not above 0, no gradient passes (ReLU). */
function inputGradient(heap: Heap, { upstream, weights, input }: Inputs, geometry: Geometry): tf.TensorInfo {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, size, top, left } = geometry;
  const { ofInput, ofOutput, ofWeights } = groupsOf(heap, geometry);
  const out = heap.makeOutput(input!.shape, 'float32');
  const turned = {
    ...geometry,
    ...{ inHeight: outHeight, inWidth: outWidth, inChannels: outChannels },
    ...{ outHeight: inHeight, outWidth: inWidth, outChannels: inChannels },
    ...{ top: size - 1 - top, left: size - 1 - left, stride: 1 },
  };
  callGroups(heap, 'convolve', turned, packed(size * size * outChannels, inChannels), (group) => ({
    ...{ x: ofOutput(upstream, group), spacing: geometry.stride },
    ...{ frameHeight: inHeight + size - 1, frameWidth: inWidth + size - 1 },
    ...{ weights: ofWeights(weights, group), flipped: 1, relu: 0 },
    ...{ out: ofInput(out, group), mask: ofInput(input, group) },
  }));
  return out;
}

/** @returns the highest, and which pixel of its window each was */
function pooledForward(
  heap: Heap,
  { input, weights, bias }: Inputs,
  geometry: PooledGeometry,
): tf.TensorInfo[] {
  const { batch, outHeight, outWidth, outChannels, groups, pool } = geometry;
  const { ofInput, ofOutput, ofWeights, ofWinners } = groupsOf(heap, geometry);
  const { rows, columns } = pooledSides(geometry);
  const shape = [batch, rows, columns, groups * outChannels];
  const [out, winners] = [heap.makeOutput(shape, 'float32'), heap.makeOutput(shape, 'bool')];
  const numScratch = packed(depthOf(geometry), outChannels) + outHeight * outWidth * outChannels + TILE;
  callGroups(heap, 'convolvePooled', geometry, numScratch, (group) => ({
    ...{ x: ofInput(input, group), weights: ofWeights(weights, group), bias: ofOutput(bias, group) },
    ...{ pool, out: ofOutput(out, group), winners: ofWinners(winners, group) },
  }));
  return [out, winners];
}

const pooledSides = ({ outHeight, outWidth, pool }: PooledGeometry) => ({
  rows: Math.floor(outHeight / pool),
  columns: Math.floor(outWidth / pool),
});

function pooledWeightGradient(heap: Heap, { input, upstream, winners }: Inputs, geometry: PooledGeometry) {
  const { outChannels, groups, pool } = geometry;
  const { ofInput, ofOutput, ofWeights, ofWinners } = groupsOf(heap, geometry);
  const { rows, columns } = pooledSides(geometry);
  const depth = depthOf(geometry);
  const out = heap.makeOutput([groups, depth, outChannels], 'float32');
  const numScratch = outChannels * (depth + 1 + ENTRY * rows * columns);
  callGroups(heap, 'pooledWeightGradient', geometry, numScratch, (group) => ({
    ...{ x: ofInput(input, group), upstream: ofOutput(upstream, group), winners: ofWinners(winners, group) },
    ...{ pool, out: ofWeights(out, group) },
  }));
  return out;
}

function pooledInputGradient(heap: Heap, inputs: Inputs, geometry: PooledGeometry) {
  const { upstream, winners, weights, input } = inputs;
  const { outChannels, pool } = geometry;
  const { ofInput, ofOutput, ofWeights, ofWinners } = groupsOf(heap, geometry);
  const out = heap.makeOutput(input!.shape, 'float32');
  const numScratch = outChannels * depthOf(geometry) + pool * pool * (1 + ENTRY * outChannels);
  callGroups(heap, 'pooledInputGradient', geometry, numScratch, (group) => ({
    ...{ x: ofInput(input, group), upstream: ofOutput(upstream, group), winners: ofWinners(winners, group) },
    ...{ pool, weights: ofWeights(weights, group), out: ofInput(out, group) },
  }));
  return out;
}
