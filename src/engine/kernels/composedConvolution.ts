/** The layers of convolutions.ts from tfjs's own operations, member by member: for the backends without the kernels. */
import * as tf from '@tensorflow/tfjs-core';
import type { Geometry } from './convolutionKernels.ts';

/** What one layer keeps for its gradients. Tensors belong to the caller's tidy. */
export interface ConvolutionTrace {
  readonly input: tf.Tensor4D;
  readonly output: tf.Tensor4D;
  /** With pooling: which pixel of each window won (kernels), or the image before pooling (composed). */
  readonly beforePooling: tf.Tensor4D | null;
}

export interface ConvolutionGradients {
  /** As the weights. */
  readonly weights: tf.Tensor3D;
  /** As the input; null when it was not asked for. */
  readonly input: tf.Tensor4D | null;
}

export function composedForward(
  input: tf.Tensor4D,
  weights: tf.Tensor3D,
  bias: tf.Tensor1D,
  geometry: Geometry,
  pool: number,
): ConvolutionTrace {
  const parts = Array.from({ length: geometry.groups }, (_, group) =>
    tf.conv2d(
      groupOf(input, group, geometry.groups),
      filterOf(weights, group, geometry),
      geometry.stride,
      paddingOf(geometry),
    ),
  );
  const convolved = tf.relu(tf.add<tf.Tensor4D>(tf.concat(parts, 3), bias));
  if (pool === 1) return { input, output: convolved, beforePooling: null };
  return { input, output: tf.maxPool(convolved, pool, pool, 'valid'), beforePooling: convolved };
}

export function composedGradients(
  { input, output, beforePooling }: ConvolutionTrace,
  upstream: tf.Tensor4D,
  weights: tf.Tensor3D,
  geometry: Geometry,
  pool: number,
  wantsInput: boolean,
): ConvolutionGradients {
  const unpooled = beforePooling
    ? tf
        .engine()
        .runKernel<tf.Tensor4D>(
          'MaxPoolGrad',
          { dy: upstream, input: beforePooling, output },
          { filterSize: pool, strides: pool, pad: 'valid' },
        )
    : upstream;
  return {
    weights: weightGradient(input, unpooled, weights, geometry),
    input: wantsInput ? tf.mul(inputGradient(unpooled, weights, geometry), tf.step(input)) : null,
  };
}

function weightGradient(input: tf.Tensor4D, upstream: tf.Tensor4D, weights: tf.Tensor3D, geometry: Geometry) {
  const { groups, size, inChannels, outChannels, stride } = geometry;
  const parts = Array.from({ length: groups }, (_, group) => {
    const inputs = { x: groupOf(input, group, groups), dy: groupOf(upstream, group, groups) };
    const filterShape = [size, size, inChannels, outChannels];
    const attributes = { strides: stride, pad: paddingOf(geometry), dataFormat: 'NHWC', filterShape };
    const gradient = tf.engine().runKernel<tf.Tensor>('Conv2DBackpropFilter', inputs, attributes);
    return tf.reshape<tf.Rank.R3>(gradient, [1, weights.shape[1], outChannels]);
  });
  return tf.concat(parts, 0);
}

function inputGradient(upstream: tf.Tensor4D, weights: tf.Tensor3D, geometry: Geometry): tf.Tensor4D {
  const { groups, batch, inHeight, inWidth, inChannels, stride } = geometry;
  const parts = Array.from({ length: groups }, (_, group) => {
    const inputShape = [batch, inHeight, inWidth, inChannels];
    const attributes = { strides: stride, pad: paddingOf(geometry), dataFormat: 'NHWC', inputShape };
    const inputs = { dy: groupOf(upstream, group, groups), filter: filterOf(weights, group, geometry) };
    return tf.engine().runKernel<tf.Tensor4D>('Conv2DBackpropInput', inputs, attributes);
  });
  return tf.concat(parts, 3);
}

/** Zeros above, below, left and right, as tfjs wants them told. */
function paddingOf(geometry: Geometry): tf.backend_util.ExplicitPadding {
  const { inHeight, inWidth, outHeight, outWidth, size, stride, top, left } = geometry;
  const bottom = Math.max(0, (outHeight - 1) * stride + size - inHeight - top);
  const right = Math.max(0, (outWidth - 1) * stride + size - inWidth - left);
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
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
