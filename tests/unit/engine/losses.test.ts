import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/data/random.ts';
import { distillationGradient, distillationLoss, type Lesson } from '../../../src/distillation/loss.ts';
import { createCohortLoss } from '../../../src/engine/losses.ts';
import { openInNode } from '../../support/backends.ts';

const LESSONS: readonly Lesson[] = [
  { temperature: 1, softWeight: 0, squareTemperature: true },
  { temperature: 8, softWeight: 0.9, squareTemperature: true },
  { temperature: 2.5, softWeight: 1, squareTemperature: false },
  { temperature: 4, softWeight: 0.3, squareTemperature: true, labelSmoothing: 0.15 },
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
    expect([...(await loss.takeSums()).hard]).toEqual([0, 0, 0, 0]);
    loss.dispose();
  });

  it('adds up over batches, and without a teacher is plain cross-entropy', async () => {
    const loss = createCohortLoss(LESSONS.slice(0, 1));
    const z = tf.tensor2d(columnsOf(logits, 0), [BATCH, 10]);
    const gradient = loss.gradient(z, labels, null).dataSync();
    loss.gradient(z, labels, null);
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
    const loss = createCohortLoss([{ temperature: 0.5, softWeight: 0.5, squareTemperature: true }]);
    const opposite = tf.tensor2d(Float32Array.from(extreme).reverse(), [1, 10]);
    const gradient = loss.gradient(tf.tensor2d(extreme, [1, 10]), Uint8Array.of(1), opposite);
    const { hard, soft } = await loss.takeSums();
    for (const value of [...gradient.dataSync(), ...hard, ...soft]) expect(Number.isFinite(value)).toBe(true);
    loss.dispose();
  });
});
