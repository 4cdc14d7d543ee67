import * as tf from '@tensorflow/tfjs'; // the whole library: its gradients are the reference
import { beforeAll, describe, expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { forward } from '../../../src/distillation/forward.ts';
import { denseLayers } from '../../../src/distillation/layers.ts';
import { createCohort, type Batch, type Member } from '../../../src/engine/cohort.ts';
import { scheduled } from '../../../src/engine/optimiser.ts';
import { expectNoTensorLeak, openInNode } from '../../support/backends.ts';

const BATCH = 16;
const ADAM = { name: 'adam', weightDecay: 0 } as const;
const { train } = await penmanship({ seed: 4, sloppiness: 'mid', numTrain: 96, numTest: 1 });
const batches: Batch[] = Array.from({ length: 6 }, (_, index) => ({
  images: train.images.subarray(index * BATCH * 784, (index + 1) * BATCH * 784),
  labels: train.labels.subarray(index * BATCH, (index + 1) * BATCH),
  teacherLogits: Float32Array.from({ length: BATCH * 10 }, (_, at) => 4 * Math.sin(at * 1.7 + index)),
}));
const standalone = (seed: number): Member => ({
  seed,
  temperature: 1,
  softWeight: 0,
  squareTemperature: true,
});
const distilled = (seed: number): Member => ({
  seed,
  temperature: 8,
  softWeight: 0.9,
  squareTemperature: true,
});

async function train6(members: readonly Member[], sizes = [784, 12, 10], dropout = 0) {
  const cohort = createCohort({ layers: denseLayers(sizes), members, dropout, optimiser: ADAM });
  batches.forEach((batch) => cohort.step(batch, 3e-3));
  const weights = await cohort.weights(members.map((_, index) => index));
  cohort.dispose();
  return weights;
}
const flat = (weights: Awaited<ReturnType<typeof train6>>[number]) =>
  weights.layers.flatMap(({ weights: matrix, bias }) => [...matrix, ...bias]);

describe.each(['cpu', 'wasm'] as const)('a cohort (%s)', (backend) => {
  beforeAll(() => openInNode(backend));

  it.each([0, 0.3])(
    'KD8: a distilled member with softWeight 0 ends with exactly the weights of its standalone twin (dropout %d)',
    async (dropout) => {
      const twin: Member = { ...distilled(1), softWeight: 0 };
      const members = [standalone(1), standalone(2), twin, distilled(1)];
      const [alone, other, asTwin, taught] = await train6(members, [784, 12, 7, 10], dropout);
      expect(flat(asTwin!)).toEqual(flat(alone!));
      expect(flat(taught!)).not.toEqual(flat(alone!));
      expect(flat(other!)).not.toEqual(flat(alone!));
    },
  );

  it.each([0, 0.3])(
    'KD8: members trained together equal members trained alone to 1e-5 (dropout %d)',
    async (dropout) => {
      const members = [standalone(1), distilled(1), distilled(2)];
      const together = await train6(members, [784, 12, 7, 10], dropout);
      for (const [index, member] of members.entries()) {
        const [alone] = await train6([member], [784, 12, 7, 10], dropout);
        const other = flat(together[index]!);
        const differences = flat(alone!).map((value, at) => Math.abs(value - other[at]!));
        expect(Math.max(...differences)).toBeLessThan(1e-5);
      }
    },
  );

  it('KD9: same seed, same batches, same weights, dropout included', async () => {
    const [first] = await train6([standalone(3)], [784, 12, 10], 0.3);
    const [second] = await train6([standalone(3)], [784, 12, 10], 0.3);
    const [without] = await train6([standalone(3)]);
    expect(flat(first!)).toEqual(flat(second!));
    expect(flat(first!)).not.toEqual(flat(without!));
  });

  it('its logits are those of the plain forward on its weights, for any depth', async () => {
    for (const sizes of [
      [784, 10],
      [784, 12, 10],
      [784, 9, 8, 10],
    ]) {
      const cohort = createCohort({
        layers: denseLayers(sizes),
        members: [standalone(1), distilled(2)],
        dropout: 0,
        optimiser: ADAM,
      });
      cohort.step(batches[0]!, 3e-3);
      const image = batches[1]!.images.subarray(0, 784);
      const logits = await cohort.logits(image);
      (await cohort.weights([0, 1])).forEach((weights, member) =>
        forward(weights, image).forEach((value, j) => expect(logits[member * 10 + j]).toBeCloseTo(value, 4)),
      );
      cohort.dispose();
    }
  });

  it('takes mean losses, all that was since, and then begins anew', async () => {
    const cohort = createCohort({
      layers: denseLayers([784, 12, 10]),
      members: [standalone(1), distilled(1)],
      dropout: 0,
      optimiser: ADAM,
    });
    expect(await cohort.takeLosses()).toBeNull();
    cohort.step(batches[0]!, 0);
    const once = await cohort.takeLosses();
    cohort.step(batches[0]!, 0);
    cohort.step(batches[0]!, 0);
    const twice = await cohort.takeLosses();
    once!.hard.forEach((value, at) => expect(twice!.hard[at]).toBeCloseTo(value, 5));
    expect(twice!.soft[1]! / once!.soft[1]!).toBeCloseTo(1, 5);
    cohort.dispose();
  });

  it('leaks no tensors', () =>
    expectNoTensorLeak(async () => {
      await train6([standalone(1), distilled(1)], [784, 12, 7, 10], 0.2);
    }));
});

describe.each(['cpu', 'wasm'] as const)('a long training (%s)', (backend) => {
  beforeAll(() => openInNode(backend));

  it('holds as many tensors after 500 steps as after one', async () => {
    const cohort = createCohort({
      layers: denseLayers([784, 3, 10]),
      members: [distilled(1), standalone(1)],
      dropout: 0.1,
      optimiser: ADAM,
    });
    cohort.step(batches[0]!, 1e-3);
    const before = tf.memory().numTensors;
    for (let step = 0; step < 500; step++) cohort.step(batches[step % batches.length]!, 1e-3);
    expect(tf.memory().numTensors).toBe(before);
    const losses = await cohort.takeLosses();
    expect(losses!.hard[1]).toBeLessThan(2); // chance has 2.30
    expect(losses!.soft[0]).toBeGreaterThan(0);
    cohort.dispose();
  });
});

describe('schedules', () => {
  it('begin at the full rate; linear and cosine halve it half-way and end at nothing', () => {
    for (const schedule of ['constant', 'linear', 'cosine'] as const) expect(scheduled(schedule, 0)).toBe(1);
    expect(scheduled('constant', 0.9)).toBe(1);
    expect(scheduled('linear', 0.5)).toBe(0.5);
    expect(scheduled('cosine', 0.5)).toBeCloseTo(0.5, 12);
    expect(scheduled('linear', 0.99)).toBeCloseTo(0.01, 12);
    expect(scheduled('cosine', 1 / 3)).toBeCloseTo(0.75, 12);
  });
});

describe('hand-derived gradients', () => {
  beforeAll(() => openInNode('cpu'));

  it('equal those of tfjs autograd: one Adam step moves every weight by the same', async () => {
    const sizes = [784, 12, 7, 10];
    const start = createCohort({
      layers: denseLayers(sizes),
      members: [distilled(5)],
      dropout: 0,
      optimiser: ADAM,
    });
    const [initial] = await start.weights([0]);
    start.step(batches[0]!, 1e-2);
    const [ours] = await start.weights([0]);
    start.dispose();

    const variables = initial!.layers.flatMap(({ weights, bias, numInputs, numOutputs }) => [
      tf.variable(tf.tensor2d(weights, [numInputs, numOutputs])),
      tf.variable(tf.tensor1d(bias)),
    ]);
    const { images, labels, teacherLogits } = batches[0]!;
    tf.train.adam(1e-2, 0.9, 0.999, 1e-8).minimize(
      () => {
        let x: tf.Tensor = tf.tensor2d(
          Float32Array.from(images, (level) => level / 255),
          [BATCH, 784],
        );
        for (let layer = 0; layer < 3; layer++) {
          x = tf.add(
            tf.matMul(x as tf.Tensor2D, variables[2 * layer] as tf.Tensor2D),
            variables[2 * layer + 1]!,
          );
          if (layer < 2) x = tf.relu(x);
        }
        const y = tf.oneHot(tf.tensor1d([...labels], 'int32'), 10);
        const p = tf.softmax(tf.div(tf.tensor2d(teacherLogits!, [BATCH, 10]), 8));
        const hard = tf.losses.softmaxCrossEntropy(y, x);
        const soft = tf.losses.softmaxCrossEntropy(p, tf.div(x, 8));
        return tf.reshape(tf.add(tf.mul(hard, 0.1), tf.mul(soft, 0.9 * 64)), []);
      },
      false,
      variables,
    );
    const theirs = variables.flatMap((variable) => [...variable.dataSync()]);
    flat(ours!).forEach((value, at) => expect(Math.abs(value - theirs[at]!)).toBeLessThan(2e-5));
    tf.dispose(variables);
  });

  it('one step of sgd with weight decay is weights · (1 − rate · decay) − rate · gradient, twice as far with twice the rate', async () => {
    const moved = async (learningRate: number, weightDecay: number) => {
      const optimiser = { name: 'sgd', weightDecay } as const;
      const cohort = createCohort({
        layers: denseLayers([784, 12, 10]),
        members: [standalone(1)],
        dropout: 0,
        optimiser,
      });
      const [before] = await cohort.weights([0]);
      cohort.step(batches[0]!, learningRate);
      const [after] = await cohort.weights([0]);
      cohort.dispose();
      const start = flat(before!);
      return { start, change: flat(after!).map((value, at) => value - start[at]!) };
    };
    const [once, twice, decayed] = [await moved(0.1, 0), await moved(0.2, 0), await moved(0.1, 0.5)];
    once.change.forEach((change, at) => {
      expect(twice.change[at]).toBeCloseTo(2 * change, 5);
      expect(decayed.change[at]).toBeCloseTo(change - 0.05 * once.start[at]!, 5);
    });
  });
});
