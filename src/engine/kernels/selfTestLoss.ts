/** The kernel of the loss against its definition in plain arithmetic: every form, weights of images, smoothed labels. */
import * as tf from '@tensorflow/tfjs-core';
import { runKernel } from './registry.ts';
import { floatRow, placeOfForm } from './structs.ts';

const [BATCH, CLASSES] = [3, 5];
const LABELS = [4, 0, 2];
/** One member per form, and one of each end of what a form can be turned to; the last one has no weight of a teacher. */
const MEMBERS = [
  { temperature: 2, softWeight: 0.7, smoothing: 0.2, form: 'probabilities' },
  { temperature: 1, softWeight: 0.4, smoothing: 0, form: 'logits' },
  { temperature: 3, softWeight: 0.9, smoothing: 0.1, form: 'decoupled', beta: 4 },
  { temperature: 2, softWeight: 0.8, smoothing: 0, form: 'jensenShannon', beta: 0.3 },
  { temperature: 2, softWeight: 0.8, smoothing: 0, form: 'jensenShannon', beta: 1 },
  { temperature: 3, softWeight: 0.6, smoothing: 0, form: 'topK', k: 2 },
  { temperature: 3, softWeight: 0.6, smoothing: 0, form: 'topK', k: 3, spreads: 1 },
  { temperature: 2, softWeight: 0.5, smoothing: 0, form: 'standardised' },
  { temperature: 8, softWeight: 0, smoothing: 0, form: 'probabilities' },
] as const satisfies readonly Taught[];

interface Taught {
  readonly temperature: number;
  readonly softWeight: number;
  readonly smoothing: number;
  readonly form: Parameters<typeof placeOfForm>[0];
  /** Of decoupled: weight of the rest. Of jensenShannon: direction. */
  readonly beta?: number;
  readonly k?: number;
  readonly spreads?: number;
}

/** T², which logits do not know. */
const scaleOf = ({ form, temperature }: Taught) => (form === 'logits' ? 1 : temperature ** 2);

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
  const lessons = MEMBERS.map((member: Taught) =>
    floatRow('Lesson', {
      ...{ inverseT: 1 / member.temperature, hardWeight: 1 - member.softWeight },
      softGradientWeight:
        (member.softWeight * scaleOf(member)) / (member.form === 'logits' ? 1 : member.temperature),
      ...{ softLossScale: scaleOf(member), labelSmoothing: member.smoothing, form: placeOfForm(member.form) },
      ...{ nonTargetWeight: member.beta ?? 1, klDirection: member.beta ?? 0 },
      ...{ topK: member.k ?? CLASSES, spreadsRest: member.spreads ?? 0 },
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
  const own = logSoftmax(z, 1);
  const hard = -own.reduce(
    (sum, value, j) => sum + (member.smoothing / CLASSES + (j === label ? 1 - member.smoothing : 0)) * value,
    0,
  );
  return { hard, soft: scaleOf(member) * distanceOf(z, v, label, member) };
}

function distanceOf(z: readonly number[], v: readonly number[], label: number, member: Taught): number {
  const { temperature, form, beta = 1, k = CLASSES, spreads = 0 } = member;
  const log = (logits: readonly number[]) => logSoftmax(logits, temperature);
  switch (form) {
    case 'probabilities':
      return divergence(log(v), log(z));
    case 'logits':
      return sumOf(centred(z).map((value, j) => (value - centred(v)[j]!) ** 2)) / (2 * CLASSES);
    case 'decoupled': {
      const [ofTeacher, ofStudent] = [v, z].map((logits) => {
        const target = log(logits)[label]!;
        const others = log(logits.filter((_, j) => j !== label));
        return { either: [target, Math.log(1 - Math.exp(target))], others };
      });
      return (
        divergence(ofTeacher!.either, ofStudent!.either) +
        beta * divergence(ofTeacher!.others, ofStudent!.others)
      );
    }
    case 'jensenShannon': {
      if (beta === 1) return divergence(log(z), log(v));
      const mixture = log(v).map((p, j) => Math.log(beta * Math.exp(p) + (1 - beta) * Math.exp(log(z)[j]!)));
      return divergence(log(v), mixture) / (1 - beta) + divergence(log(z), mixture) / beta;
    }
    case 'topK': {
      const p = log(v).map(Math.exp);
      const isKept = p.map((value) => p.filter((other) => other > value).length < k);
      const share = (spreads * sumOf(p.filter((_, j) => !isKept[j]))) / (CLASSES - k);
      const targets = p.map((value, j) => (isKept[j] ? value : share));
      return sumOf(
        targets.map((value, j) => {
          const target = value / sumOf(targets);
          return target === 0 ? 0 : target * (Math.log(target) - log(z)[j]!);
        }),
      );
    }
    case 'standardised':
      return divergence(log(scoresOf(v)), log(scoresOf(z)));
  }
}

const centred = (logits: readonly number[]) => logits.map((value) => value - sumOf(logits) / logits.length);

function scoresOf(logits: readonly number[]): number[] {
  const spread = Math.sqrt(sumOf(centred(logits).map((each) => each ** 2)) / logits.length);
  return centred(logits).map((each) => each / spread);
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0);

function logSoftmax(logits: readonly number[], temperature: number): number[] {
  const total = Math.log(sumOf(logits.map((value) => Math.exp(value / temperature))));
  return logits.map((value) => value / temperature - total);
}

/** Of logarithms of probabilities. */
const divergence = (p: readonly number[], q: readonly number[]) =>
  sumOf(p.map((value, j) => Math.exp(value) * (value - q[j]!)));
