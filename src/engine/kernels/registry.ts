/** Whether the kernels are there, and how they are called. */
import * as tf from '@tensorflow/tfjs-core';
import type { TrainingKernelName } from './trainingKernels.ts';

let isInstalled = false;

/** Called by install.ts alone. */
export function setInstalled(installed: boolean): void {
  isInstalled = installed;
}

/** Whether the current backend has the kernels. */
export function hasKernels(): boolean {
  return isInstalled && tf.getBackend() === 'wasm';
}

/** @returns the outputs as tensors, tracked by the caller's tidy */
export function runKernel(
  name: TrainingKernelName,
  inputs: tf.NamedTensorMap,
  attributes: Record<string, number | boolean>,
): tf.Tensor[] {
  return [tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(name, inputs, attributes)].flat();
}
