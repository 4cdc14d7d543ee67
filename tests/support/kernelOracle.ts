/** Holds kernels against the cpu backend: the same computation on both, the same numbers. */
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { createRandom } from '../../src/data/random.ts';
import { hasKernels } from '../../src/engine/kernels/registry.ts';

export function normals(seed: number, shape: readonly number[]): Float32Array {
  const random = createRandom(seed, 'kernel test');
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal());
}

/** Computes the same on both backends; the difference may be 1e-5 of the largest value. */
export async function expectSame(compute: () => tf.Tensor | readonly tf.Tensor[]): Promise<void> {
  const results: Float32Array[][] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    expect(hasKernels()).toBe(backend === 'wasm');
    results.push(tf.tidy(() => [compute()].flat().map((tensor) => tensor.dataSync<'float32'>())));
  }
  const [expected, found] = results as [Float32Array[], Float32Array[]];
  expected.forEach((values, index) => {
    const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    const worst = values.reduce((most, value, at) => Math.max(most, Math.abs(value - found[index]![at]!)), 0);
    expect(worst / scale).toBeLessThanOrEqual(1e-5);
  });
}
