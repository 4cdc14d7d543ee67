import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/data/random.ts';
import { distillationGradient, distillationLoss, type Lesson } from '../../../src/distillation/loss.ts';
import * as onTensors from '../../../src/engine/losses.ts';
import { openInNode } from '../../support/backends.ts';

const LESSONS: readonly Lesson[] = [
  { temperature: 1, softWeight: 0, squareTemperature: true },
  { temperature: 8, softWeight: 0.9, squareTemperature: true },
  { temperature: 2.5, softWeight: 1, squareTemperature: false },
];
const BATCH = 5;
const random = createRandom(1, 'losses test');
const normals = (count: number, scale: number) =>
  Float32Array.from({ length: count }, () => scale * random.normal());
const logits = normals(LESSONS.length * BATCH * 10, 3);
const teacher = normals(BATCH * 10, 5);
const labels = [3, 1, 4, 1, 5];
/** Made by hand: tf.oneHot on wasm writes integers, whatever dtype it is asked for. */
const oneHot = (classes: readonly number[]) =>
  tf.tensor2d(
    classes.flatMap((label) => Array.from({ length: 10 }, (_, j) => (j === label ? 1 : 0))),
    [classes.length, 10],
  );

describe.each(['cpu', 'wasm'] as const)('the loss on tensors (%s)', (backend) => {
  beforeAll(() => openInNode(backend));

  it('gives each member the value and gradient that the arrays give', () => {
    const { gradient, hard, soft } = onTensors.distillationLoss(
      tf.tensor3d(logits, [LESSONS.length, BATCH, 10]),
      oneHot(labels),
      tf.tensor2d(teacher, [BATCH, 10]),
      onTensors.createLessonTensors(LESSONS),
    );
    LESSONS.forEach((lesson, member) => {
      const own = logits.subarray(member * BATCH * 10, (member + 1) * BATCH * 10);
      const expected = distillationLoss(teacher, own, labels, lesson, 10);
      expect(hard.dataSync()[member]).toBeCloseTo(expected.hard, 4);
      expect(soft.dataSync()[member]! / Math.max(1, expected.soft)).toBeCloseTo(
        expected.soft / Math.max(1, expected.soft),
        4,
      );
      const values = gradient.dataSync().subarray(member * BATCH * 10, (member + 1) * BATCH * 10);
      distillationGradient(teacher, own, labels, lesson, 10).forEach((value, at) =>
        expect(values[at]).toBeCloseTo(value, 5),
      );
    });
  });

  it('stays finite where probabilities vanish', () => {
    const extreme = new Float32Array(10).fill(-1e4);
    extreme[0] = 1e4;
    const { gradient, hard, soft } = onTensors.distillationLoss(
      tf.tensor3d(extreme, [1, 1, 10]),
      oneHot([1]),
      tf.tensor2d(Float32Array.from(extreme).reverse(), [1, 10]),
      onTensors.createLessonTensors([{ temperature: 0.5, softWeight: 0.5, squareTemperature: true }]),
    );
    for (const tensor of [gradient, hard, soft])
      for (const value of tensor.dataSync()) expect(Number.isFinite(value)).toBe(true);
  });
});
