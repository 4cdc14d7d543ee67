import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SOFT_LOSSES } from '../../../src/distillation/softLosses.ts';
import { createRandom } from '../../../src/data/random.ts';
import { adamStep, momentumStep } from '../../../src/engine/kernels/optimiserSteps.ts';
import {
  membersForward,
  membersInputGradient,
  membersWeightGradient,
  sumOverBatch,
} from '../../../src/engine/kernels/members.ts';
import { batchImages, greyLevels, imagesForward, summed } from '../../../src/engine/kernels/sparseImages.ts';
import { createCohortLoss } from '../../../src/engine/losses.ts';
import { openInNode } from '../../support/backends.ts';
import { expectSame, normals } from '../../support/kernelOracle.ts';

const size = (max: number) => fc.integer({ min: 1, max });
const seed = fc.nat(1_000_000);

describe('every kernel agrees with the cpu backend to 1e-5, on any shape', () => {
  beforeAll(async () => {
    await openInNode('cpu');
    expect((await openInNode('wasm')).label).toBe('wasm SIMD');
  });

  it('the sparse first layer: forward and weight gradient, from blank images to full ones', () =>
    fc.assert(
      fc.asyncProperty(
        size(20),
        size(90),
        size(80),
        fc.double({ min: 0, max: 1 }),
        seed,
        (rows, columns, n, ink, s) => {
          const random = createRandom(s, 'images');
          const images = Uint8Array.from({ length: rows * columns }, () =>
            random.uniform() < ink ? random.integer(256) : 0,
          );
          const [weights, bias, upstream] = [
            normals(s, [columns, n]),
            normals(s + 1, [n]),
            normals(s + 2, [rows, n]),
          ];
          return expectSame(() => {
            const batch = batchImages(images, columns);
            const forward = [true, false].map((relu) =>
              imagesForward(batch, tf.tensor2d(weights, [columns, n]), tf.tensor1d(bias), relu),
            );
            return [...forward, summed({ batch, upstream: tf.tensor2d(upstream, [rows, n]) })];
          });
        },
      ),
      { numRuns: 60 },
    ));

  it('grey levels as floats', () =>
    fc.assert(
      fc.asyncProperty(size(40), fc.uint8Array({ minLength: 120, maxLength: 120 }), (columns, bytes) =>
        expectSame(() => greyLevels(bytes.slice(0, 3 * columns), columns)),
      ),
      { numRuns: 60 },
    ));

  /** Forward, both gradients, sums over the batch. */
  const expectSameLayers = (
    batch: number,
    members: number,
    inputs: number,
    outputs: number,
    s: number,
  ): Promise<void> => {
    const [x, up] = [normals(s, [batch, members * inputs]), normals(s + 1, [batch, members * outputs])];
    const [w, b] = [normals(s + 2, [members, inputs, outputs]), normals(s + 3, [members * outputs])];
    return expectSame(() => {
      const input = tf.relu(tf.tensor2d(x, [batch, members * inputs]));
      const upstream = tf.tensor2d(up, [batch, members * outputs]);
      const weights = tf.tensor3d(w, [members, inputs, outputs]);
      return [
        membersForward(input, weights, tf.tensor1d(b), true),
        membersForward(input, weights, tf.tensor1d(b), false),
        membersWeightGradient(input, upstream, members),
        membersInputGradient(upstream, weights, input),
        sumOverBatch(upstream),
      ];
    });
  };

  it('layers of members side by side: forward, both gradients, sums over the batch', () =>
    fc.assert(fc.asyncProperty(size(30), size(5), size(40), size(40), seed, expectSameLayers), {
      numRuns: 60,
    }));

  it('layers beyond one block of gemm, which is 256 deep and 512 wide', async () => {
    await expectSameLayers(261, 2, 260, 517, 1);
    await expectSameLayers(5, 1, 523, 3, 2);
  });

  it('Adam, with weight decay, over several steps', () =>
    fc.assert(
      fc.asyncProperty(
        size(70),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        seed,
        (count, weightDecay, s) =>
          expectSame(() => {
            const variable = (values: Float32Array) => tf.variable(tf.tensor1d(values), false);
            const weights = variable(normals(s, [count]));
            const moments = [variable(new Float32Array(count)), variable(new Float32Array(count))] as const;
            for (let step = 1; step <= 4; step++)
              adamStep(weights, tf.tensor1d(normals(s + step, [count])), ...moments, {
                ...{ learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
                ...{ step, weightDecay },
              });
            const results = [weights, ...moments].map((each) => each.clone());
            tf.dispose([weights, ...moments]);
            return results;
          }),
      ),
      { numRuns: 30 },
    ));

  it('Adam on the first layer while its gradient is summed, as one after the other', () =>
    fc.assert(
      fc.asyncProperty(
        fc.tuple(size(4), size(40), size(80)),
        fc.double({ min: 0.1, max: 0.9 }),
        fc.constantFrom(0, 0, 0.3),
        seed,
        ([rows, columns, n], ink, weightDecay, s) => {
          const random = createRandom(s, 'images');
          const steps = [1, 2, 3].map((step) => ({
            images: Uint8Array.from({ length: rows * columns }, (_, at) =>
              at % 3 > 0 && random.uniform() < ink ? random.integer(256) : 0,
            ),
            upstream: normals(s + step, [rows, n]),
          }));
          return expectSame(() => {
            const variable = (values: Float32Array) => tf.variable(tf.tensor2d(values, [columns, n]), false);
            const weights = variable(normals(s, [columns, n]));
            const moments = [0, 1].map(() => variable(new Float32Array(columns * n)));
            steps.forEach(({ images, upstream }, at) => {
              const batch = batchImages(images, columns);
              const gradient = { batch, upstream: tf.tensor2d(upstream, [rows, n]) };
              adamStep(weights, gradient, moments[0]!, moments[1]!, {
                ...{ learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-3 },
                ...{ step: at + 1, weightDecay },
              });
            });
            const results = [weights, ...moments].map((each) => each.clone());
            tf.dispose([weights, ...moments]);
            return results;
          });
        },
      ),
      { numRuns: 60 },
    ));

  it('momentum, with weight decay, over several steps', () =>
    fc.assert(
      fc.asyncProperty(size(70), fc.double({ min: 0, max: 0.99, noNaN: true }), seed, (count, momentum, s) =>
        expectSame(() => {
          const weights = tf.variable(tf.tensor1d(normals(s, [count])), false);
          const velocity = tf.variable(tf.zeros([count]), false);
          const options = { learningRate: 0.01, momentum, weightDecay: 0.1 };
          for (let step = 1; step <= 4; step++)
            momentumStep(weights, tf.tensor1d(normals(s + step, [count])), velocity, options);
          const results = [weights.clone(), velocity.clone()];
          tf.dispose([weights, velocity]);
          return results;
        }),
      ),
      { numRuns: 30 },
    ));

  it('the distillation loss: gradient and sums, at any temperature', () =>
    fc.assert(
      fc.asyncProperty(
        size(12),
        fc.array(
          fc.record({
            temperature: fc.double({ min: 0.5, max: 20, noNaN: true }),
            softWeight: fc.double({ min: 0, max: 1, noNaN: true }),
            squareTemperature: fc.boolean(),
            labelSmoothing: fc.double({ min: 0, max: 0.5, noNaN: true }),
            softLoss: fc.constantFrom(...SOFT_LOSSES),
            nonTargetWeight: fc.double({ min: 0, max: 8, noNaN: true }),
            klDirection: fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
            topK: fc.integer({ min: 1, max: 10 }),
            topKRest: fc.constantFrom('dropped' as const, 'spread' as const),
          }),
          { minLength: 2, maxLength: 6 },
        ),
        fc.boolean(),
        seed,
        async (batch, members, isTaught, s) => {
          const [z, v] = [normals(s, [batch, 10 * members.length]), normals(s + 1, [batch, 10])];
          const labels = Uint8Array.from({ length: batch }, (_, row) => (row * 7 + s) % 10);
          const sums: { hard: Float32Array; soft: Float32Array }[] = [];
          for (const backend of ['cpu', 'wasm']) {
            await tf.setBackend(backend);
            const loss = createCohortLoss(members);
            tf.tidy(
              () =>
                void loss.gradient(
                  tf.tensor2d(z, [batch, z.length / batch]),
                  labels,
                  isTaught ? tf.tensor2d(v, [batch, 10]) : null,
                  null,
                ),
            );
            sums.push(await loss.takeSums());
            loss.dispose();
          }
          members.forEach(({ temperature }, k) => {
            expect(sums[1]!.hard[k]! / sums[0]!.hard[k]!).toBeCloseTo(1, 4);
            // T² makes a small number of the loss, and of its rounding errors, a large one.
            const tolerance = 1e-4 * (1 + sums[0]!.soft[k]!) + 2e-6 * temperature ** 2;
            expect(Math.abs(sums[1]!.soft[k]! - sums[0]!.soft[k]!)).toBeLessThan(tolerance);
          });
        },
      ),
      { numRuns: 100 },
    ));
});
