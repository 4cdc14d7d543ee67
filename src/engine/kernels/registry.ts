/** Whether the kernels are there, and how they are called. */
import * as tf from '@tensorflow/tfjs-core';

export type KernelName =
  | 'SparseIndex'
  | 'SparseForward'
  | 'SparseWeightGradient'
  | 'MembersForward'
  | 'MembersWeightGradient'
  | 'MembersInputGradient'
  | 'MembersConvolve'
  | 'MembersConvolveWeightGradient'
  | 'MembersConvolveInputGradient'
  | 'MembersConvolvePooled'
  | 'MembersPooledWeightGradient'
  | 'MembersPooledInputGradient'
  | 'GreyLevels'
  | 'AddColumns'
  | 'AdamStep'
  | 'SparseAdamStep'
  | 'MomentumStep'
  | 'DistillationLoss';

export type Inputs = Record<string, tf.TensorInfo>;

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
  name: KernelName,
  inputs: tf.NamedTensorMap,
  attributes: Record<string, number | boolean>,
): tf.Tensor[] {
  return [tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(name, inputs, attributes)].flat();
}

/** Kernels as tfjs takes them. @param Attributes what runKernel is given for each */
export function kernelConfigs<Attributes>(
  runs: Readonly<
    Partial<Record<KernelName, (inputs: Inputs, attributes: Attributes) => tf.TensorInfo | tf.TensorInfo[]>>
  >,
): tf.KernelConfig[] {
  return Object.entries(runs).map(([kernelName, run]) => ({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => run(inputs as Inputs, (attrs ?? {}) as Attributes),
  }));
}
