/** The ways of training that are compared, each as its users would write it. */
import * as tf from '@tensorflow/tfjs';
import type { LayerShape } from '../../src/distillation/layers.ts';
import { createCohort, type Batch } from '../../src/engine/cohort.ts';
import { medianStepMs } from './timing.ts';
import type { Workload } from './workload.ts';

/** @returns ms of one step of all members on the current backend */
export type Contender = (workload: Workload, batches: readonly Batch[]) => Promise<number>;

/** This project's cohort. */
export const engine: Contender = async ({ layers, numMembers, isDistilling }, batches) => {
  const members = Array.from({ length: numMembers }, (_, index) => ({
    ...{ seed: index + 1, temperature: 8, squareTemperature: true },
    softWeight: isDistilling ? 0.9 : 0,
  }));
  const cohort = createCohort({
    layers,
    members,
    dropout: 0,
    optimiser: { name: 'adam', weightDecay: 0 },
  });
  let at = 0;
  const step = () => {
    const batch = batches[at++ % batches.length]!;
    cohort.step(isDistilling ? batch : { ...batch, teacherLogits: null }, 1e-3);
  };
  const stepMs = await medianStepMs(step, () => cohort.takeLosses());
  cohort.dispose();
  return stepMs;
};

/** The same cohort, one member after the other. */
export const engineOneByOne: Contender = async (workload, batches) =>
  workload.numMembers * (await engine({ ...workload, numMembers: 1 }, batches));

function layersModel(shapes: readonly LayerShape[]): tf.Sequential {
  const model = tf.sequential();
  if (shapes[0]?.convolution) model.add(tf.layers.reshape({ inputShape: [784], targetShape: [28, 28, 1] }));
  shapes.forEach(({ numInputs, numOutputs, convolution }, index) => {
    const isLast = index === shapes.length - 1;
    if (convolution) {
      const { size, stride, pool } = convolution;
      const shared = { filters: numOutputs, kernelSize: size, strides: stride };
      model.add(tf.layers.conv2d({ ...shared, padding: 'same', activation: 'relu' }));
      if (pool > 1) model.add(tf.layers.maxPooling2d({ poolSize: pool, strides: pool }));
      return;
    }
    if (shapes[index - 1]?.convolution) model.add(tf.layers.flatten());
    const first = index === 0 ? { inputShape: [numInputs] } : {};
    model.add(tf.layers.dense({ ...first, units: numOutputs, activation: isLast ? 'softmax' : 'relu' }));
  });
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy' });
  return model;
}

function tensors({ images, labels }: Batch): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const x = tf.tensor2d(
    Float32Array.from(images, (level) => level / 255),
    [labels.length, 784],
  );
  const values = new Float32Array(labels.length * 10);
  labels.forEach((label, row) => (values[row * 10 + label] = 1));
  return { x, y: tf.tensor2d(values, [labels.length, 10]) };
}

/** tfjs-layers as it comes, by labels alone, one model after the other. */
export const tfjsLayers: Contender = async ({ layers, numMembers }, batches) => {
  const model = layersModel(layers);
  let at = 0;
  const step = async () => {
    const { x, y } = tensors(batches[at++ % batches.length]!);
    await model.trainOnBatch(x, y);
    tf.dispose([x, y]);
  };
  const stepMs = await medianStepMs(step, () => Promise.resolve());
  model.dispose();
  return numMembers * stepMs;
};

/** The way of the tfjs MNIST example: on the page's own thread, webgl, fit, and a frame awaited after every batch. */
export const tfjsExample: Contender = async ({ layers, numMembers }, batches) => {
  const model = layersModel(layers);
  const all = batches.map(tensors);
  const x = tf.concat(all.map((each) => each.x));
  const y = tf.concat(all.map((each) => each.y));
  const batchSize = batches[0]!.labels.length;
  const epochs: number[] = [];
  for (let epoch = 0; epoch < 4; epoch++) {
    const startedMs = performance.now();
    await model.fit(x, y, { batchSize, epochs: 1, callbacks: { onBatchEnd: () => tf.nextFrame() } });
    epochs.push((performance.now() - startedMs) / batches.length);
  }
  tf.dispose([x, y, ...all.flatMap((each) => [each.x, each.y])]);
  model.dispose();
  const [, ...warm] = epochs; // the first compiles shaders
  return numMembers * warm.sort((a, b) => a - b)[1]!;
};
