/** Forward pass and hand-derived gradients of a stack of networks: all members in one tensor program. */
import * as tf from '@tensorflow/tfjs-core';
import { convolutionalBackward, convolutionalForward, flattened, unflattened } from './convolutionalPass.ts';
import type { ConvolutionTrace } from './kernels/composedConvolution.ts';
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
