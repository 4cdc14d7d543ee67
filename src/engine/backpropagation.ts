/** Forward pass and hand-derived gradients of a stack of perceptrons: all members in one tensor program. */
import * as tf from '@tensorflow/tfjs-core';
import type { StackLayer } from './networks.ts';

/** What the forward pass keeps for the backward pass. Tensors belong to the caller's tidy. */
export interface ForwardPass {
  readonly images: tf.Tensor2D; // [batch, 784]
  /** Output of each hidden layer after ReLU and dropout, [K, batch, units]. */
  readonly hidden: readonly tf.Tensor3D[];
  readonly logits: tf.Tensor3D; // [K, batch, 10]
}

/**
 * @param masks dropout masks per hidden layer, 0 or 1 / (1 − dropout), [K, batch, units]; null without dropout
 */
export function forwardPass(
  stack: readonly StackLayer[],
  images: tf.Tensor2D,
  masks: readonly tf.Tensor3D[] | null,
): ForwardPass {
  const hidden: tf.Tensor3D[] = [];
  let output: tf.Tensor3D | null = null;
  stack.forEach((layer, index) => {
    const z = output === null ? firstLayer(layer, images) : laterLayer(layer, output);
    if (index === stack.length - 1) {
      output = z;
      return;
    }
    const active = tf.relu(z);
    output = masks ? tf.mul<tf.Tensor3D>(active, masks[index]!) : active;
    hidden.push(output);
  });
  return { images, hidden, logits: output! };
}

/** Gradients in the order of variablesOf: weights, bias, layer by layer. */
export function backwardPass(
  stack: readonly StackLayer[],
  { images, hidden }: ForwardPass,
  logitGradient: tf.Tensor3D, // [K, batch, 10]
  masks: readonly tf.Tensor3D[] | null,
): tf.Tensor[] {
  const gradients: tf.Tensor[] = [];
  let upstream = logitGradient;
  for (let index = stack.length - 1; index > 0; index--) {
    const input = hidden[index - 1]!;
    gradients.unshift(tf.matMul(swapLastTwo(input), upstream), tf.sum(upstream, 1, true));
    const inputGradient = tf.matMul(upstream, swapLastTwo(stack[index]!.weights as tf.Tensor3D));
    const passed = tf.mul<tf.Tensor3D>(inputGradient, tf.step(input)); // ReLU, and dropout where the output is 0
    upstream = masks ? tf.mul<tf.Tensor3D>(passed, masks[index - 1]!) : passed;
  }
  const wide = sideBySide(upstream); // [batch, K · units]
  return [tf.matMul(tf.transpose(images), wide), tf.sum(wide, 0), ...gradients];
}

function firstLayer({ weights, bias, numOutputs }: StackLayer, images: tf.Tensor2D): tf.Tensor3D {
  const z = tf.add(tf.matMul(images, weights as tf.Tensor2D), bias); // [batch, K · units]
  return stacked(z as tf.Tensor2D, numOutputs);
}

function laterLayer({ weights, bias }: StackLayer, input: tf.Tensor3D): tf.Tensor3D {
  return tf.add(tf.matMul(input, weights as tf.Tensor3D), bias);
}

/** [batch, K · units] → [K, batch, units] */
function stacked(wide: tf.Tensor2D, numOutputs: number): tf.Tensor3D {
  const [batchSize, width] = wide.shape;
  const numMembers = width / numOutputs;
  if (numMembers === 1) return tf.reshape(wide, [1, batchSize, numOutputs]);
  return tf.transpose(tf.reshape(wide, [batchSize, numMembers, numOutputs]), [1, 0, 2]);
}

/** [K, batch, units] → [batch, K · units] */
function sideBySide(values: tf.Tensor3D): tf.Tensor2D {
  const [numMembers, batchSize, numOutputs] = values.shape;
  const ordered = numMembers === 1 ? values : tf.transpose(values, [1, 0, 2]);
  return tf.reshape(ordered, [batchSize, numMembers * numOutputs]);
}

function swapLastTwo(values: tf.Tensor3D): tf.Tensor3D {
  return tf.transpose(values, [0, 2, 1]);
}
