/**
 * Convolutional layers of K networks side by side. Images are [batch, height, width, K · channels], member after member
 * in each pixel; weights are [K, size · size · channels, filters]. A first layer sees the same image for all members:
 * it is one convolution, K = 1, whose filters are all members' filters.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Geometry } from './convolutionKernels.ts';
import { hasKernels, runKernel } from './registry.ts';

/** Where a layer's filters go; padded so that the sides of the output are those of the input / stride, rounded up. */
export interface ConvolutionOptions {
  readonly size: number;
  readonly stride: number;
}

function geometryOf(
  input: tf.Tensor4D,
  groups: number,
  outChannels: number,
  options: ConvolutionOptions,
): Geometry {
  const [, height, width, channels] = input.shape;
  const { size, stride } = options;
  const filterShape: [number, number, number, number] = [size, size, channels / groups, outChannels];
  const oneGroup: [number, number, number, number] = [input.shape[0], height, width, channels / groups];
  const info = tf.backend_util.computeConv2DInfo(oneGroup, filterShape, stride, 1, 'same');
  return {
    ...{ batch: info.batchSize, inHeight: height, inWidth: width, inChannels: info.inChannels },
    ...{ outHeight: info.outHeight, outWidth: info.outWidth, outChannels, size, stride, groups },
    ...{ top: info.padInfo.top, left: info.padInfo.left },
  };
}

/** input ∗ weights + bias for every member, then ReLU. @param bias [K · filters] @returns [batch, …, K · filters] */
export function membersConvolve(
  input: tf.Tensor4D,
  weights: tf.Tensor3D,
  bias: tf.Tensor1D,
  options: ConvolutionOptions,
): tf.Tensor4D {
  const [groups, , filters] = weights.shape;
  const geometry = geometryOf(input, groups, filters, options);
  if (hasKernels())
    return runKernel('MembersConvolve', { input, weights, bias }, { ...geometry })[0] as tf.Tensor4D;
  const parts = Array.from({ length: groups }, (_, group) =>
    tf.conv2d(groupOf(input, group, groups), filterOf(weights, group, geometry), options.stride, 'same'),
  );
  return tf.relu(tf.add<tf.Tensor4D>(tf.concat(parts, 3), bias));
}

/** @param upstream gradient on the sums before ReLU, [batch, …, K · filters] @returns as the weights */
export function membersConvolveWeightGradient(
  input: tf.Tensor4D,
  upstream: tf.Tensor4D,
  weights: tf.Tensor3D,
  options: ConvolutionOptions,
): tf.Tensor3D {
  const [groups, depth, filters] = weights.shape;
  const geometry = geometryOf(input, groups, filters, options);
  if (hasKernels())
    return runKernel('MembersConvolveWeightGradient', { input, upstream }, { ...geometry })[0] as tf.Tensor3D;
  const { size, inChannels } = geometry;
  const parts = Array.from({ length: groups }, (_, group) => {
    const inputs = { x: groupOf(input, group, groups), dy: groupOf(upstream, group, groups) };
    const filterShape = [size, size, inChannels, filters];
    const attributes = { strides: options.stride, pad: 'same', dataFormat: 'NHWC', filterShape };
    const gradient = tf.engine().runKernel<tf.Tensor>('Conv2DBackpropFilter', inputs, attributes);
    return tf.reshape<tf.Rank.R3>(gradient, [1, depth, filters]);
  });
  return tf.concat(parts, 0);
}

/** @param input the output of the ReLU before: where it is 0, no gradient passes @returns as the input */
export function membersConvolveInputGradient(
  upstream: tf.Tensor4D,
  weights: tf.Tensor3D,
  input: tf.Tensor4D,
  options: ConvolutionOptions,
): tf.Tensor4D {
  const [groups, , filters] = weights.shape;
  const geometry = geometryOf(input, groups, filters, options);
  if (hasKernels())
    return runKernel(
      'MembersConvolveInputGradient',
      { upstream, weights, input },
      { ...geometry },
    )[0] as tf.Tensor4D;
  const parts = Array.from({ length: groups }, (_, group) => {
    const filter = filterOf(weights, group, geometry);
    const { batch, inHeight, inWidth, inChannels } = geometry;
    const inputShape = [batch, inHeight, inWidth, inChannels];
    const attributes = { strides: options.stride, pad: 'same', dataFormat: 'NHWC', inputShape };
    const inputs = { dy: groupOf(upstream, group, groups), filter };
    return tf.engine().runKernel<tf.Tensor4D>('Conv2DBackpropInput', inputs, attributes);
  });
  return tf.mul(tf.concat(parts, 3), tf.step(input));
}

/** The highest of every pool × pool pixels. */
export function maxPool(input: tf.Tensor4D, pool: number): tf.Tensor4D {
  return tf.maxPool(input, pool, pool, 'valid');
}

/** Gives each gradient to the pixel that was the highest. @param input, output of maxPool */
export function maxPoolGradient(
  upstream: tf.Tensor4D,
  input: tf.Tensor4D,
  output: tf.Tensor4D,
  pool: number,
): tf.Tensor4D {
  const attributes = { filterSize: pool, strides: pool, pad: 'valid' };
  return tf.engine().runKernel<tf.Tensor4D>('MaxPoolGrad', { dy: upstream, input, output }, attributes);
}

/** The channels of one member. */
function groupOf(images: tf.Tensor4D, group: number, groups: number): tf.Tensor4D {
  if (groups === 1) return images;
  const [batch, height, width, channels] = images.shape;
  const own = channels / groups;
  return tf.slice(images, [0, 0, 0, group * own], [batch, height, width, own]);
}

function filterOf(
  weights: tf.Tensor3D,
  group: number,
  { size, inChannels, outChannels }: Geometry,
): tf.Tensor4D {
  return tf.reshape(tf.slice(weights, [group, 0, 0], [1, -1, -1]), [size, size, inChannels, outChannels]);
}
