import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/data/random.ts';
import { distillationGradient, distillationLoss, type Lesson } from '../../../src/distillation/loss.ts';
import { SOFT_LOSSES } from '../../../src/distillation/softLosses.ts';
import { createCohortLoss } from '../../../src/engine/losses.ts';
import { openInNode } from '../../support/backends.ts';

const LESSONS: readonly Lesson[] = [
  { temperature: 1, softWeight: 0, squareTemperature: true },
  { temperature: 8, softWeight: 0.9, squareTemperature: true },
  { temperature: 2.5, softWeight: 1, squareTemperature: false },
  { temperature: 4, softWeight: 0.3, squareTemperature: true, labelSmoothing: 0.15 },
  { temperature: 4, softWeight: 0.6, squareTemperature: true, softLoss: 'logits' },
  { temperature: 4, softWeight: 0.6, squareTemperature: true, softLoss: 'decoupled', nonTargetWeight: 8 },
  { temperature: 1, softWeight: 1, squareTemperature: false, softLoss: 'decoupled' },
  ...[0, 1e-3, 0.5, 1].map((klDirection) => ({
    ...{ temperature: 3, softWeight: 0.7, squareTemperature: true },
    ...{ softLoss: 'jensenShannon' as const, klDirection },
  })),
  { temperature: 2, softWeight: 0.7, squareTemperature: true, softLoss: 'topK', topK: 1 },
  { temperature: 2, softWeight: 0.7, squareTemperature: true, softLoss: 'topK', topK: 3, topKRest: 'spread' },
  { temperature: 4, softWeight: 0.5, squareTemperature: false, softLoss: 'topK', topK: 10 },
  { temperature: 2, softWeight: 0.7, squareTemperature: true, softLoss: 'standardised' },
  { temperature: 4, softWeight: 0.5, squareTemperature: true }, // as the fourth, whose soft targets it may share
];
const BATCH = 5;
const WIDTH = LESSONS.length * 10;
const random = createRandom(1, 'losses test');
const normals = (count: number, scale: number) =>
  Float32Array.from({ length: count }, () => scale * random.normal());
const logits = normals(BATCH * WIDTH, 3);
const teacher = normals(BATCH * 10, 5);
const labels = Uint8Array.of(3, 1, 4, 1, 5);

/** One member's columns of a wide [batch, K · 10]. */
const columnsOf = (wide: Float32Array, member: number) =>
  Float32Array.from(
    { length: BATCH * 10 },
    (_, at) => wide[Math.floor(at / 10) * WIDTH + member * 10 + (at % 10)]!,
  );

describe.each(['cpu', 'wasm'] as const)('the loss on tensors (%s)', (backend) => {
  beforeAll(() => openInNode(backend));

  it('gives each member the value and gradient that the arrays give', async () => {
    const loss = createCohortLoss(LESSONS);
    const found = loss.gradient(
      tf.tensor2d(logits, [BATCH, WIDTH]),
      labels,
      tf.tensor2d(teacher, [BATCH, 10]),
      null,
    );
    const gradient = found.dataSync<'float32'>();
    const { hard, soft } = await loss.takeSums();
    LESSONS.forEach((lesson, member) => {
      const own = columnsOf(logits, member);
      const expected = distillationLoss(teacher, own, labels, lesson, 10);
      expect(hard[member]).toBeCloseTo(expected.hard, 4);
      expect(soft[member]! / expected.soft).toBeCloseTo(1, 4);
      const ours = columnsOf(gradient, member);
      distillationGradient(teacher, own, labels, lesson, 10).forEach((value, at) =>
        expect(ours[at]).toBeCloseTo(value, 5),
      );
    });
    expect([...(await loss.takeSums()).hard]).toEqual(LESSONS.map(() => 0));
    loss.dispose();
  });

  it('adds up over batches, and without a teacher is plain cross-entropy', async () => {
    const loss = createCohortLoss(LESSONS.slice(0, 1));
    const z = tf.tensor2d(columnsOf(logits, 0), [BATCH, 10]);
    const gradient = loss.gradient(z, labels, null, null).dataSync();
    loss.gradient(z, labels, null, null);
    const expected = distillationLoss(teacher, columnsOf(logits, 0), labels, LESSONS[0]!, 10).hard;
    expect((await loss.takeSums()).hard[0]).toBeCloseTo(2 * expected, 4);
    distillationGradient(teacher, columnsOf(logits, 0), labels, LESSONS[0]!, 10).forEach((value, at) =>
      expect(gradient[at]).toBeCloseTo(value, 5),
    );
    loss.dispose();
  });

  it('stays finite where probabilities vanish', async () => {
    const extreme = new Float32Array(10).fill(-1e4);
    extreme[0] = 1e4;
    const lesson = { temperature: 0.5, softWeight: 0.5, squareTemperature: true };
    const forms = SOFT_LOSSES.flatMap((softLoss) =>
      [0.5, 1].map((klDirection) => ({ ...lesson, softLoss, klDirection, topK: 2 })),
    );
    const loss = createCohortLoss(forms);
    const opposite = tf.tensor2d(Float32Array.from(extreme).reverse(), [1, 10]);
    const both = tf.tensor2d(
      forms.flatMap(() => [...extreme]),
      [1, 10 * forms.length],
    );
    const gradient = loss.gradient(both, Uint8Array.of(1), opposite, null);
    const { hard, soft } = await loss.takeSums();
    for (const value of [...gradient.dataSync(), ...hard, ...soft]) expect(Number.isFinite(value)).toBe(true);
    loss.dispose();
  });

  it('weighs images for each member: weight 0 leaves an image out, weight 2 counts it twice', async () => {
    const lessons = [LESSONS[1]!, LESSONS[1]!];
    const loss = createCohortLoss(lessons);
    const own = columnsOf(logits, 1);
    const wide = Float32Array.from(
      { length: BATCH * 20 },
      (_, at) => own[Math.floor(at / 20) * 10 + (at % 10)]!,
    );
    // First member: image 2 has no label, image 3 no teacher. Second: all twice.
    const weights = Float32Array.from({ length: BATCH * 4 }, (_, at) => {
      const [row, member, part] = [Math.floor(at / 4), Math.floor(at / 2) % 2, at % 2];
      if (member === 1) return 2;
      return (row === 2 && part === 0) || (row === 3 && part === 1) ? 0 : 1;
    });
    const found = loss
      .gradient(
        tf.tensor2d(wide, [BATCH, 20]),
        labels,
        tf.tensor2d(teacher, [BATCH, 10]),
        tf.tensor3d(weights, [BATCH, 2, 2]),
      )
      .dataSync();
    const { hard, soft } = await loss.takeSums();
    const whole = distillationGradient(teacher, own, labels, lessons[0]!, 10);
    const [hardOnly, softOnly] = [0, 1].map((softWeight) =>
      distillationGradient(teacher, own, labels, { ...lessons[0]!, softWeight }, 10),
    );
    for (let row = 0; row < BATCH; row++)
      for (let j = 0; j < 10; j++) {
        const at = row * 10 + j;
        const parts = { 2: 0.9 * softOnly![at]!, 3: 0.1 * hardOnly![at]! }[row] ?? whole[at]!;
        expect(found[row * 20 + j]).toBeCloseTo(parts, 5);
        expect(found[row * 20 + 10 + j]).toBeCloseTo(2 * whole[at]!, 5);
      }
    const all = distillationLoss(teacher, own, labels, lessons[0]!, 10);
    expect(hard[1]).toBeCloseTo(2 * all.hard, 4);
    expect(soft[1]! / (2 * all.soft)).toBeCloseTo(1, 5);
    expect(hard[0]!).toBeLessThan(all.hard);
    loss.dispose();
  });
});
