/** The forms of the soft loss from tfjs's own operations, for the backends without the kernels. The arrays in distillation/softLosses are their oracle. */
import * as tf from '@tensorflow/tfjs-core';
import { NUM_CLASSES } from '../distillation/shape.ts';
import type { SoftLossName } from '../distillation/softLosses.ts';
import type { Struct } from './kernels/structs.ts';

/** What the lessons say, the same for every image and class, [1, K, 1]. */
export type LessonColumn = (name: keyof Struct<'Lesson'>) => tf.Tensor;

interface FormInput {
  readonly v: tf.Tensor; // [batch, 1, 10]
  readonly z: tf.Tensor; // [batch, K, 10]
  readonly target: tf.Tensor; // one-hot, [batch, 1, 10]
  readonly column: LessonColumn;
}

/** Losses per class (only their sum counts) and gradient, before T² and weights, [batch, K, 10]. */
interface SoftPart {
  readonly losses: tf.Tensor;
  readonly error: tf.Tensor;
}

export const SOFT_FORMS: Readonly<Record<SoftLossName, (input: FormInput) => SoftPart>> = {
  probabilities: ({ v, z, column }) =>
    matchTargets(tf.logSoftmax(tf.mul(v, column('inverseT'))), tf.mul(z, column('inverseT'))),
  logits({ v, z }) {
    const difference = tf.sub(centred(z), centred(v));
    return {
      losses: tf.div(tf.square(difference), 2 * NUM_CLASSES),
      error: tf.div(difference, NUM_CLASSES),
    };
  },
  decoupled({ v, z, target, column }) {
    const [inverseT, beta] = [column('inverseT'), column('nonTargetWeight')];
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
  jensenShannon({ v, z, column }) {
    const [inverseT, beta] = [column('inverseT'), column('klDirection')];
    const [logP, logQ] = [tf.logSoftmax(tf.mul(v, inverseT)), tf.logSoftmax(tf.mul(z, inverseT))];
    const [p, q] = [tf.exp(logP), tf.exp(logQ)];
    const d = tf.sub(logP, logQ);
    // log(1 + share · (eᵈ − 1)), of the mixture to its other part, over share; eᵈ − 1 at its limit, and where it would overflow d + log share.
    const perShare = (each: tf.Tensor, share: tf.Tensor) => {
      const some = tf.maximum(share, 1e-12);
      const near = tf.log1p(tf.mul(some, tf.expm1(tf.clipByValue(each, -80, 80))));
      const mixed = tf.where(tf.greater(each, 80), tf.add(each, tf.log(some)), near);
      const whole = tf.where(tf.broadcastTo(tf.equal(share, 1), each.shape), each, mixed);
      return tf.div(whole, some);
    };
    const rest = tf.sub(1, beta);
    const ofStudent = perShare(d, beta);
    const [isForward, isReverse] = [beta, rest].map((each) => tf.broadcastTo(tf.equal(each, 0), z.shape));
    // At the ends one part is 0, and the other the whole of a KL.
    const fromStudent = tf.where(isForward!, tf.zerosLike(z), tf.mul(q, ofStudent));
    const fromTeacher = tf.where(isReverse!, tf.zerosLike(z), tf.mul(p, perShare(tf.neg(d), rest)));
    const g = tf.where(isForward!, tf.neg(p), tf.neg(fromStudent));
    return {
      losses: tf.neg(tf.add(fromStudent, fromTeacher)),
      error: tf.sub(g, tf.mul(q, tf.sum(g, 2, true))),
    };
  },
  topK({ v, z, column }) {
    const softened = tf.mul(v, column('inverseT')); // [batch, K, 10]
    const powers = tf.exp(tf.logSoftmax(softened));
    const isKept = tf.broadcastTo(tf.less(placeAmong(v), column('topK')), powers.shape);
    const rest = tf.sum(tf.where(isKept, tf.zerosLike(powers), powers), 2, true);
    const numLeft = tf.maximum(tf.sub(NUM_CLASSES, column('topK')), 1);
    const share = tf.mul(column('spreadsRest'), tf.div(rest, numLeft)); // [batch, K, 1]
    const all = tf.where(isKept, powers, tf.broadcastTo(share, powers.shape));
    const p = tf.div(all, tf.sum(all, 2, true));
    const logQ = tf.logSoftmax(tf.mul(z, column('inverseT')));
    const isThere = tf.greater(p, 0);
    const logP = tf.log(tf.where(isThere, p, tf.onesLike(p)));
    return {
      losses: tf.where(isThere, tf.mul(p, tf.sub(logP, logQ)), tf.zerosLike(p)),
      error: tf.sub(tf.exp(logQ), p),
    };
  },
  standardised({ v, z, column }) {
    const inverseT = column('inverseT');
    const own = standardise(z);
    const { losses, error } = matchTargets(
      tf.logSoftmax(tf.mul(standardise(v).scores, inverseT)),
      tf.mul(own.scores, inverseT),
    );
    const along = tf.mean(tf.mul(error, own.scores), 2, true);
    return { losses, error: tf.div(tf.sub(error, tf.mul(own.scores, along)), own.spread) };
  },
};

/** KL from given log probabilities. @param softened z / T */
function matchTargets(logP: tf.Tensor, softened: tf.Tensor): SoftPart {
  const [p, logQ] = [tf.exp(logP), tf.logSoftmax(softened)];
  return { losses: tf.mul(p, tf.sub(logP, logQ)), error: tf.sub(tf.exp(logQ), p) };
}

const centred = (logits: tf.Tensor) => tf.sub(logits, tf.mean(logits, 2, true));

function standardise(logits: tf.Tensor): { scores: tf.Tensor; spread: tf.Tensor } {
  const difference = centred(logits);
  const spread = tf.sqrt(tf.add(tf.mean(tf.square(difference), 2, true), 1e-14));
  return { scores: tf.div(difference, spread), spread };
}

/** How many stand before each: those that are higher, and of equal ones the earlier. [batch, 1, 10] → the same */
function placeAmong(logits: tf.Tensor): tf.Tensor {
  const [one, other] = [tf.expandDims(logits, 3), tf.expandDims(logits, 2)]; // [batch, 1, 10, 1], [batch, 1, 1, 10]
  const earlier = tf.linalg.bandPart(tf.ones([NUM_CLASSES, NUM_CLASSES]), -1, 0); // 1 on and below the diagonal
  const isBefore = tf.logicalOr(
    tf.greater(other, one),
    tf.logicalAnd(tf.equal(other, one), tf.greater(tf.sub(earlier, tf.eye(NUM_CLASSES)), 0)),
  );
  return tf.sum(tf.cast(isBefore, 'float32'), 3);
}
