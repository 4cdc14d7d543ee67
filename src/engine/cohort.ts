/** A cohort: students of one architecture trained together on the same batches, as one tensor program per step. */
import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../data/random.ts';
import { IMAGE_SIDE, NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import type { LayerShape } from '../distillation/layers.ts';
import type { CohortCheckpoint } from '../experiment/checkpoint.ts';
import type { Lesson } from '../distillation/loss.ts';
import { backwardPass, forwardPass } from './backpropagation.ts';
import { batchImages, greyLevels } from './kernels/sparseImages.ts';
import { createCohortLoss } from './losses.ts';
import { createStack, readWeights, variablesOf } from './networks.ts';
import { createOptimiser, limitNorms, type OptimiserOptions } from './optimiser.ts';

/** One student: where it starts from and how it is taught. */
export interface Member extends Lesson {
  /** Seed of the initial weights. Members with the same seed are twins. */
  readonly seed: number;
}

export interface CohortOptions {
  /** From pixels to logits; convolutions first. */
  readonly layers: readonly LayerShape[];
  readonly members: readonly Member[];
  /** Share of hidden units silenced at each step, the same ones for members of one seed. */
  readonly dropout: number;
  readonly optimiser: OptimiserOptions;
  /** Longest vector of weights into a hidden unit; no limit if left out or 0. */
  readonly maxNorm?: number;
  /** Weights to start from, one network per member; seeded ones if left out. */
  readonly start?: readonly NetworkWeights[];
}

export interface Batch {
  readonly images: Uint8Array; // [batch, 784]
  readonly labels: Uint8Array; // [batch]
  readonly teacherLogits: Float32Array | null; // [batch, 10]
  /** Of the hard and the soft loss of each image and member; all 1 if left out. */
  readonly imageWeights?: Float32Array | null; // [batch, K, 2]
}

/** Mean losses per member since they were last taken, in nats. */
export interface MeanLosses {
  readonly hard: Float32Array; // [K]
  readonly soft: Float32Array; // [K]
}

export interface Cohort {
  readonly numMembers: number;
  step(batch: Batch, learningRate: number): void;
  /** The only read-back of the training loop; null when no step was made since. */
  takeLosses(): Promise<MeanLosses | null>;
  /** @returns logits of every member, [n, K, 10] @param images [n, 784] */
  logits(images: Uint8Array): Promise<Float32Array>;
  /** @param members all if left out */
  weights(members?: readonly number[]): Promise<NetworkWeights[]>;
  checkpoint(): Promise<CohortCheckpoint>;
  /** Goes back (or on) to a checkpoint of a cohort of the same shape. @throws RangeError when the shapes differ */
  restore(checkpoint: CohortCheckpoint): void;
  /** It only reads from here on: what its training kept beside the weights is released. */
  endTraining(): void;
  dispose(): void;
}

export function createCohort(options: CohortOptions): Cohort {
  const { layers, members, dropout, maxNorm = 0, start } = options;
  const seeds = members.map(({ seed }) => seed);
  const numMembers = members.length;
  const { stack, variables, optimiser, loss } = allOrNone(() => {
    const layersOfAll = createStack(layers, start ?? seeds);
    const all = variablesOf(layersOfAll);
    return {
      stack: layersOfAll,
      variables: all,
      optimiser: createOptimiser(all, options.optimiser),
      loss: createCohortLoss(members),
    };
  });
  const hidden = layers.slice(0, -1).filter(({ convolution }) => !convolution);
  const isConvolutional = Boolean(layers[0]?.convolution);
  const readImages = (images: Uint8Array) =>
    isConvolutional ? pixelImages(images) : batchImages(images, NUM_PIXELS);
  let stepsSinceTaken = 0;

  return {
    numMembers,
    step({ images, labels, teacherLogits, imageWeights = null }, learningRate) {
      const batchSize = labels.length;
      tf.tidy(() => {
        const masks = dropout > 0 ? dropoutMasks(hidden, seeds, batchSize, dropout, optimiser.step) : null;
        const pass = forwardPass(stack, readImages(images), masks);
        const teacher = teacherLogits && tf.tensor2d(teacherLogits, [batchSize, NUM_CLASSES]);
        const weights = imageWeights && tf.tensor3d(imageWeights, [batchSize, numMembers, 2]);
        const gradient = loss.gradient(pass.logits, labels, teacher, weights);
        optimiser.apply(backwardPass(stack, pass, gradient, masks), learningRate);
        if (maxNorm > 0) limitNorms(stack, maxNorm);
      });
      stepsSinceTaken += 1;
    },
    async takeLosses() {
      if (stepsSinceTaken === 0) return null;
      const { hard, soft } = await loss.takeSums();
      const count = stepsSinceTaken;
      stepsSinceTaken = 0;
      return { hard: hard.map((sum) => sum / count), soft: soft.map((sum) => sum / count) };
    },
    async logits(images) {
      const output = tf.tidy(() => forwardPass(stack, readImages(images), null).logits);
      const values = await output.data<'float32'>();
      output.dispose();
      return values;
    },
    weights: (which = members.map((_, index) => index)) => readWeights(stack, numMembers, which),
    async checkpoint() {
      return {
        steps: optimiser.step,
        variables: await copyOf(variables),
        averages: await copyOf(optimiser.state),
        losses: { steps: stepsSinceTaken, ...(await loss.sums()) },
      };
    },
    restore({ steps, variables: values, averages, losses }) {
      assignAll(variables, values);
      assignAll(optimiser.state, averages);
      optimiser.step = steps;
      stepsSinceTaken = losses.steps;
      loss.setSums(losses);
    },
    endTraining: () => optimiser.dispose(),
    dispose() {
      optimiser.dispose();
      loss.dispose();
      tf.dispose(variables);
    },
  };
}

/** Makes variables; where one cannot be had, the others are released: nobody holds them yet. @throws as make */
function allOrNone<Made>(make: () => Made): Made {
  const { registeredVariables } = tf.engine().state;
  const before = new Set(Object.keys(registeredVariables));
  try {
    return make();
  } catch (error) {
    tf.dispose(Object.values(registeredVariables).filter(({ name }) => !before.has(name)));
    throw error;
  }
}

/** One after the other: some backends hand out what is a copy already, and two of everything would lie side by side. */
async function copyOf(variables: readonly tf.Variable[]): Promise<Float32Array[]> {
  const copies: Float32Array[] = [];
  for (const variable of variables) copies.push((await variable.data<'float32'>()).slice());
  return copies;
}

function assignAll(variables: readonly tf.Variable[], values: readonly Float32Array[]): void {
  variables.forEach((variable, index) => {
    const given = values[index];
    if (given?.length !== variable.size)
      throw new RangeError(
        `The checkpoint belongs to other networks: it has ${given?.length ?? 'no'} numbers where these have ${variable.size}.`,
      );
    tf.tidy(() => variable.assign(tf.tensor(given, variable.shape)));
  });
}

/** Grey levels as a convolution takes them. @returns [batch, 28, 28, 1], 0 … 1 */
function pixelImages(images: Uint8Array): tf.Tensor4D {
  return tf.reshape(greyLevels(images, NUM_PIXELS), [-1, IMAGE_SIDE, IMAGE_SIDE, 1]);
}

/**
 * For each hidden layer 0 with probability `dropout`, else 1 / (1 − dropout), so that the mean stays (Srivastava et al. 2014, §10).
 * Members of one seed lose the same units: a member with softWeight 0 stays its standalone twin to the bit.
 * @returns [batch, K · units] each
 */
function dropoutMasks(
  hidden: readonly LayerShape[],
  seeds: readonly number[],
  batchSize: number,
  dropout: number,
  step: number,
): tf.Tensor2D[] {
  const randoms = new Map(seeds.map((seed) => [seed, createRandom(seed, `dropout of step ${step}`)]));
  return hidden.map(({ numOutputs }) => {
    const width = seeds.length * numOutputs;
    const mask = new Float32Array(batchSize * width);
    for (const [seed, random] of randoms) {
      const own = Float32Array.from({ length: batchSize * numOutputs }, () =>
        random.uniform() < dropout ? 0 : 1 / (1 - dropout),
      );
      seeds.forEach((each, member) => {
        if (each !== seed) return;
        for (let row = 0; row < batchSize; row++)
          mask.set(own.subarray(row * numOutputs, (row + 1) * numOutputs), row * width + member * numOutputs);
      });
    }
    return tf.tensor2d(mask, [batchSize, width]);
  });
}
