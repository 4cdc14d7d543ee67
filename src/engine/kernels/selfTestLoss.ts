/** The kernel of the loss against its definition in plain arithmetic: every form, weights of images, smoothed labels. */
import * as tf from '@tensorflow/tfjs-core';
import { runKernel } from './registry.ts';
import { floatRow } from './structs.ts';

const [BATCH, CLASSES] = [3, 5];
const LABELS = [4, 0, 2];
/** One member per form; the last one again, without a teacher's weight. */
const MEMBERS = [
  { temperature: 2, softWeight: 0.7, smoothing: 0.2, form: 0, beta: 1 },
  { temperature: 1, softWeight: 0.4, smoothing: 0, form: 1, beta: 1 },
  { temperature: 3, softWeight: 0.9, smoothing: 0.1, form: 2, beta: 4 },
  { temperature: 8, softWeight: 0, smoothing: 0, form: 0, beta: 1 },
] as const;
type Taught = (typeof MEMBERS)[number];

/** T², which logits do not know. */
const scaleOf = ({ form, temperature }: Taught) => (form === 1 ? 1 : temperature ** 2);

/** Half of the differences that a gradient is measured by. */
const STEP = 1e-4;

/**
 * @param values uneven numbers: how many, and where to begin
 * @param expectValues throws where a tensor's values are others
 */
export function checkLoss(
  values: (count: number, shift?: number) => Float32Array,
  expectValues: (name: string, tensor: tf.Tensor, expected: readonly number[]) => void,
): void {
  const logits = values(BATCH * MEMBERS.length * CLASSES).map((value) => 2 * value);
  const teacher = values(BATCH * CLASSES, 7).map((value) => 3 * value);
  const weights = values(BATCH * MEMBERS.length * 2, 3).map((value) => 1 + value / 2);
  const lessons = MEMBERS.map((member) =>
    floatRow('Lesson', {
      ...{ inverseT: 1 / member.temperature, hardWeight: 1 - member.softWeight, form: member.form },
      softGradientWeight:
        (member.softWeight * scaleOf(member)) / (member.form === 1 ? 1 : member.temperature),
      ...{ softLossScale: scaleOf(member), labelSmoothing: member.smoothing, nonTargetWeight: member.beta },
    }),
  );
  const sums = [0, 1].map(() => tf.variable(tf.zeros([MEMBERS.length]), false)) as [tf.Variable, tf.Variable];
  const [gradient] = runKernel(
    'DistillationLoss',
    {
      logits: tf.tensor2d(logits, [BATCH, MEMBERS.length * CLASSES]),
      labels: tf.tensor1d(LABELS, 'int32'),
      teacherLogits: tf.tensor2d(teacher, [BATCH, CLASSES]),
      imageWeights: tf.tensor3d(weights, [BATCH, MEMBERS.length, 2]),
      lessons: tf.tensor2d(lessons),
      ...{ hardSums: sums[0], softSums: sums[1] },
    },
    {},
  );
  const cell = (row: number, k: number) => {
    const at = row * MEMBERS.length + k;
    return {
      z: [...logits.subarray(at * CLASSES, (at + 1) * CLASSES)],
      v: [...teacher.subarray(row * CLASSES, (row + 1) * CLASSES)],
      ...{ label: LABELS[row]!, hardWeight: weights[2 * at]!, softWeight: weights[2 * at + 1]! },
    };
  };
  const expected = Array.from({ length: BATCH * MEMBERS.length * CLASSES }, (_, at) => {
    const [place, j] = [Math.floor(at / CLASSES), at % CLASSES];
    const member = MEMBERS[place % MEMBERS.length]!;
    const { z, v, label, hardWeight, softWeight } = cell(
      Math.floor(place / MEMBERS.length),
      place % MEMBERS.length,
    );
    const lossAt = (shift: number) => {
      const moved = z.map((value, index) => (index === j ? value + shift : value));
      const { hard, soft } = plainLoss(moved, v, label, member);
      return (1 - member.softWeight) * hardWeight * hard + member.softWeight * softWeight * soft;
    };
    return (lossAt(STEP) - lossAt(-STEP)) / (2 * STEP) / BATCH;
  });
  expectValues('DistillationLoss', gradient!, expected);
  const meanOf = (valueOf: (row: number, k: number) => number) =>
    MEMBERS.map((_, k) => LABELS.reduce((sum, _label, row) => sum + valueOf(row, k) / BATCH, 0));
  const lossOf = (row: number, k: number) => {
    const { z, v, label, hardWeight, softWeight } = cell(row, k);
    const { hard, soft } = plainLoss(z, v, label, MEMBERS[k]!);
    return { hard: hardWeight * hard, soft: softWeight * soft };
  };
  expectValues(
    'DistillationLoss',
    sums[0],
    meanOf((row, k) => lossOf(row, k).hard),
  );
  expectValues(
    'DistillationLoss',
    sums[1],
    meanOf((row, k) => lossOf(row, k).soft),
  );
  tf.dispose(sums);
}

/** Of one image, in nats: cross-entropy with the smoothed label; the form's distance from the teacher, times T². */
function plainLoss(z: readonly number[], v: readonly number[], label: number, member: Taught) {
  const { temperature, smoothing, form, beta } = member;
  const [own, log] = [logSoftmax(z, 1), (logits: readonly number[]) => logSoftmax(logits, temperature)];
  const hard = -own.reduce(
    (sum, value, j) => sum + (smoothing / CLASSES + (j === label ? 1 - smoothing : 0)) * value,
    0,
  );
  if (form === 1) {
    const centred = (logits: readonly number[]) => logits.map((value) => value - sumOf(logits) / CLASSES);
    const differences = centred(z).map((value, j) => value - centred(v)[j]!);
    return { hard, soft: sumOf(differences.map((each) => each ** 2)) / (2 * CLASSES) };
  }
  if (form === 0) return { hard, soft: scaleOf(member) * divergence(log(v), log(z)) };
  const split = (logits: readonly number[]) => {
    const target = log(logits)[label]!;
    const others = log(logits.filter((_, j) => j !== label));
    return { either: [target, Math.log(1 - Math.exp(target))], others };
  };
  const [ofTeacher, ofStudent] = [split(v), split(z)];
  const parts =
    divergence(ofTeacher.either, ofStudent.either) + beta * divergence(ofTeacher.others, ofStudent.others);
  return { hard, soft: scaleOf(member) * parts };
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0);

function logSoftmax(logits: readonly number[], temperature: number): number[] {
  const total = Math.log(sumOf(logits.map((value) => Math.exp(value / temperature))));
  return logits.map((value) => value / temperature - total);
}

/** Of logarithms of probabilities. */
const divergence = (p: readonly number[], q: readonly number[]) =>
  sumOf(p.map((value, j) => Math.exp(value) * (value - q[j]!)));
