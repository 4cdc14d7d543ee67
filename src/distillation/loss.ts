/** The distillation loss and its gradient on plain arrays (Hinton et al. 2015, §2); rows of logits lie one after the other. */
import { softLossOf, type SoftLossOptions } from './softLosses.ts';
import { logSumExp, softmax } from './softmax.ts';

export interface Lesson extends SoftLossOptions {
  /** Weight of the soft loss in [0, 1]; the hard loss has 1 − softWeight. */
  readonly softWeight: number;
  /** Share of each label that is spread evenly over all classes (Szegedy et al. 2016, §7); 0 if left out. */
  readonly labelSmoothing?: number;
}

export interface LossParts {
  readonly hard: number;
  readonly soft: number;
  /** (1 − softWeight) · hard + softWeight · soft */
  readonly total: number;
}

/**
 * Mean cross-entropy with the labels at T = 1, in nats.
 * @param logits [batch, classes] @param labels [batch] @param labelSmoothing as in Lesson
 */
export function hardLoss(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  numClasses: number,
  labelSmoothing = 0,
): number {
  const numRows = logits.length / numClasses;
  let sum = 0;
  for (let at = 0; at < numRows; at++) {
    const first = at * numClasses;
    let even = 0; // mean logit: what the evenly spread part asks for
    if (labelSmoothing > 0) for (let j = 0; j < numClasses; j++) even += logits[first + j]! / numClasses;
    const wanted = (1 - labelSmoothing) * logits[first + labels[at]!]! + labelSmoothing * even;
    sum += logSumExp(logits, first, numClasses) - wanted;
  }
  return sum / numRows;
}

/**
 * Mean soft loss; as it stands by default T² · mean KL(softmax(v / T) ‖ softmax(z / T)), in nats.
 * The cross-entropy form differs by T² times the teacher's entropy, which no student can change:
 * the gradients are the same, and this form is 0 when the student has learnt everything.
 * @param teacherLogits v, [batch, classes] @param studentLogits z, [batch, classes] @param labels [batch]
 */
export function softLoss(
  teacherLogits: ArrayLike<number>,
  studentLogits: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: SoftLossOptions,
  numClasses: number,
): number {
  const numRows = studentLogits.length / numClasses;
  let sum = 0;
  for (let at = 0; at < numRows; at++) {
    const [v, z] = [rowOf(teacherLogits, at, numClasses), rowOf(studentLogits, at, numClasses)];
    sum += softLossOf(v, z, labels[at]!, options).value;
  }
  return sum / numRows;
}

export function distillationLoss(
  teacherLogits: ArrayLike<number>,
  studentLogits: ArrayLike<number>,
  labels: ArrayLike<number>,
  lesson: Lesson,
  numClasses: number,
): LossParts {
  const hard = hardLoss(studentLogits, labels, numClasses, lesson.labelSmoothing);
  const soft = softLoss(teacherLogits, studentLogits, labels, lesson, numClasses);
  return { hard, soft, total: (1 - lesson.softWeight) * hard + lesson.softWeight * soft };
}

/** Gradient of the total on the student's logits. @returns [batch, classes] */
export function distillationGradient(
  teacherLogits: ArrayLike<number>,
  studentLogits: ArrayLike<number>,
  labels: ArrayLike<number>,
  lesson: Lesson,
  numClasses: number,
): Float64Array {
  const { softWeight, labelSmoothing = 0 } = lesson;
  const gradient = new Float64Array(studentLogits.length);
  const batchSize = studentLogits.length / numClasses;
  for (let at = 0; at < batchSize; at++) {
    const z = rowOf(studentLogits, at, numClasses);
    const q = softmax(z);
    const soft = softLossOf(rowOf(teacherLogits, at, numClasses), z, labels[at]!, lesson).gradient;
    for (let j = 0; j < numClasses; j++) {
      const hard = q[j]! - (labels[at] === j ? 1 - labelSmoothing : 0) - labelSmoothing / numClasses;
      gradient[at * numClasses + j] = ((1 - softWeight) * hard + softWeight * soft[j]!) / batchSize;
    }
  }
  return gradient;
}

function rowOf(logits: ArrayLike<number>, at: number, numClasses: number): Float64Array {
  return Float64Array.from({ length: numClasses }, (_, j) => logits[at * numClasses + j]!);
}
