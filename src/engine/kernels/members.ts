/**
 * Layers of K networks side by side. Activations are wide, [batch, K · units], member after member; weights are
 * [K, inputs, outputs]. The kernels read one member's columns in place; elsewhere they are transposed out and back.
 */
import * as tf from '@tensorflow/tfjs-core';
import { hasKernels, runKernel } from './registry.ts';

/** input · weights + bias for every member, then ReLU if asked. @param bias [K · outputs] @returns [batch, K · outputs] */
export function membersForward(
  input: tf.Tensor2D,
  weights: tf.Tensor3D,
  bias: tf.Tensor1D,
  relu: boolean,
): tf.Tensor2D {
  if (hasKernels()) return runKernel('MembersForward', { input, weights, bias }, { relu })[0] as tf.Tensor2D;
  const products = tf.matMul<tf.Tensor3D>(stacked(input, weights.shape[0]), weights);
  const z = tf.add<tf.Tensor2D>(sideBySide(products), bias);
  return relu ? tf.relu(z) : z;
}

/** inputᵀ · upstream for every member. @param upstream [batch, K · outputs] @returns [K, inputs, outputs] */
export function membersWeightGradient(
  input: tf.Tensor2D,
  upstream: tf.Tensor2D,
  numMembers: number,
): tf.Tensor3D {
  if (hasKernels())
    return runKernel('MembersWeightGradient', { input, upstream }, { numMembers })[0] as tf.Tensor3D;
  const transposed = tf.transpose<tf.Tensor3D>(stacked(input, numMembers), [0, 2, 1]);
  return tf.matMul(transposed, stacked(upstream, numMembers));
}

/**
 * upstream · weightsᵀ for every member, where the layer's input is above 0: the gradient that ReLU lets through.
 * @param input the output of the ReLU before, [batch, K · inputs] @returns [batch, K · inputs]
 */
export function membersInputGradient(
  upstream: tf.Tensor2D,
  weights: tf.Tensor3D,
  input: tf.Tensor2D,
): tf.Tensor2D {
  if (hasKernels())
    return runKernel('MembersInputGradient', { upstream, weights, input }, {})[0] as tf.Tensor2D;
  const transposed = tf.transpose<tf.Tensor3D>(weights, [0, 2, 1]);
  const gradient = tf.matMul<tf.Tensor3D>(stacked(upstream, weights.shape[0]), transposed);
  return tf.mul(sideBySide(gradient), tf.step(input));
}

/** Sum over the batch. @param values [batch, n] @returns [n] */
export function sumOverBatch(values: tf.Tensor2D): tf.Tensor1D {
  return hasKernels() ? (runKernel('AddColumns', { values }, {})[0] as tf.Tensor1D) : tf.sum(values, 0);
}

/** [batch, K · units] → [K, batch, units] */
function stacked(wide: tf.Tensor2D, numMembers: number): tf.Tensor3D {
  const [batchSize, width] = wide.shape;
  const units = width / numMembers;
  if (numMembers === 1) return tf.reshape(wide, [1, batchSize, units]);
  return tf.transpose(tf.reshape(wide, [batchSize, numMembers, units]), [1, 0, 2]);
}

/** [K, batch, units] → [batch, K · units] */
function sideBySide(values: tf.Tensor3D): tf.Tensor2D {
  const [numMembers, batchSize, units] = values.shape;
  const ordered = numMembers === 1 ? values : tf.transpose(values, [1, 0, 2]);
  return tf.reshape(ordered, [batchSize, numMembers * units]);
}
