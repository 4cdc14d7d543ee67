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
import { SOFT_LOSSES, softLossOf, type SoftLossOptions } from '../../../src/distillation/softLosses.ts';
import { punishedByClass } from '../../../src/distillation/softLosses/jensenShannon.ts';
import { topTargets } from '../../../src/distillation/softLosses/topK.ts';
import { logSoftmax, softmax } from '../../../src/distillation/softmax.ts';

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
  klDirection: fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  topK: fc.integer({ min: 1, max: 4 }),
  topKRest: fc.constantFrom('dropped' as const, 'spread' as const),
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
        // Where all logits are alike, standardised ones have a kink that no step is small enough for.
        const spreads = [z.slice(0, 4), z.slice(4)].map((own) => Math.max(...own) - Math.min(...own));
        fc.pre(any.softLoss !== 'standardised' || Math.min(...spreads) > 1);
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
        expect(distillationGradient(v, z, [1, 3], any, NUM_CLASSES)[at]).toBeCloseTo(slope, 6);
      }),
      { numRuns: 200 },
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

  const [v, z] = [Float64Array.of(4, 1, -2, 0.5), Float64Array.of(1, 0.5, 0, -1)];
  const hot = { temperature: 2, squareTemperature: true } as const;
  const same = (options: Partial<SoftLossOptions>, expected: { value: number; gradient: Float64Array }) => {
    const found = softLossOf(v, z, 0, { ...hot, ...options });
    expect(found.value).toBeCloseTo(expected.value, 10);
    found.gradient.forEach((value, j) => expect(value).toBeCloseTo(expected.gradient[j]!, 10));
  };

  it('KD12: direction 0 is the KL from the teacher, 1 the KL from the student, ½ four Jensen-Shannon divergences', () => {
    const softLoss = 'jensenShannon';
    same({ softLoss, klDirection: 0 }, softLossOf(v, z, 0, hot));
    const back = softLossOf(z, v, 0, hot).value; // the KL of the student's from the teacher's
    expect(softLossOf(v, z, 0, { ...hot, softLoss, klDirection: 1 }).value).toBeCloseTo(back, 10);
    const [p, q] = [softmax(v, 2), softmax(z, 2)];
    const entropy = (of: Float64Array) => -of.reduce((sum, each) => sum + each * Math.log(each), 0);
    const divergence = entropy(p.map((each, j) => (each + q[j]!) / 2)) - (entropy(p) + entropy(q)) / 2;
    expect(softLossOf(v, z, 0, { ...hot, softLoss, klDirection: 0.5 }).value).toBeCloseTo(
      16 * divergence,
      10,
    );
  });

  it('KD12: swapping teacher and student turns the direction round, and near the teacher no direction weighs more', () => {
    fc.assert(
      fc.property(row, row, fc.double({ min: 0, max: 1, noNaN: true }), (first, second, klDirection) => {
        const [one, other] = [Float64Array.from(first), Float64Array.from(second)];
        const turned = (from: Float64Array, to: Float64Array, beta: number) =>
          softLossOf(from, to, 0, { ...hot, softLoss: 'jensenShannon', klDirection: beta }).value;
        const [there, back] = [turned(one, other, klDirection), turned(other, one, 1 - klDirection)];
        expect(there - back).toBeLessThan(1e-6 * (1 + there));
        const near = one.map((each, j) => each + 1e-3 * second[j]!);
        expect(turned(one, near, klDirection)).toBeCloseTo(turned(one, near, 0), 6);
      }),
    );
  });

  it('KD12: what it punishes class by class is never below 0, and sums to it', () => {
    fc.assert(
      fc.property(row, row, fc.constantFrom(0, 0.1, 0.5, 1), (first, second, klDirection) => {
        const [one, other] = [Float64Array.from(first), Float64Array.from(second)];
        const parts = punishedByClass(logSoftmax(one, 2), logSoftmax(other, 2), klDirection);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        const { value } = softLossOf(one, other, 0, { ...hot, softLoss: 'jensenShannon', klDirection });
        expect(4 * parts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(value, 8);
      }),
    );
  });

  it('KD12: the forward KL punishes a class that the student leaves out, the reverse one that it makes up', () => {
    const two = Float64Array.of(5, 5, -5, -5); // what the teacher thinks possible: 0 and 1
    const [one, all] = [Float64Array.of(5, -5, -5, -5), Float64Array.of(5, 5, 5, 5)];
    const cost = (student: Float64Array, klDirection: number) =>
      softLossOf(two, student, 0, {
        ...{ temperature: 1, squareTemperature: true },
        ...{ softLoss: 'jensenShannon', klDirection },
      }).value;
    expect(cost(one, 0)).toBeGreaterThan(4 * cost(all, 0));
    expect(cost(all, 1)).toBeGreaterThan(4 * cost(one, 1));
  });

  it('KD13: all classes kept are the probabilities; one kept, the rest dropped, is the teacher’s guess as a label', () => {
    same({ softLoss: 'topK', topK: 4, topKRest: 'spread' }, softLossOf(v, z, 0, hot));
    const q = softmax(z, 2);
    same(
      { softLoss: 'topK', topK: 1 },
      { value: -4 * Math.log(q[0]!), gradient: q.map((each, j) => 2 * (each - (j === 0 ? 1 : 0))) },
    );
  });

  it('KD13: what is kept keeps its proportions, or all of it where the rest is spread; of equal ones the first is kept', () => {
    const p = softmax(v, 2);
    const targets = (topK: number, topKRest: 'dropped' | 'spread', logits = v) =>
      topTargets(logits, { temperature: 2, topK, topKRest }).map(Math.exp);
    const dropped = targets(2, 'dropped');
    expect(dropped[0]! / dropped[1]!).toBeCloseTo(p[0]! / p[1]!, 12);
    expect([...dropped.slice(2), dropped[0]! + dropped[1]!]).toEqual([0, 0, expect.closeTo(1, 12)]);
    const spread = targets(2, 'spread');
    const half = (p[2]! + p[3]!) / 2;
    [p[0]!, p[1]!, half, half].forEach((each, j) => expect(spread[j]).toBeCloseTo(each, 12));
    expect([...targets(1, 'dropped', Float64Array.of(1, 3, 3, 0))]).toEqual([0, 1, 0, 0]);
  });

  it('KD14: standardised logits ask for proportions alone: scaled and shifted ones cost nothing', () => {
    fc.assert(
      fc.property(row, fc.double({ min: 0.1, max: 5, noNaN: true }), (values, scale) => {
        const teacher = Float64Array.from(values);
        fc.pre(Math.max(...values) - Math.min(...values) > 0.1);
        const { value, gradient } = softLossOf(
          teacher,
          teacher.map((each) => scale * each - 3),
          0,
          { ...hot, softLoss: 'standardised' },
        );
        expect(value).toBeCloseTo(0, 10);
        gradient.forEach((each) => expect(each).toBeCloseTo(0, 8));
      }),
    );
    // by hand: logits of two classes are scores of ±1, whatever they are
    const scores = softLossOf(Float64Array.of(9, 1), Float64Array.of(0, 0.2), 0, {
      ...hot,
      softLoss: 'standardised',
    });
    const [high, low] = softmax([1, -1], 2);
    expect(scores.value).toBeCloseTo(4 * (high! - low!) * Math.log(high! / low!), 6);
  });

  it.each([
    [{ softLoss: 'jensenShannon', klDirection: 0.3 }],
    [{ softLoss: 'jensenShannon', klDirection: 1 }],
    [{ softLoss: 'topK', topK: 2 }],
    [{ softLoss: 'topK', topK: 2, topKRest: 'spread' }],
    [{ softLoss: 'standardised' }],
  ] as const)('%j agrees with tfjs and its autograd', (form) => {
    const reference = (logits: tf.Tensor2D) => {
      const scores = (x: tf.Tensor2D) => {
        const { mean, variance } = tf.moments(x, 1, true);
        return tf.div<tf.Tensor2D>(tf.sub(x, mean), tf.sqrt(variance));
      };
      const isStandardised = form.softLoss === 'standardised';
      const [ofTeacher, ofStudent] = [tf.tensor2d([[...v]]), logits].map((x) =>
        tf.softmax((isStandardised ? scores(x) : x).div(2)),
      );
      const kl = (from: tf.Tensor, to: tf.Tensor) => from.mul(from.log().sub(to.log())).sum();
      if (isStandardised) return kl(ofTeacher!, ofStudent!).mul(4).asScalar();
      if (form.softLoss === 'topK') {
        const p = tf.tensor2d(
          [...topTargets(v, { topKRest: 'dropped', ...form, temperature: 2 })].map(Math.exp),
          [1, 4],
        );
        const entropy = p.mul(p.add(1e-30).log()).sum();
        return entropy.sub(p.mul(ofStudent!.log()).sum()).mul(4).asScalar();
      }
      const beta = form.klDirection;
      if (beta === 1) return kl(ofStudent!, ofTeacher!).mul(4).asScalar();
      const m = ofTeacher!.mul(beta).add(ofStudent!.mul(1 - beta));
      return kl(ofTeacher!, m)
        .div(1 - beta)
        .add(kl(ofStudent!, m).div(beta))
        .mul(4)
        .asScalar();
    };
    const { value, grad } = tf.valueAndGrad(reference)(tf.tensor2d([[...z]]));
    const ours = softLossOf(v, z, 0, { ...hot, ...form });
    expect(ours.value).toBeCloseTo(value.dataSync()[0]!, 5);
    grad.dataSync().forEach((expected, j) => expect(ours.gradient[j]).toBeCloseTo(expected, 5));
  });

  it('is finite where teacher and student are as far apart as logits go, in every form', () => {
    const far = Float64Array.of(1e4, -1e4, 0, 1);
    for (const softLoss of SOFT_LOSSES)
      for (const klDirection of [0, 1e-9, 0.5, 1 - 1e-9, 1])
        for (const topKRest of ['dropped', 'spread'] as const) {
          const options = {
            temperature: 0.5,
            squareTemperature: true,
            softLoss,
            klDirection,
            topK: 2,
            topKRest,
          };
          const { value, gradient } = softLossOf(far, far.toReversed(), 1, options);
          for (const each of [value, ...gradient]) expect(each, softLoss).toSatisfy(Number.isFinite);
        }
    expect(logSoftmax(far, 0.5).every(Number.isFinite)).toBe(true);
    const [logP, logQ] = [logSoftmax(far, 0.5), logSoftmax(far.toReversed(), 0.5)];
    for (const beta of [0, 0.5, 1])
      expect(punishedByClass(logP, logQ, beta).every(Number.isFinite)).toBe(true);
  });
});
