/** Forward pass and hand-derived gradients of a stack of networks: all members in one tensor program. */
import * as tf from '@tensorflow/tfjs-core';
import type { ConvolutionTrace } from './kernels/composedConvolution.ts';
import { convolutionForward, convolutionGradients } from './kernels/convolutions.ts';
import {
  membersForward,
  membersInputGradient,
  membersWeightGradient,
  sumOverBatch,
} from './kernels/members.ts';
import { imagesForward, type Gradient, type ImageBatch } from './kernels/sparseImages.ts';
import type { StackLayer } from './networks.ts';

/** A batch as the first layer wants it: indexed for a dense layer, as [batch, side, side, 1] for a convolution. */
export type StackInput = ImageBatch | tf.Tensor4D;

/** What the forward pass keeps for the backward pass. Tensors belong to the caller's tidy. */
export interface ForwardPass {
  readonly input: StackInput;
  /** Of each convolution. */
  readonly traces: readonly ConvolutionTrace[];
  /** Input of each dense layer that is not the first of all, [batch, K · units]; for hidden ones after ReLU and dropout. */
  readonly hidden: readonly tf.Tensor2D[];
  readonly logits: tf.Tensor2D; // [batch, K · 10]
}

/**
 * @param masks dropout masks per hidden dense layer, 0 or 1 / (1 − dropout), [batch, K · units]; null without dropout
 */
export function forwardPass(
  stack: readonly StackLayer[],
  input: StackInput,
  masks: readonly tf.Tensor2D[] | null,
): ForwardPass {
  const convolutions = stack.filter(({ convolution }) => convolution);
  const dense = stack.slice(convolutions.length);
  const traces = input instanceof tf.Tensor ? convolutionalForward(convolutions, input) : [];
  const features = traces.at(-1)?.output;
  const inputs = features ? [flattened(features, numMembersOf(dense[0]!))] : [];
  let logits: tf.Tensor2D | null = null;
  dense.forEach(({ weights, bias }, index) => {
    const isHidden = index < dense.length - 1;
    const previous = inputs.at(-1);
    const output = previous
      ? membersForward(previous, weights as tf.Tensor3D, bias, isHidden)
      : imagesForward(input as ImageBatch, weights as tf.Tensor2D, bias, isHidden);
    if (isHidden) inputs.push(masks ? tf.mul(output, masks[index]!) : output);
    else logits = output;
  });
  return { input, traces, hidden: inputs, logits: logits! };
}

/** Gradients in the order of variablesOf: weights, bias, layer by layer. */
export function backwardPass(
  stack: readonly StackLayer[],
  { input, traces, hidden }: ForwardPass,
  logitGradient: tf.Tensor2D, // [batch, K · 10]
  masks: readonly tf.Tensor2D[] | null,
): Gradient[] {
  const dense = stack.slice(traces.length);
  const gradients: tf.Tensor[] = [];
  let upstream = logitGradient;
  const numWithInput = hidden.length;
  // Dense layers whose input is an activation, last to first.
  for (let back = 1; back <= numWithInput; back++) {
    const { weights } = dense[dense.length - back]!;
    const layerInput = hidden[numWithInput - back]!;
    const [stacked, numMembers] = [weights as tf.Tensor3D, weights.shape[0]];
    gradients.unshift(membersWeightGradient(layerInput, upstream, numMembers), sumOverBatch(upstream));
    // A silenced unit has output 0, so the gradient of ReLU stops there too.
    const passed = membersInputGradient(upstream, stacked, layerInput);
    const mask = masks?.[dense.length - back - 1];
    upstream = mask ? tf.mul(passed, mask) : passed;
  }
  const features = traces.at(-1)?.output;
  if (features) {
    const gradient = unflattened(upstream, features, numMembersOf(dense[0]!));
    return [...convolutionalBackward(stack.slice(0, traces.length), traces, gradient), ...gradients];
  }
  return [{ batch: input as ImageBatch, upstream }, sumOverBatch(upstream), ...gradients];
}

const numMembersOf = ({ bias, numOutputs }: StackLayer) => bias.shape[0] / numOutputs;

/** The convolutions at the front of a stack; images are [batch, side, side, K · channels]. @param images [batch, side, side, 1] */
function convolutionalForward(layers: readonly StackLayer[], images: tf.Tensor4D): ConvolutionTrace[] {
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
function convolutionalBackward(
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
function flattened(images: tf.Tensor4D, numMembers: number): tf.Tensor2D {
  const [batch, side, , channels] = images.shape;
  const flat: [number, number] = [batch, side * side * channels];
  if (numMembers === 1) return tf.reshape(images, flat);
  const perMember = tf.reshape(images, [batch, side * side, numMembers, channels / numMembers]);
  return tf.reshape(tf.transpose(perMember, [0, 2, 1, 3]), flat);
}

/** The way back. @param images of the shape to be made */
function unflattened(values: tf.Tensor2D, images: tf.Tensor4D, numMembers: number): tf.Tensor4D {
  if (numMembers === 1) return tf.reshape(values, images.shape);
  const [batch, side, , channels] = images.shape;
  const perMember = tf.reshape(values, [batch, numMembers, side * side, channels / numMembers]);
  return tf.reshape(tf.transpose(perMember, [0, 2, 1, 3]), images.shape);
}
