/**
 * Convolutional layers of K networks side by side: convolution, ReLU, max-pooling. Images are [batch, height, width,
 * K · channels], member after member in each pixel; weights are [K, size · size · channels, filters]. A first layer sees
 * the same image for all members: it is one convolution, K = 1, whose filters are all members' filters.
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  composedForward,
  composedGradients,
  type ConvolutionGradients,
  type ConvolutionTrace,
} from './composedConvolution.ts';
import type { Geometry } from './convolutionKernels.ts';
import { hasKernels, runKernel } from './registry.ts';

interface ConvolutionOptions {
  readonly size: number;
  readonly stride: number;
  /** Zeros on every side; if left out, so many that the sides of the output are those of the input / stride, rounded up. */
  readonly padding?: number;
  /** Side of the windows whose highest pixel goes on; 1 for no pooling. */
  readonly pool: number;
}

/** ReLU(input ∗ weights + bias) for every member, then the highest of each window. @param bias [K · filters] */
export function convolutionForward(
  input: tf.Tensor4D,
  weights: tf.Tensor3D,
  bias: tf.Tensor1D,
  options: ConvolutionOptions,
): ConvolutionTrace {
  const geometry = geometryOf(input, weights, options);
  if (!hasKernels()) return composedForward(input, weights, bias, geometry, options.pool);
  if (options.pool === 1) {
    const [output] = runKernel('MembersConvolve', { input, weights, bias }, { ...geometry });
    return { input, output: output as tf.Tensor4D, beforePooling: null };
  }
  const attributes = { ...geometry, pool: options.pool };
  const [output, winners] = runKernel('MembersConvolvePooled', { input, weights, bias }, attributes);
  return { input, output: output as tf.Tensor4D, beforePooling: winners as tf.Tensor4D };
}

/**
 * @param upstream gradient on the output, 0 wherever the output is 0 (ReLU)
 * @param wantsInput whether the gradient by the input is needed; it is 0 where the input is 0 (the ReLU before)
 */
export function convolutionGradients(
  trace: ConvolutionTrace,
  upstream: tf.Tensor4D,
  weights: tf.Tensor3D,
  options: ConvolutionOptions,
  wantsInput: boolean,
): ConvolutionGradients {
  const { input, beforePooling } = trace;
  const geometry = geometryOf(input, weights, options);
  if (!hasKernels()) return composedGradients(trace, upstream, weights, geometry, options.pool, wantsInput);
  const isPooled = beforePooling !== null;
  const attributes = isPooled ? { ...geometry, pool: options.pool } : { ...geometry };
  const forWeights = isPooled ? { input, upstream, winners: beforePooling } : { input, upstream };
  const forInput = { ...forWeights, weights };
  const [ofWeights, ofInput] = isPooled
    ? (['MembersPooledWeightGradient', 'MembersPooledInputGradient'] as const)
    : (['MembersConvolveWeightGradient', 'MembersConvolveInputGradient'] as const);
  return {
    weights: runKernel(ofWeights, forWeights, attributes)[0] as tf.Tensor3D,
    input: wantsInput ? (runKernel(ofInput, forInput, attributes)[0] as tf.Tensor4D) : null,
  };
}

function geometryOf(
  input: tf.Tensor4D,
  weights: tf.Tensor3D,
  { size, stride, padding }: ConvolutionOptions,
): Geometry {
  const [batch, inHeight, inWidth, channels] = input.shape;
  const [groups, , outChannels] = weights.shape;
  const inChannels = channels / groups;
  const info = tf.backend_util.computeConv2DInfo(
    [batch, inHeight, inWidth, inChannels],
    [size, size, inChannels, outChannels],
    ...([stride, 1, padding ?? 'same'] as const),
  );
  return {
    batch,
    inHeight,
    inWidth,
    inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels,
    size,
    stride,
    groups,
    top: info.padInfo.top,
    left: info.padInfo.left,
  };
}
