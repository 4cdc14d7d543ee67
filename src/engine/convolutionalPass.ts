/** The convolutions at the front of a stack, forward and back: images are [batch, side, side, K · channels]. */
import * as tf from '@tensorflow/tfjs-core';
import type { ConvolutionTrace } from './kernels/composedConvolution.ts';
import { convolutionForward, convolutionGradients } from './kernels/convolutions.ts';
import { sumOverBatch } from './kernels/members.ts';
import type { StackLayer } from './networks.ts';

/** @param images [batch, side, side, 1] */
export function convolutionalForward(layers: readonly StackLayer[], images: tf.Tensor4D): ConvolutionTrace[] {
  const traces: ConvolutionTrace[] = [];
  for (const { weights, bias, convolution } of layers) {
    const input = traces.at(-1)?.output ?? images;
    traces.push(convolutionForward(input, weights as tf.Tensor3D, bias, convolution!));
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
  let upstream = gradient;
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index]!;
    const weights = layer.weights as tf.Tensor3D;
    const own = convolutionGradients(traces[index]!, upstream, weights, layer.convolution!, index > 0);
    // Each window hands its whole gradient to one pixel, so the pooled gradients have the same sum.
    const perPixel = tf.reshape<tf.Rank.R2>(upstream, [-1, upstream.shape[3]]);
    gradients.unshift(own.weights, sumOverBatch(perPixel));
    upstream = own.input ?? upstream;
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
