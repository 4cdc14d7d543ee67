/** In a real Chromium: the same cohort on every backend, WebGL in software included. */
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { penmanship } from '../../src/data/penmanship/penmanship.ts';
import kernels from 'virtual:training-kernels';
import { openBackend, type BackendName } from '../../src/engine/backend.ts';
import { denseLayers } from '../../src/distillation/layers.ts';
import { createCohort, type Batch } from '../../src/engine/cohort.ts';

const wasmPaths = {
  'tfjs-backend-wasm.wasm': wasmUrl,
  'tfjs-backend-wasm-simd.wasm': simdUrl,
  'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
};
const wasm = { paths: wasmPaths, kernels };
const BATCH = 16;
const ADAM = { name: 'adam', weightDecay: 0 } as const;
const { train } = await penmanship({ seed: 4, sloppiness: 'mid', numTrain: 8 * BATCH, numTest: 1 });
const batches: Batch[] = Array.from({ length: 8 }, (_, index) => ({
  images: train.images.subarray(index * BATCH * 784, (index + 1) * BATCH * 784),
  labels: train.labels.subarray(index * BATCH, (index + 1) * BATCH),
  teacherLogits: Float32Array.from({ length: BATCH * 10 }, (_, at) => 4 * Math.sin(at * 1.7 + index)),
}));

/** Two arms of two seeds, eight steps; the weights of all members, one after the other. */
async function trainTinyCohort(backend: BackendName): Promise<Float32Array> {
  await openBackend(backend, wasm);
  expect(tf.getBackend()).toBe(backend);
  const members = [0, 0.9].flatMap((softWeight) =>
    [1, 2].map((seed) => ({ seed, temperature: 8, softWeight, squareTemperature: true })),
  );
  const cohort = createCohort({ layers: denseLayers([784, 12, 10]), members, dropout: 0, optimiser: ADAM });
  batches.forEach((batch) => cohort.step(batch, 3e-3));
  const losses = await cohort.takeLosses();
  expect([...losses!.hard, ...losses!.soft].every(Number.isFinite)).toBe(true);
  const weights = await cohort.weights([0, 1, 2, 3]);
  cohort.dispose();
  return Float32Array.from(
    weights.flatMap(({ layers }) => layers.flatMap((layer) => [...layer.weights, ...layer.bias])),
  );
}

describe('backends', () => {
  it('KD9: cpu, wasm and software webgl end with the same weights to 1e-4', async () => {
    const expected = await trainTinyCohort('cpu');
    for (const backend of ['wasm', 'webgl'] as const) {
      const weights = await trainTinyCohort(backend);
      const largest = weights.reduce(
        (worst, value, at) => Math.max(worst, Math.abs(value - expected[at]!)),
        0,
      );
      console.log(
        `${backend}: largest difference from cpu ${largest.toExponential(1)} over ${weights.length} weights`,
      );
      expect(largest).toBeLessThan(1e-4);
    }
  });

  it('a software renderer is never chosen unasked, and the reason is told', async () => {
    const { name, label, notes } = await openBackend(null, wasm);
    expect(name).toBe('wasm');
    expect(label).toBe('wasm SIMD');
    expect(notes.join()).toMatch(/webgl: software renderer/);
  });

  it('no tensors leak over a training on webgl, nor over 2 000 steps', async () => {
    await trainTinyCohort('webgl');
    const before = tf.memory().numTensors;
    await trainTinyCohort('webgl');
    expect(tf.memory().numTensors).toBe(before);

    const member = { seed: 1, temperature: 8, softWeight: 0.9, squareTemperature: true };
    const cohort = createCohort({
      layers: denseLayers([784, 3, 10]),
      members: [member],
      dropout: 0,
      optimiser: ADAM,
    });
    cohort.step(batches[0]!, 1e-3);
    const early = tf.memory().numTensors;
    for (let step = 0; step < 2000; step++) {
      cohort.step(batches[step % batches.length]!, 1e-3);
      if (step % 50 === 0) await cohort.takeLosses(); // as training does: the queue of the device is not let grow
    }
    expect(tf.memory().numTensors).toBe(early);
    cohort.dispose();
  });
});
