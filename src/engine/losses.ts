/** The distillation loss on stacks of logits: its values and its gradient, on tensors. The array version in distillation/loss.ts is its oracle. */
import * as tf from '@tensorflow/tfjs-core';
import { NUM_CLASSES } from '../distillation/shape.ts';
import type { Lesson } from '../distillation/loss.ts';
import { SOFT_LOSSES, type SoftLossName } from '../distillation/softLosses.ts';
import { hasKernels, runKernel } from './kernels/registry.ts';
import { floatRow, placeOf, type Struct } from './kernels/structs.ts';

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
  const { temperature, softWeight, squareTemperature } = lesson;
  const { labelSmoothing = 0, softLoss = 'probabilities', nonTargetWeight = 1 } = lesson;
  const knowsTemperature = softLoss !== 'logits';
  const scale = knowsTemperature && squareTemperature ? temperature ** 2 : 1;
  const gradientWeight = knowsTemperature ? (softWeight * scale) / temperature : softWeight;
  const form = SOFT_LOSSES.indexOf(softLoss);
  return floatRow('Lesson', {
    ...{ inverseT: 1 / temperature, hardWeight: 1 - softWeight },
    ...{ softGradientWeight: gradientWeight, softLossScale: scale },
    ...{ labelSmoothing, form, nonTargetWeight },
  });
}

export function createCohortLoss(members: readonly Lesson[]): CohortLoss {
  const numMembers = members.length;
  const forms = new Set(members.map(({ softLoss = 'probabilities' }) => softLoss));
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
  const column = (name: keyof Struct<'Lesson'>) =>
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
      const isOwn = tf.equal(form, SOFT_LOSSES.indexOf(name));
      const own = SOFT_FORMS[name](
        v,
        z,
        tf.expandDims(labels, 1),
        column('inverseT'),
        column('nonTargetWeight'),
      );
      parts.losses = tf.where(tf.broadcastTo(isOwn, z.shape), own.losses, parts.losses);
      parts.error = tf.where(tf.broadcastTo(isOwn, z.shape), own.error, parts.error);
    }
    gradient = tf.add(gradient, tf.mul(column('softGradientWeight'), tf.mul(weightOf(1), parts.error)));
    soft = meanOverBatch(tf.mul(tf.mul(column('softLossScale'), weightOf(1)), parts.losses));
  }
  return { gradient: tf.reshape<tf.Rank.R2>(tf.mul(gradient, 1 / batchSize), logits.shape), hard, soft };
}

/** Losses per class (only their sum counts) and gradient, before T² and weights, [batch, K, 10]. */
interface SoftPart {
  readonly losses: tf.Tensor;
  readonly error: tf.Tensor;
}

type SoftForm = (
  v: tf.Tensor, // [batch, 1, 10]
  z: tf.Tensor, // [batch, K, 10]
  target: tf.Tensor, // one-hot, [batch, 1, 10]
  inverseT: tf.Tensor, // [1, K, 1]
  beta: tf.Tensor, // [1, K, 1]
) => SoftPart;

const SOFT_FORMS: Readonly<Record<SoftLossName, SoftForm>> = {
  probabilities(v, z, _, inverseT) {
    const [logP, logQ] = [tf.logSoftmax(tf.mul(v, inverseT)), tf.logSoftmax(tf.mul(z, inverseT))];
    const p = tf.exp(logP);
    return { losses: tf.mul(p, tf.sub(logP, logQ)), error: tf.sub(tf.exp(logQ), p) };
  },
  logits(v, z) {
    const centred = (logits: tf.Tensor) => tf.sub(logits, tf.mean(logits, 2, true));
    const difference = tf.sub(centred(z), centred(v));
    return {
      losses: tf.div(tf.square(difference), 2 * NUM_CLASSES),
      error: tf.div(difference, NUM_CLASSES),
    };
  },
  decoupled(v, z, target, inverseT, beta) {
    const isOther = tf.sub(1, target);
    const split = (logits: tf.Tensor) => {
      const softened = tf.mul(logits, inverseT);
      const log = tf.logSoftmax(softened);
      // The target is put so low that it counts for nothing among the others.
      const logOthers = tf.logSoftmax(tf.sub(softened, tf.mul(target, 1e9)));
      const logTarget = tf.sum(tf.mul(target, log), 2, true); // [batch, K, 1]
      const anyOther = tf.mul(isOther, tf.sub(log, logOthers)); // log of their sum, at each of them
      const logRest = tf.div(tf.sum(anyOther, 2, true), NUM_CLASSES - 1);
      return { logOthers, logTarget, logRest };
    };
    const [ofTeacher, ofStudent] = [split(v), split(z)];
    const p = tf.exp(ofTeacher.logTarget);
    const surplus = tf.sub(tf.exp(ofStudent.logTarget), p);
    const binary = tf.add(
      tf.mul(p, tf.sub(ofTeacher.logTarget, ofStudent.logTarget)),
      tf.mul(tf.exp(ofTeacher.logRest), tf.sub(ofTeacher.logRest, ofStudent.logRest)),
    );
    const [otherP, otherQ] = [tf.exp(ofTeacher.logOthers), tf.exp(ofStudent.logOthers)];
    const logRatio = tf.mul(isOther, tf.sub(ofTeacher.logOthers, ofStudent.logOthers));
    const amongOthers = tf.mul(otherP, logRatio);
    const atOthers = tf.sub(tf.mul(beta, tf.sub(otherQ, otherP)), tf.mul(surplus, otherQ));
    return {
      losses: tf.add(tf.mul(target, binary), tf.mul(beta, amongOthers)),
      error: tf.add(tf.mul(target, surplus), tf.mul(isOther, atOthers)),
    };
  },
};

/** [batch, K, 10] → [K]: summed over classes, averaged over the batch. */
function meanOverBatch(losses: tf.Tensor): tf.Tensor1D {
  return tf.mul<tf.Tensor1D>(tf.sum(losses, [0, 2]), 1 / losses.shape[0]);
}
