/** A cohort: students of one architecture trained together on the same batches, as one tensor program per step. */
import * as tf from '@tensorflow/tfjs-core';
import { createRandom, type Random } from '../data/random.ts';
import { NUM_CLASSES, NUM_PIXELS } from '../data/digitSet.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import type { Lesson } from '../distillation/loss.ts';
import { createAdam } from './adam.ts';
import { backwardPass, forwardPass } from './backpropagation.ts';
import { createLessonTensors, disposeLessonTensors, distillationLoss } from './losses.ts';
import { createStack, readWeights, variablesOf } from './networks.ts';

/** One student: where it starts from and how it is taught. */
export interface Member extends Lesson {
  /** Seed of the initial weights. Members with the same seed are twins. */
  readonly seed: number;
}

export interface CohortOptions {
  /** Units per layer, input and output included, e.g. [784, 64, 10]. */
  readonly sizes: readonly number[];
  readonly members: readonly Member[];
  /** Share of hidden units silenced at each step; 0 for students. */
  readonly dropout: number;
}

export interface Batch {
  readonly images: Uint8Array; // [batch, 784]
  readonly labels: Uint8Array; // [batch]
  readonly teacherLogits: Float32Array | null; // [batch, 10]
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
  /** @returns logits of every member, [K, n, 10] @param images [n, 784] */
  logits(images: Uint8Array): Promise<Float32Array>;
  weights(members: readonly number[]): Promise<NetworkWeights[]>;
  dispose(): void;
}

export function createCohort({ sizes, members, dropout }: CohortOptions): Cohort {
  const seeds = members.map(({ seed }) => seed);
  const numMembers = members.length;
  const stack = createStack(sizes, seeds);
  const variables = variablesOf(stack);
  const adam = createAdam(variables);
  const lessons = createLessonTensors(members);
  const dropoutRandom = createRandom(seeds[0]!, 'dropout');
  const hiddenSizes = sizes.slice(1, -1);
  const lossSums = tf.tidy(() => [zeroVariable(numMembers), zeroVariable(numMembers)] as const);
  let stepsSinceTaken = 0;

  return {
    numMembers,
    step({ images, labels, teacherLogits }, learningRate) {
      const batchSize = labels.length;
      tf.tidy(() => {
        const masks =
          dropout > 0
            ? hiddenSizes.map((size) => dropoutMask([numMembers, batchSize, size], dropout, dropoutRandom))
            : null;
        const pass = forwardPass(stack, imageTensor(images), masks);
        const { gradient, hard, soft } = distillationLoss(
          pass.logits,
          oneHot(labels),
          teacherLogits && tf.tensor2d(teacherLogits, [batchSize, NUM_CLASSES]),
          lessons,
        );
        adam.apply(backwardPass(stack, pass, gradient, masks), learningRate);
        lossSums[0].assign(tf.add(lossSums[0], hard));
        lossSums[1].assign(tf.add(lossSums[1], soft));
      });
      stepsSinceTaken += 1;
    },
    async takeLosses() {
      if (stepsSinceTaken === 0) return null;
      const [hard, soft] = await Promise.all(lossSums.map(async (sum) => (await sum.data()) as Float32Array));
      const count = stepsSinceTaken;
      stepsSinceTaken = 0;
      tf.tidy(() => lossSums.forEach((sum) => sum.assign(tf.zerosLike(sum))));
      return { hard: hard!.map((sum) => sum / count), soft: soft!.map((sum) => sum / count) };
    },
    async logits(images) {
      const output = tf.tidy(() => forwardPass(stack, imageTensor(images), null).logits);
      const values = (await output.data()) as Float32Array;
      output.dispose();
      return values;
    },
    weights: (which) => readWeights(stack, numMembers, which),
    dispose() {
      adam.dispose();
      disposeLessonTensors(lessons);
      tf.dispose([...variables, ...lossSums]);
    },
  };
}

/** Grey levels 0 … 255 → a tensor of 0 … 1, [n, 784]. */
function imageTensor(images: Uint8Array): tf.Tensor2D {
  const values = new Float32Array(images.length);
  for (let i = 0; i < images.length; i++) values[i] = images[i]! / 255;
  return tf.tensor2d(values, [images.length / NUM_PIXELS, NUM_PIXELS]);
}

function oneHot(labels: Uint8Array): tf.Tensor2D {
  const values = new Float32Array(labels.length * NUM_CLASSES);
  labels.forEach((label, row) => {
    values[row * NUM_CLASSES + label] = 1;
  });
  return tf.tensor2d(values, [labels.length, NUM_CLASSES]);
}

/** 0 with probability `dropout`, else 1 / (1 − dropout), so that the mean stays (Srivastava et al. 2014, §10). */
function dropoutMask(shape: [number, number, number], dropout: number, random: Random): tf.Tensor3D {
  const mask = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (let i = 0; i < mask.length; i++) mask[i] = random.uniform() < dropout ? 0 : 1 / (1 - dropout);
  return tf.tensor3d(mask, shape);
}

function zeroVariable(length: number): tf.Variable<tf.Rank.R1> {
  return tf.variable(tf.zeros<tf.Rank.R1>([length]), false);
}
