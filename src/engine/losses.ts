/** The distillation loss on stacks of logits: its values and its gradient, on tensors. The array version in distillation/loss.ts is its oracle. */
import * as tf from '@tensorflow/tfjs-core';
import { NUM_CLASSES } from '../distillation/shape.ts';
import type { Lesson } from '../distillation/loss.ts';
import {
  DEFAULT_FORM,
  SOFT_LOSS_FORMS,
  softLossScale,
  type SoftLossName,
} from '../distillation/softLosses.ts';
import { directionOf } from '../distillation/softLosses/jensenShannon.ts';
import type { SoftLossForm } from '../distillation/softLosses/form.ts';
import { hasKernels, runKernel } from './kernels/registry.ts';
import { floatRow, placeOf, placeOfForm } from './kernels/structs.ts';
import { SOFT_FORMS, type LessonColumn } from './softForms.ts';

interface LossSums {
  readonly hard: Float32Array; // [K]
  readonly soft: Float32Array; // [K]
}

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
  /** Sums of the mean hard losses and mean soft losses since they were last taken. */
  sums(): Promise<LossSums>;
  /** The same, which begin anew. */
  takeSums(): Promise<LossSums>;
  /** Goes on from these. */
  setSums(sums: LossSums): void;
  dispose(): void;
}

function lessonRow(lesson: Lesson): number[] {
  const {
    temperature,
    softWeight,
    labelSmoothing = 0,
    softLoss,
    topKRest,
    ...own
  } = { ...DEFAULT_FORM, ...lesson };
  const { reads }: SoftLossForm = SOFT_LOSS_FORMS[softLoss];
  const scale = softLossScale(lesson);
  return floatRow('Lesson', {
    ...{ inverseT: 1 / temperature, hardWeight: 1 - softWeight },
    softGradientWeight: (softWeight * scale) / (reads.includes('temperature') ? temperature : 1),
    ...{ softLossScale: scale, labelSmoothing, form: placeOfForm(softLoss) },
    ...{ nonTargetWeight: own.nonTargetWeight, klDirection: directionOf(own.klDirection) },
    ...{ topK: own.topK, spreadsRest: Number(topKRest === 'spread') },
  });
}

export function createCohortLoss(members: readonly Lesson[]): CohortLoss {
  const numMembers = members.length;
  const forms = new Set(members.map(({ softLoss = DEFAULT_FORM.softLoss }) => softLoss));
  const zeros = () => tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([numMembers]), false));
  const [hardSums, softSums] = [zeros(), zeros()];
  const lessons = tf.tensor2d(members.map(lessonRow)); // last: if there is no memory for it, nothing of it is left

  async function sums(): Promise<LossSums> {
    const [hard, soft] = await Promise.all([hardSums.data<'float32'>(), softSums.data<'float32'>()]);
    return { hard: hard.slice(), soft: soft.slice() };
  }

  return {
    sums,
    gradient(logits, labels, teacherLogits, imageWeights) {
      if (hasKernels()) {
        const inputs: tf.NamedTensorMap = {
          logits,
          lessons,
          hardSums,
          softSums,
          labels: tf.tensor1d(Int32Array.from(labels), 'int32'),
        };
        if (teacherLogits) inputs['teacherLogits'] = teacherLogits;
        if (imageWeights) inputs['imageWeights'] = imageWeights;
        return runKernel('DistillationLoss', inputs, {})[0] as tf.Tensor2D;
      }
      const { gradient, hard, soft } = composedLoss({
        logits,
        labels: oneHot(labels),
        teacher: teacherLogits,
        imageWeights,
        lessons,
        forms,
      });
      hardSums.assign(tf.add(hardSums, hard));
      softSums.assign(tf.add(softSums, soft));
      return gradient;
    },
    async takeSums() {
      const taken = await sums();
      tf.tidy(() => [hardSums, softSums].forEach((each) => each.assign(tf.zerosLike(each))));
      return taken;
    },
    setSums: ({ hard, soft }) =>
      tf.tidy(() => {
        hardSums.assign(tf.tensor1d(hard));
        softSums.assign(tf.tensor1d(soft));
      }),
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

interface ComposedLossInput {
  readonly logits: tf.Tensor2D; // [batch, K · 10]
  readonly labels: tf.Tensor2D; // one-hot, [batch, 10]
  readonly teacher: tf.Tensor2D | null; // [batch, 10]
  readonly imageWeights: tf.Tensor3D | null; // [batch, K, 2]
  readonly lessons: tf.Tensor2D; // [K] of Lesson
  /** Forms of the soft loss that occur among the members. */
  readonly forms: ReadonlySet<SoftLossName>;
}

/** The same from tfjs's own operations, for the backends without the kernels. From log-softmax only, so that 0·log 0 never arises. @returns gradient as the logits, mean losses [K] */
function composedLoss({ logits, labels, teacher, imageWeights, lessons, forms }: ComposedLossInput) {
  const [batchSize] = logits.shape;
  const numMembers = lessons.shape[0];
  const z = tf.reshape<tf.Rank.R3>(logits, [batchSize, numMembers, NUM_CLASSES]);
  // Each the same for every image and class, [1, K, 1].
  const column: LessonColumn = (name) =>
    tf.reshape(tf.gather(lessons, placeOf('Lesson', name), 1), [1, numMembers, 1]);
  const smoothing = column('labelSmoothing');
  const weightOf = (part: 0 | 1) =>
    imageWeights ? tf.slice(imageWeights, [0, 0, part], [-1, -1, 1]) : tf.scalar(1); // [batch, K, 1]

  const y = tf.add(tf.mul(tf.expandDims(labels, 1), tf.sub(1, smoothing)), tf.div(smoothing, NUM_CLASSES)); // [batch, K, 10]
  const logProbabilities = tf.logSoftmax(z);
  const hardError = tf.mul(weightOf(0), tf.sub(tf.exp(logProbabilities), y));
  const hard = meanOverBatch(tf.mul(weightOf(0), tf.neg(tf.mul(y, logProbabilities))));
  let gradient = tf.mul(column('hardWeight'), hardError);
  let soft: tf.Tensor1D = tf.zerosLike(hard);
  if (teacher) {
    const form = column('form');
    const v = tf.expandDims<tf.Tensor3D>(teacher, 1);
    const parts = { losses: tf.zerosLike<tf.Tensor>(z), error: tf.zerosLike<tf.Tensor>(z) };
    for (const name of forms) {
      const isOwn = tf.equal(form, placeOfForm(name));
      const own = SOFT_FORMS[name]({ v, z, target: tf.expandDims(labels, 1), column });
      parts.losses = tf.where(tf.broadcastTo(isOwn, z.shape), own.losses, parts.losses);
      parts.error = tf.where(tf.broadcastTo(isOwn, z.shape), own.error, parts.error);
    }
    gradient = tf.add(gradient, tf.mul(column('softGradientWeight'), tf.mul(weightOf(1), parts.error)));
    soft = meanOverBatch(tf.mul(tf.mul(column('softLossScale'), weightOf(1)), parts.losses));
  }
  return { gradient: tf.reshape<tf.Rank.R2>(tf.mul(gradient, 1 / batchSize), logits.shape), hard, soft };
}

/** [batch, K, 10] → [K]: summed over classes, averaged over the batch. */
function meanOverBatch(losses: tf.Tensor): tf.Tensor1D {
  return tf.mul<tf.Tensor1D>(tf.sum(losses, [0, 2]), 1 / losses.shape[0]);
}
