/** The convolutions at the front of a stack, forward and back: images are [batch, side, side, K · channels]. */
import * as tf from '@tensorflow/tfjs-core';
import {
  maxPool,
  maxPoolGradient,
  membersConvolve,
  membersConvolveInputGradient,
  membersConvolveWeightGradient,
} from './kernels/convolutions.ts';
import { sumOverBatch } from './kernels/members.ts';
import type { StackLayer } from './networks.ts';

/** What one convolution keeps for the backward pass. */
export interface ConvolutionTrace {
  readonly input: tf.Tensor4D;
  /** After ReLU, before pooling. */
  readonly convolved: tf.Tensor4D;
  readonly output: tf.Tensor4D;
}

/** @param images [batch, side, side, 1] */
export function convolutionalForward(layers: readonly StackLayer[], images: tf.Tensor4D): ConvolutionTrace[] {
  const traces: ConvolutionTrace[] = [];
  for (const { weights, bias, convolution } of layers) {
    const input = traces.at(-1)?.output ?? images;
    const convolved = membersConvolve(input, weights as tf.Tensor3D, bias, convolution!);
    const output = convolution!.pool > 1 ? maxPool(convolved, convolution!.pool) : convolved;
    traces.push({ input, convolved, output });
  }
  return traces;
}

/**
 * @param gradient on the last output, 0 wherever that output is 0 (ReLU)
 * @returns gradients of weights and bias, layer by layer
 */
export function convolutionalBackward(
  layers: readonly StackLayer[],
  traces: readonly ConvolutionTrace[],
  gradient: tf.Tensor4D,
): tf.Tensor[] {
  const gradients: tf.Tensor[] = [];
  let passed = gradient;
  for (let index = layers.length - 1; index >= 0; index--) {
    const { convolution } = layers[index]!;
    const weights = layers[index]!.weights as tf.Tensor3D;
    const { input, convolved, output } = traces[index]!;
    const { pool } = convolution!;
    const upstream = pool > 1 ? maxPoolGradient(passed, convolved, output, pool) : passed;
    const perPixel = tf.reshape<tf.Rank.R2>(upstream, [-1, upstream.shape[3]]);
    gradients.unshift(
      membersConvolveWeightGradient(input, upstream, weights, convolution!),
      sumOverBatch(perPixel),
    );
    if (index > 0) passed = membersConvolveInputGradient(upstream, weights, input, convolution!);
  }
  return gradients;
}

/** [batch, side, side, K · channels] → [batch, K · (side · side · channels)]: member after member, as dense layers want it. */
export function flattened(images: tf.Tensor4D, numMembers: number): tf.Tensor2D {
  const [batch, side, , channels] = images.shape;
  const flat: [number, number] = [batch, side * side * channels];
  if (numMembers === 1) return tf.reshape(images, flat);
  const perMember = tf.reshape(images, [batch, side * side, numMembers, channels / numMembers]);
  return tf.reshape(tf.transpose(perMember, [0, 2, 1, 3]), flat);
}

/** The way back. @param images of the shape to be made */
export function unflattened(values: tf.Tensor2D, images: tf.Tensor4D, numMembers: number): tf.Tensor4D {
  if (numMembers === 1) return tf.reshape(values, images.shape);
  const [batch, side, , channels] = images.shape;
  const perMember = tf.reshape(values, [batch, numMembers, side * side, channels / numMembers]);
  return tf.reshape(tf.transpose(perMember, [0, 2, 1, 3]), images.shape);
}
