/** The distillation loss on stacks of logits: its values and its gradient, on tensors. The array version in distillation/loss.ts is its oracle. */
import * as tf from '@tensorflow/tfjs-core';
import { NUM_CLASSES } from '../data/digitSet.ts';
import type { Lesson } from '../distillation/loss.ts';
import { hasKernels, runKernel } from './kernels/registry.ts';

/** How a cohort is taught, and the losses it has had since they were last read. */
export interface CohortLoss {
  /**
   * Gradient on the logits of the mean loss over the batch; the mean losses are added to the sums.
   * For every member (Hinton et al. 2015, §2), T² where it is not switched off:
   * (1 − w)·CE(y, softmax(z)) + w·T²·KL(softmax(v/T) ‖ softmax(z/T)), with gradient
   * [(1 − w)·(softmax(z) − y) + w·T·(softmax(z/T) − softmax(v/T))] / batch.
   * @param logits z, [batch, K · 10] @param labels y, [batch] @param teacherLogits v, [batch, 10]
   * @returns [batch, K · 10], in the caller's tidy
   */
  gradient(logits: tf.Tensor2D, labels: Uint8Array, teacherLogits: tf.Tensor2D | null): tf.Tensor2D;
  /** Sums of the mean hard losses and mean soft losses since the last call, [K] each. */
  takeSums(): Promise<{ hard: Float32Array; soft: Float32Array }>;
  dispose(): void;
}

/** Columns of the lesson tensor, [K, 5]: 1/T, 1 − w, w · T² / T, T², label smoothing. */
function lessonRow({ temperature, softWeight, squareTemperature, labelSmoothing = 0 }: Lesson): number[] {
  const scale = squareTemperature ? temperature ** 2 : 1;
  return [1 / temperature, 1 - softWeight, (softWeight * scale) / temperature, scale, labelSmoothing];
}

export function createCohortLoss(members: readonly Lesson[]): CohortLoss {
  const numMembers = members.length;
  const lessons = tf.tensor2d(members.map(lessonRow));
  const zeros = () => tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([numMembers]), false));
  const [hardSums, softSums] = [zeros(), zeros()];

  return {
    gradient(logits, labels, teacherLogits) {
      if (hasKernels()) {
        const given = {
          logits,
          labels: tf.tensor1d(Int32Array.from(labels), 'int32'),
          lessons,
          hardSums,
          softSums,
        };
        const inputs = teacherLogits ? { ...given, teacherLogits } : given;
        return runKernel('DistillationLoss', inputs, {})[0] as tf.Tensor2D;
      }
      const { gradient, hard, soft } = composedLoss(logits, oneHot(labels), teacherLogits, lessons);
      hardSums.assign(tf.add(hardSums, hard));
      softSums.assign(tf.add(softSums, soft));
      return gradient;
    },
    async takeSums() {
      const [hard, soft] = await Promise.all([hardSums.data<'float32'>(), softSums.data<'float32'>()]);
      tf.tidy(() => [hardSums, softSums].forEach((sums) => sums.assign(tf.zerosLike(sums))));
      return { hard, soft };
    },
    dispose: () => tf.dispose([lessons, hardSums, softSums]),
  };
}

/** From log-softmax only, so that 0·log 0 never arises. */
function composedLoss(
  wide: tf.Tensor2D,
  labels: tf.Tensor2D,
  teacher: tf.Tensor2D | null,
  lessons: tf.Tensor2D,
) {
  const [batchSize] = wide.shape;
  const numMembers = lessons.shape[0];
  const logits = tf.reshape(wide, [batchSize, numMembers, NUM_CLASSES]);
  const [inverseTemperature, hardWeight, softGradientWeight, softScale, smoothing] = tf
    .unstack(lessons, 1)
    .map(
      (column) => tf.reshape(column, [1, numMembers, 1]), // the same for every image and class
    ) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const kept = tf.sub(1, smoothing);
  const y = tf.add(tf.mul(tf.expandDims(labels, 1), kept), tf.div(smoothing, NUM_CLASSES)); // [batch, K, 10]
  const logProbabilities = tf.logSoftmax(logits);
  const hardGradient = tf.mul(hardWeight, tf.sub(tf.exp(logProbabilities), y));
  const hard = meanOverBatch(tf.neg(tf.mul(y, logProbabilities)));
  const finish = (gradient: tf.Tensor) => tf.reshape<tf.Rank.R2>(tf.mul(gradient, 1 / batchSize), wide.shape);
  if (!teacher) return { gradient: finish(hardGradient), hard, soft: tf.zerosLike(hard) };

  const logQ = tf.logSoftmax(tf.mul(logits, inverseTemperature)); // student, softened
  const logP = tf.logSoftmax(tf.mul(tf.expandDims(teacher, 1), inverseTemperature)); // teacher, softened
  const p = tf.exp(logP);
  const softGradient = tf.mul(softGradientWeight, tf.sub(tf.exp(logQ), p));
  const soft = meanOverBatch(tf.mul(softScale, tf.mul(p, tf.sub(logP, logQ))));
  return { gradient: finish(tf.add(hardGradient, softGradient)), hard, soft };
}

/** [batch, K, 10] → [K]: summed over classes, averaged over the batch. */
function meanOverBatch(losses: tf.Tensor): tf.Tensor1D {
  return tf.mul<tf.Tensor1D>(tf.sum(losses, [0, 2]), 1 / losses.shape[0]);
}

function oneHot(labels: Uint8Array): tf.Tensor2D {
  const values = new Float32Array(labels.length * NUM_CLASSES);
  labels.forEach((label, row) => {
    values[row * NUM_CLASSES + label] = 1;
  });
  return tf.tensor2d(values, [labels.length, NUM_CLASSES]);
}
