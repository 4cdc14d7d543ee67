/** The distillation loss on stacks of logits: its values and its gradient, on tensors. The array version in distillation/loss.ts is its oracle. */
import * as tf from '@tensorflow/tfjs-core';
import type { Lesson } from '../distillation/loss.ts';

/** Per-member constants of the loss, [K, 1, 1] each. */
export interface LessonTensors {
  readonly inverseTemperature: tf.Tensor3D;
  readonly hardWeight: tf.Tensor3D;
  /** softWeight · T² / T: the T² of the loss times the 1/T of its derivative. */
  readonly softGradientWeight: tf.Tensor3D;
  /** T², or 1 without it. */
  readonly softLossScale: tf.Tensor1D; // [K]
  /** False when every member learns from labels alone: the soft half is then left out. */
  readonly isTaught: boolean;
}

export function createLessonTensors(lessons: readonly Lesson[]): LessonTensors {
  const column = (value: (lesson: Lesson) => number) =>
    tf.tensor3d(lessons.map(value), [lessons.length, 1, 1]);
  const scale = ({ temperature, squareTemperature }: Lesson) => (squareTemperature ? temperature ** 2 : 1);
  return {
    inverseTemperature: column(({ temperature }) => 1 / temperature),
    hardWeight: column(({ softWeight }) => 1 - softWeight),
    softGradientWeight: column((lesson) => (lesson.softWeight * scale(lesson)) / lesson.temperature),
    softLossScale: tf.tensor1d(lessons.map(scale)),
    isTaught: lessons.some(({ softWeight }) => softWeight > 0),
  };
}

export function disposeLessonTensors(lessons: LessonTensors): void {
  const { inverseTemperature, hardWeight, softGradientWeight, softLossScale } = lessons;
  tf.dispose([inverseTemperature, hardWeight, softGradientWeight, softLossScale]);
}

export interface LossAndGradient {
  /** Gradient of the weighted loss, averaged over the batch, on the logits. */
  readonly gradient: tf.Tensor3D; // [K, batch, 10]
  /** Mean cross-entropy with the labels. */
  readonly hard: tf.Tensor1D; // [K]
  /** T² · mean KL(teacher ‖ student) at the member's temperature; zeros when nobody is taught. */
  readonly soft: tf.Tensor1D; // [K]
}

/**
 * Loss and gradient of every member for one batch (Hinton et al. 2015, §2):
 * (1 − w)·CE(y, softmax(z)) + w·T²·KL(softmax(v/T) ‖ softmax(z/T)),
 * with gradient [(1 − w)·(softmax(z) − y) + w·T·(softmax(z/T) − softmax(v/T))] / batch.
 * Everything comes from log-softmax, so that 0·log 0 never arises.
 * @param logits z, [K, batch, 10] @param labels one-hot y, [batch, 10] @param teacherLogits v, [batch, 10]
 */
export function distillationLoss(
  logits: tf.Tensor3D,
  labels: tf.Tensor2D,
  teacherLogits: tf.Tensor2D | null,
  lessons: LessonTensors,
): LossAndGradient {
  return tf.tidy(() => {
    const batchSize = logits.shape[1];
    const logProbabilities = tf.logSoftmax(logits); // [K, batch, 10]
    const hardError = tf.sub(tf.exp(logProbabilities), labels);
    const hard = meanOverBatch(tf.neg(tf.mul(labels, logProbabilities)), batchSize);
    if (!lessons.isTaught || !teacherLogits) {
      const gradient = tf.mul(tf.mul(lessons.hardWeight, hardError), 1 / batchSize);
      return { gradient: gradient as tf.Tensor3D, hard, soft: tf.zerosLike(hard) };
    }
    const { inverseTemperature, hardWeight, softGradientWeight, softLossScale } = lessons;
    const logQ = tf.logSoftmax(tf.mul(logits, inverseTemperature)); // student, softened
    const logP = tf.logSoftmax(tf.mul(tf.expandDims(teacherLogits, 0), inverseTemperature)); // teacher, softened
    const p = tf.exp(logP);
    const softError = tf.sub(tf.exp(logQ), p);
    const gradient = tf.mul(
      tf.add(tf.mul(hardWeight, hardError), tf.mul(softGradientWeight, softError)),
      1 / batchSize,
    );
    const soft = tf.mul(softLossScale, meanOverBatch(tf.mul(p, tf.sub(logP, logQ)), batchSize));
    return { gradient: gradient as tf.Tensor3D, hard, soft: soft as tf.Tensor1D };
  });
}

/** [K, batch, 10] → [K]: summed over classes, averaged over the batch. */
function meanOverBatch(values: tf.Tensor, batchSize: number): tf.Tensor1D {
  return tf.mul<tf.Tensor1D>(tf.sum(values, [1, 2]), 1 / batchSize);
}
