import * as tf from '@tensorflow/tfjs'; // the whole library: its gradients are the reference
import { beforeAll, describe, expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { forward } from '../../../src/distillation/forward.ts';
import { countMultiplyAdds, describeLayers } from '../../../src/distillation/layers.ts';
import { createCohort, type Batch, type Member } from '../../../src/engine/cohort.ts';
import { layersOf } from '../../../src/experiment/architecture.ts';
import { expectNoTensorLeak, openInNode } from '../../support/backends.ts';
import { PADDED_CNN } from '../../support/networks.ts';

const BATCH = 6;
const ADAM = { name: 'adam', weightDecay: 0 } as const;
const { train } = await penmanship({ seed: 4, sloppiness: 'mid', numTrain: 24, numTest: 1 });
const batches: Batch[] = Array.from({ length: 4 }, (_, index) => ({
  images: train.images.subarray(index * BATCH * 784, (index + 1) * BATCH * 784),
  labels: train.labels.subarray(index * BATCH, (index + 1) * BATCH),
  teacherLogits: Float32Array.from({ length: BATCH * 10 }, (_, at) => 4 * Math.sin(at * 1.7 + index)),
}));
const member = (seed: number, softWeight: number): Member => ({
  ...{ seed, softWeight, temperature: 4, squareTemperature: true },
});
const pooled = layersOf({ convolutions: ['3x3x5+pool', '3x3x6+pool'], hidden: [9] });
const strided = layersOf({ convolutions: ['5x5x4/2', '3x3x7/2'], hidden: [8] });

async function trainAll(members: readonly Member[], layers = pooled, dropout = 0) {
  const cohort = createCohort({ layers, members, dropout, optimiser: ADAM });
  batches.forEach((batch) => cohort.step(batch, 3e-3));
  const weights = await cohort.weights(members.map((_, index) => index));
  cohort.dispose();
  return weights.map(({ layers: own }) => own.flatMap(({ weights: w, bias }) => [...w, ...bias]));
}
const worstDifference = (a: number[], b: number[]) =>
  Math.max(...a.map((value, at) => Math.abs(value - b[at]!)));

describe('an architecture of convolutions', () => {
  it('has the weights and the work that one counts by hand', () => {
    const layers = layersOf({ convolutions: ['3x3x32+pool', '3x3x64+pool'], hidden: [128] });
    const weights = layers.reduce((sum, { numInputs, numOutputs }) => sum + (numInputs + 1) * numOutputs, 0);
    expect(weights).toBe(421_642); // the trial's network (facts)
    expect(countMultiplyAdds(layers)).toBe(784 * 9 * 32 + 196 * 288 * 64 + 3136 * 128 + 1280);
    expect(describeLayers(layers)).toBe('3×3×32, pool, 3×3×64, pool, 128, 10');
    expect(describeLayers(strided)).toBe('5×5×4 stride 2, 3×3×7 stride 2, 8, 10');
    expect(describeLayers(PADDED_CNN)).toBe('5×5×4 padding 0, pool, 3×3×6 stride 2 padding 1, 8, 10');
    expect(countMultiplyAdds(PADDED_CNN)).toBe(576 * 25 * 4 + 36 * 36 * 6 + 216 * 8 + 80);
  });

  it('is refused when it is not written as it should be, or leaves nothing of the image', () => {
    expect(() => layersOf({ convolutions: ['3x5x4'], hidden: [] })).toThrow('got "3x5x4"');
    expect(() => layersOf({ convolutions: ['3x3x0'], hidden: [] })).toThrow('got "3x3x0"');
    const four = Array.from({ length: 4 }, () => '3x3x2/2+pool');
    expect(() => layersOf({ convolutions: four, hidden: [] })).toThrow('leave no pixel of 28');
  });
});

describe.each(['cpu', 'wasm'] as const)('a cohort of convolutional networks (%s)', (backend) => {
  beforeAll(() => openInNode(backend));

  it('KD8: twins end equal to the bit, and members trained together equal members trained alone', async () => {
    const members = [member(1, 0), { ...member(1, 0), temperature: 9 }, member(2, 0.9)];
    const together = await trainAll(members);
    expect(together[1]).toEqual(together[0]);
    const [alone] = await trainAll([members[2]!]);
    expect(worstDifference(alone!, together[2]!)).toBeLessThan(1e-5);
  });

  it('has the logits of the plain forward on its weights', async () => {
    for (const layers of [pooled, strided, PADDED_CNN]) {
      const cohort = createCohort({
        layers,
        members: [member(1, 0), member(2, 0.5)],
        dropout: 0,
        optimiser: ADAM,
      });
      cohort.step(batches[0]!, 3e-3);
      const image = batches[1]!.images.subarray(0, 784);
      const logits = await cohort.logits(image);
      (await cohort.weights([0, 1])).forEach((weights, at) =>
        forward(weights, image).forEach((value, j) => expect(logits[at * 10 + j]).toBeCloseTo(value, 4)),
      );
      cohort.dispose();
    }
  });

  it('leaks no tensors', () =>
    expectNoTensorLeak(async () => void (await trainAll([member(1, 0.5)], strided, 0.2))));
});

describe('hand-derived gradients of convolutions', () => {
  beforeAll(() => openInNode('cpu'));

  it.each([
    ['pooled', pooled],
    ['strided', strided],
    ['padded', PADDED_CNN],
  ] as const)(
    'equal those of tfjs autograd: one Adam step moves every weight by the same (%s)',
    async (_, layers) => {
      const cohort = createCohort({ layers, members: [member(5, 0)], dropout: 0, optimiser: ADAM });
      const [initial] = await cohort.weights([0]);
      cohort.step(batches[0]!, 1e-2);
      const [ours] = await cohort.weights([0]);
      cohort.dispose();

      const variables = initial!.layers.flatMap(({ weights, bias, numInputs, numOutputs, convolution }) => {
        const { size, channels } = convolution ?? { size: 0, channels: 0 };
        const shape = convolution ? [size, size, channels, numOutputs] : [numInputs, numOutputs];
        return [tf.variable(tf.tensor(weights, shape)), tf.variable(tf.tensor1d(bias))];
      });
      const { images, labels } = batches[0]!;
      tf.train.adam(1e-2, 0.9, 0.999, 1e-8).minimize(
        () => {
          let x: tf.Tensor = tf.tensor4d(
            Float32Array.from(images, (level) => level / 255),
            [BATCH, 28, 28, 1],
          );
          layers.forEach(({ convolution }, index) => {
            const [weights, bias] = [variables[2 * index]!, variables[2 * index + 1]!];
            if (convolution) {
              const { stride, pool, padding = 'same' } = convolution;
              x = tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, stride, padding), bias));
              if (pool > 1) x = tf.maxPool(x as tf.Tensor4D, pool, pool, 'valid');
            } else {
              x = tf.add(tf.matMul(tf.reshape(x, [BATCH, -1]), weights as tf.Tensor2D), bias);
              if (index < layers.length - 1) x = tf.relu(x);
            }
          });
          const y = tf.oneHot(tf.tensor1d([...labels], 'int32'), 10);
          return tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(y, x);
        },
        false,
        variables,
      );
      const theirs = variables.flatMap((variable) => [...variable.dataSync()]);
      const own = ours!.layers.flatMap(({ weights, bias }) => [...weights, ...bias]);
      expect(worstDifference(own, theirs)).toBeLessThan(5e-5);
      tf.dispose(variables);
    },
  );
});
