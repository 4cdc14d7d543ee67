/** Forward pass and hand-derived gradients of a stack of perceptrons: all members in one tensor program. */
import * as tf from '@tensorflow/tfjs-core';
import {
  membersForward,
  membersInputGradient,
  membersWeightGradient,
  sumOverBatch,
} from './kernels/members.ts';
import { imagesForward, imagesWeightGradient, type ImageBatch } from './kernels/sparseImages.ts';
import type { StackLayer } from './networks.ts';

/** What the forward pass keeps for the backward pass. Tensors belong to the caller's tidy. */
export interface ForwardPass {
  readonly images: ImageBatch;
  /** Output of each hidden layer after ReLU and dropout, [batch, K · units]. */
  readonly hidden: readonly tf.Tensor2D[];
  readonly logits: tf.Tensor2D; // [batch, K · 10]
}

/**
 * @param masks dropout masks per hidden layer, 0 or 1 / (1 − dropout), [batch, K · units]; null without dropout
 */
export function forwardPass(
  stack: readonly StackLayer[],
  images: ImageBatch,
  masks: readonly tf.Tensor2D[] | null,
): ForwardPass {
  const outputs: tf.Tensor2D[] = [];
  stack.forEach(({ weights, bias }, index) => {
    const isHidden = index < stack.length - 1;
    const input = outputs[index - 1];
    const output = input
      ? membersForward(input, weights as tf.Tensor3D, bias, isHidden)
      : imagesForward(images, weights as tf.Tensor2D, bias, isHidden);
    outputs.push(isHidden && masks ? tf.mul(output, masks[index]!) : output);
  });
  return { images, hidden: outputs.slice(0, -1), logits: outputs.at(-1) };
}

/** Gradients in the order of variablesOf: weights, bias, layer by layer. */
export function backwardPass(
  stack: readonly StackLayer[],
  { images, hidden }: ForwardPass,
  logitGradient: tf.Tensor2D, // [batch, K · 10]
  masks: readonly tf.Tensor2D[] | null,
): tf.Tensor[] {
  const gradients: tf.Tensor[] = [];
  let upstream = logitGradient;
  for (let index = stack.length - 1; index > 0; index--) {
    const weights = stack[index]!.weights as tf.Tensor3D;
    const input = hidden[index - 1]!;
    gradients.unshift(membersWeightGradient(input, upstream, weights.shape[0]), sumOverBatch(upstream));
    // A silenced unit has output 0, so the gradient of ReLU stops there too.
    const passed = membersInputGradient(upstream, weights, input);
    upstream = masks ? tf.mul(passed, masks[index - 1]!) : passed;
  }
  return [imagesWeightGradient(images, upstream), sumOverBatch(upstream), ...gradients];
}
