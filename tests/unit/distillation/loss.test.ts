import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  distillationGradient,
  distillationLoss,
  hardLoss,
  softLoss,
  type Lesson,
} from '../../../src/distillation/loss.ts';
import { SOFT_LOSSES, softLossOf } from '../../../src/distillation/softLosses.ts';
import { softmax } from '../../../src/distillation/softmax.ts';

const NUM_CLASSES = 4;
const lesson: Lesson = { temperature: 3, softWeight: 0.7, squareTemperature: true };
const teacher = [4, 1, -2, 0.5, 0, 2, 1, -1, 3, 3, -3, 0];
const student = [1, 0.5, 0, -1, 2, 0, -0.5, 1, 0, 0.2, 0.4, -2];
const labels = [0, 1, 2];

const row = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 8, maxLength: 8 });
const lessons = fc.record({
  temperature: fc.double({ min: 0.5, max: 20, noNaN: true }),
  softWeight: fc.double({ min: 0, max: 1, noNaN: true }),
  squareTemperature: fc.boolean(),
  labelSmoothing: fc.double({ min: 0, max: 0.5, noNaN: true }),
  softLoss: fc.constantFrom(...SOFT_LOSSES),
  nonTargetWeight: fc.double({ min: 0, max: 8, noNaN: true }),
});

/** An implementation of the same loss that shares nothing with ours: tfjs operations and its autograd. */
function referenceLoss(
  v: number[],
  z: tf.Tensor2D,
  y: number[],
  { temperature, softWeight, squareTemperature }: Lesson,
) {
  const oneHot = tf.oneHot(tf.tensor1d(y, 'int32'), NUM_CLASSES);
  const hard = tf.losses.softmaxCrossEntropy(oneHot, z);
  const p = tf.softmax(tf.tensor2d(v, z.shape).div(temperature));
  const crossEntropy = tf.losses.softmaxCrossEntropy(p, z.div(temperature));
  const entropy = p.mul(tf.log(p)).sum(1).mean().neg();
  const soft = crossEntropy.sub(entropy).mul(squareTemperature ? temperature ** 2 : 1);
  return tf.add(hard.mul(1 - softWeight), soft.mul(softWeight)).asScalar();
}

describe('distillation loss', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it('hard loss of logits [ln 3, 0] with label 0 is ln(4/3)', () => {
    expect(hardLoss([Math.log(3), 0], [0], 2)).toBeCloseTo(Math.log(4 / 3), 14);
  });

  it('label smoothing 0.2 of two classes asks for 0.9 and 0.1: logits that give those have no gradient', () => {
    const smoothed = { temperature: 1, softWeight: 0, squareTemperature: true, labelSmoothing: 0.2 };
    const z = [Math.log(9), 0];
    const entropy = -(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1));
    expect(hardLoss(z, [0], 2, 0.2)).toBeCloseTo(entropy, 12);
    distillationGradient(z, z, [0], smoothed, 2).forEach((value) => expect(value).toBeCloseTo(0, 12));
  });

  it('KD3: soft loss is T² · KL(teacher ‖ student), exact for two classes', () => {
    const t = 2;
    const [p, q] = [0.8, 0.5]; // of class 0, at T = 2
    const logitFor = (probability: number) => t * Math.log(probability / (1 - probability));
    const kl = p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    const lessonAt2 = { temperature: t, squareTemperature: true };
    expect(softLoss([logitFor(p), 0], [logitFor(q), 0], [0], lessonAt2, 2)).toBeCloseTo(4 * kl, 12);
    expect(
      softLoss([logitFor(p), 0], [logitFor(q), 0], [0], { ...lessonAt2, squareTemperature: false }, 2),
    ).toBeCloseTo(kl, 12);
  });

  it('KD3: swapping teacher and student changes the soft loss', () => {
    const forwards = softLoss(teacher, student, labels, lesson, NUM_CLASSES);
    const backwards = softLoss(student, teacher, labels, lesson, NUM_CLASSES);
    expect(Math.abs(forwards - backwards)).toBeGreaterThan(0.05);
  });

  it('KD4: with softWeight 1 the gradient is T·(q − p)/batch', () => {
    const pure = { ...lesson, softWeight: 1 };
    const gradient = distillationGradient([Math.log(8), 0], [0, 0], [1], { ...pure, temperature: 3 }, 2);
    const p = 2 / 3; // 8 to the power 1/3 is 2: odds 2 : 1
    expect(gradient[0]).toBeCloseTo(3 * (0.5 - p), 12);
    expect(gradient[1]).toBeCloseTo(3 * (p - 0.5), 12);
  });

  it('KD4: at large T the gradient tends to (z − v)/(N·batch) with logits centred (Hinton et al., §2.1)', () => {
    const centred = (values: number[]) =>
      values.map((value) => value - values.reduce((a, b) => a + b) / values.length);
    const [v, z] = [centred([2, -1, 0.5, 3]), centred([0, 1, -2, 0.5])];
    const gradient = distillationGradient(
      v,
      z,
      [0],
      { temperature: 1e4, softWeight: 1, squareTemperature: true },
      4,
    );
    gradient.forEach((value, j) => expect(value).toBeCloseTo((z[j]! - v[j]!) / 4, 3));
  });

  it('KD5: softWeight 0 is plain cross-entropy whatever the teacher says, softWeight 1 ignores the labels', () => {
    fc.assert(
      fc.property(row, row, row, (v, otherV, z) => {
        const hardOnly = { ...lesson, softWeight: 0 };
        expect(distillationGradient(v, z, [0, 1], hardOnly, NUM_CLASSES)).toEqual(
          distillationGradient(otherV, z, [0, 1], hardOnly, NUM_CLASSES),
        );
        expect(distillationLoss(v, z, [0, 1], hardOnly, NUM_CLASSES).total).toBe(
          hardLoss(z, [0, 1], NUM_CLASSES),
        );
        const softOnly = { ...lesson, softWeight: 1 };
        expect(distillationGradient(v, z, [0, 1], softOnly, NUM_CLASSES)).toEqual(
          distillationGradient(v, z, [3, 2], softOnly, NUM_CLASSES),
        );
      }),
    );
  });

  it('KD7: a student that equals its teacher has no soft loss, and the total is the weighted sum of the parts', () => {
    expect(softLoss(teacher, teacher, labels, lesson, NUM_CLASSES)).toBe(0);
    const { hard, soft, total } = distillationLoss(teacher, student, labels, lesson, NUM_CLASSES);
    expect(total).toBe(0.30000000000000004 * hard + 0.7 * soft);
  });

  it('agrees with tfjs and its autograd, value and gradient', () => {
    const z = tf.tensor2d(student, [3, NUM_CLASSES]);
    const { value, grad } = tf.valueAndGrad((logits: tf.Tensor2D) =>
      referenceLoss(teacher, logits, labels, lesson),
    )(z);
    expect(distillationLoss(teacher, student, labels, lesson, NUM_CLASSES).total).toBeCloseTo(
      value.dataSync()[0]!,
      5,
    );
    const ours = distillationGradient(teacher, student, labels, lesson, NUM_CLASSES);
    grad.dataSync().forEach((expected, at) => expect(ours[at]).toBeCloseTo(expected, 5));
  });

  it('has the gradient that finite differences show, for any lesson', () => {
    fc.assert(
      fc.property(row, row, lessons, fc.nat(7), (v, z, any, at) => {
        const step = 1e-5;
        const moved = (by: number) =>
          distillationLoss(
            v,
            z.map((value, index) => (index === at ? value + by : value)),
            [1, 3],
            any,
            NUM_CLASSES,
          ).total;
        const slope = (moved(step) - moved(-step)) / (2 * step);
        expect(distillationGradient(v, z, [1, 3], any, NUM_CLASSES)[at]).toBeCloseTo(slope, 4);
      }),
      { numRuns: 50 },
    );
  });

  it('KD10: matching logits is the limit of matching probabilities for T → ∞ (Hinton et al., eq. 4)', () => {
    const [v, z] = [Float64Array.of(4, 1, -2, 0.5), Float64Array.of(1, 0.5, 0, -1)];
    const at = { temperature: 1e4, squareTemperature: true };
    const [limit, hot] = [softLossOf(v, z, 0, { ...at, softLoss: 'logits' }), softLossOf(v, z, 0, at)];
    expect(hot.value).toBeCloseTo(limit.value, 3);
    limit.gradient.forEach((value, j) => expect(hot.gradient[j]).toBeCloseTo(value, 3));
    // by hand: centred differences −3.125, −0.625, 1.875, −1.625 → z − v − mean
    expect(limit.value).toBeCloseTo((2.25 ** 2 + 0.25 ** 2 + 2.75 ** 2 + 0.75 ** 2) / 8, 12);
  });

  it('KD11: decoupled with non-target weight 1 − p(target) is KL of the probabilities (Zhao et al. 2022, eq. 7)', () => {
    fc.assert(
      fc.property(row, row, fc.nat(7), (first, second, label) => {
        const [v, z] = [Float64Array.from(first), Float64Array.from(second)];
        const at = { temperature: 2, squareTemperature: true };
        const nonTargetWeight = 1 - softmax(v, 2)[label]!;
        const decoupled = softLossOf(v, z, label, { ...at, softLoss: 'decoupled', nonTargetWeight });
        const whole = softLossOf(v, z, label, at);
        expect(decoupled.value).toBeCloseTo(whole.value, 6);
        whole.gradient.forEach((value, j) => expect(decoupled.gradient[j]).toBeCloseTo(value, 8));
      }),
    );
  });
});
