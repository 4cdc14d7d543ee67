/** The distillation loss on stacks of logits: its values and its gradient, on tensors. The array version in distillation/loss.ts is its oracle. */
import * as tf from '@tensorflow/tfjs-core';
import { NUM_CLASSES } from '../distillation/shape.ts';
import type { Lesson } from '../distillation/loss.ts';
import { SOFT_LOSSES } from '../distillation/softLosses.ts';
import { composedLoss } from './composedLoss.ts';
import { hasKernels, runKernel } from './kernels/registry.ts';

/** How a cohort is taught, and the losses it has had since they were last read. */
export interface CohortLoss {
  /**
   * Gradient on the logits of the mean loss over the batch; the mean losses are added to the sums.
   * For every member (Hinton et al. 2015, §2), T² where it is not switched off:
   * (1 − w)·CE(y, softmax(z)) + w·T²·KL(softmax(v/T) ‖ softmax(z/T)), with gradient
   * [(1 − w)·(softmax(z) − y) + w·T·(softmax(z/T) − softmax(v/T))] / batch.
   * The soft loss may have another form (softLosses.ts).
   * @param logits z, [batch, K · 10] @param labels y, [batch] @param teacherLogits v, [batch, 10]
   * @param imageWeights of the hard and the soft loss of each image and member, [batch, K, 2]; null when all are 1
   * @returns [batch, K · 10], in the caller's tidy
   */
  gradient(
    logits: tf.Tensor2D,
    labels: Uint8Array,
    teacherLogits: tf.Tensor2D | null,
    imageWeights: tf.Tensor3D | null,
  ): tf.Tensor2D;
  /** Sums of the mean hard losses and mean soft losses since the last call, [K] each. */
  takeSums(): Promise<{ hard: Float32Array; soft: Float32Array }>;
  /** Forgets the sums. */
  clear(): void;
  dispose(): void;
}

/** Columns of the lesson tensor, [K, 7]: 1/T, 1 − w, w · s / T, s = T² or 1, label smoothing, form, β. */
function lessonRow(lesson: Lesson): number[] {
  const { temperature, softWeight, squareTemperature } = lesson;
  const { labelSmoothing = 0, softLoss = 'probabilities', nonTargetWeight = 1 } = lesson;
  const knowsTemperature = softLoss !== 'logits';
  const scale = knowsTemperature && squareTemperature ? temperature ** 2 : 1;
  const gradientWeight = knowsTemperature ? (softWeight * scale) / temperature : softWeight;
  const form = SOFT_LOSSES.indexOf(softLoss);
  return [1 / temperature, 1 - softWeight, gradientWeight, scale, labelSmoothing, form, nonTargetWeight];
}

export function createCohortLoss(members: readonly Lesson[]): CohortLoss {
  const numMembers = members.length;
  const lessons = tf.tensor2d(members.map(lessonRow));
  const forms = new Set(members.map(({ softLoss = 'probabilities' }) => softLoss));
  const zeros = () => tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([numMembers]), false));
  const [hardSums, softSums] = [zeros(), zeros()];

  const clear = () => tf.tidy(() => [hardSums, softSums].forEach((sums) => sums.assign(tf.zerosLike(sums))));

  return {
    clear,
    gradient(logits, labels, teacherLogits, imageWeights) {
      if (hasKernels()) {
        const inputs: tf.NamedTensorMap = {
          ...{ logits, lessons, hardSums, softSums },
          labels: tf.tensor1d(Int32Array.from(labels), 'int32'),
        };
        if (teacherLogits) inputs['teacherLogits'] = teacherLogits;
        if (imageWeights) inputs['imageWeights'] = imageWeights;
        return runKernel('DistillationLoss', inputs, {})[0] as tf.Tensor2D;
      }
      const y = oneHot(labels);
      const { gradient, hard, soft } = composedLoss({
        ...{ logits, labels: y, teacher: teacherLogits, imageWeights, lessons, forms },
      });
      hardSums.assign(tf.add(hardSums, hard));
      softSums.assign(tf.add(softSums, soft));
      return gradient;
    },
    async takeSums() {
      const [hard, soft] = await Promise.all([hardSums.data<'float32'>(), softSums.data<'float32'>()]);
      clear();
      return { hard, soft };
    },
    dispose: () => tf.dispose([lessons, hardSums, softSums]),
  };
}

function oneHot(labels: Uint8Array): tf.Tensor2D {
  const values = new Float32Array(labels.length * NUM_CLASSES);
  labels.forEach((label, row) => {
    values[row * NUM_CLASSES + label] = 1;
  });
  return tf.tensor2d(values, [labels.length, NUM_CLASSES]);
}
