/** Opens a tfjs backend in Node, and holds tests to releasing what they allocate. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { openBackend } from '../../src/engine/backend.ts';

const wasmFolder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));

export { openInNode } from '../../src/cli/runExperiment.ts';

/** tfjs-wasm as it comes, without the kernels. */
export function openStockWasm() {
  return openBackend('wasm', { paths: `${wasmFolder}/`, kernels: null });
}

/** Runs once to warm up, then again, and expects as many tensors after as before. */
export async function expectNoTensorLeak(work: () => Promise<void>): Promise<void> {
  await work();
  const before = tf.memory().numTensors;
  await work();
  expect(tf.memory().numTensors).toBe(before);
}
