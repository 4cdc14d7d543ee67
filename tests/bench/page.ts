/** Runs inside Chromium: times every contender on every workload, and hands the timings to run.ts. */
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import kernels from 'virtual:training-kernels';
import { penmanship } from '../../src/data/penmanship/penmanship.ts';
import type { Batch } from '../../src/engine/cohort.ts';
import { openBackend } from '../../src/engine/backend.ts';
import { engine, engineOneByOne, tfjsExample, tfjsLayers, type Contender } from './contenders.ts';
import { plainJs } from './plainJs.ts';
import { timeKernels } from './kernelTimings.ts';
import { WORKLOADS, type Timing, type Timings, type Workload } from './workload.ts';

declare global {
  interface Window {
    /** Set when all is measured. */
    benchTimings?: Timings;
  }
}

const paths = {
  'tfjs-backend-wasm.wasm': wasmUrl,
  'tfjs-backend-wasm-simd.wasm': simdUrl,
  'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
};
const NUM_BATCHES = 10;
const { train } = await penmanship({ seed: 1, sloppiness: 'mid', numTrain: 128 * NUM_BATCHES, numTest: 1 });

function batchesOf({ batchSize }: Workload): Batch[] {
  return Array.from({ length: NUM_BATCHES }, (_, index) => ({
    images: train.images.subarray(index * batchSize * 784, (index + 1) * batchSize * 784),
    labels: train.labels.subarray(index * batchSize, (index + 1) * batchSize),
    teacherLogits: Float32Array.from({ length: batchSize * 10 }, (_, at) => 5 * Math.sin(at)),
  }));
}

const timings: Timing[] = [];
async function time(contender: string, run: Contender, workloads: readonly Workload[]): Promise<void> {
  for (const workload of workloads) {
    const stepMs = await run(workload, batchesOf(workload));
    timings.push({ workload: workload.name, contender, stepMs });
    console.log(`${workload.name.padEnd(28)} ${contender.padEnd(28)} ${stepMs.toFixed(3)} ms a step`);
  }
}

// Slow contenders only where the issue asks for the ratio: the rest would take minutes and say the same.
const main = WORKLOADS.filter(({ name }) => name.startsWith('teacher') || name.startsWith('10 × 784-64'));
/** Plain JavaScript has no convolutions here, and stock tfjs-wasm cannot train them. */
const dense = main.filter(({ layers }) => !layers[0]?.convolution);
await time('plain JavaScript', plainJs, dense);
await openBackend('wasm', { paths, kernels: null });
const stockKernels = await timeKernels(train.images);
await time('stock tfjs-wasm', tfjsLayers, dense);
await openBackend('webgl', { paths, kernels: null });
await time('tfjs example (webgl, fit)', tfjsExample, main.slice(0, 3));
await openBackend('wasm', { paths, kernels });
const ownKernels = await timeKernels(train.images);
await time('this engine', engine, WORKLOADS);
await time(
  'this engine, one by one',
  engineOneByOne,
  WORKLOADS.filter(({ numMembers }) => numMembers > 1),
);
window.benchTimings = { steps: timings, kernels: { ours: ownKernels, stock: stockKernels } };
