import { beforeAll, describe, expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { createRandom } from '../../../src/data/random.ts';
import { klDivergence } from '../../../src/distillation/divergence.ts';
import { denseLayers } from '../../../src/distillation/layers.ts';
import { logSoftmax } from '../../../src/distillation/softmax.ts';
import { createCohort } from '../../../src/engine/cohort.ts';
import { meanKlOf, metricsOf } from '../../../src/engine/evaluate.ts';
import { runToEnd } from '../../../src/engine/run.ts';
import { permuteNonTargets } from '../../../src/engine/transferSet.ts';
import type { Config } from '../../../src/experiment/config.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { expectNoTensorLeak, openInNode } from '../../support/backends.ts';

const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 600, numTest: 200 });

function resultOf(changes: Partial<Config>) {
  const config = parseConfig({
    teacher: 'trained',
    ...{ labels: 100, hidden: [10], epochs: 4, batchSize: 20, seeds: 1 },
    ...{ teacherHidden: [24], teacherEpochs: 8, teacherBatchSize: 30, teacherBend: 0, ...changes },
  });
  return runToEnd({ preset: 'test', config, digits, backend: 'wasm' });
}

describe('teachers', () => {
  beforeAll(() => openInNode('wasm'));

  it('may be an ensemble, better than the mean of its networks, averaged one way or the other', async () => {
    const single = await resultOf({});
    const [probabilities, logits] = [
      await resultOf({ teacherNetworks: 5 }),
      await resultOf({ teacherNetworks: 5, teacherAverage: 'logits' }),
    ];
    expect(probabilities.teacher.name).toBe('5 × 784-24-10');
    expect(probabilities.teacher.parameters).toBe(5 * single.teacher.parameters);
    expect(probabilities.teacher.multiplyAdds).toBe(5 * (784 * 24 + 240));
    expect(probabilities.teacher.accuracy).toBeGreaterThan(single.teacher.accuracy);
    expect(logits.teacher.nll).not.toBe(probabilities.teacher.nll);
  });

  it('may be convolutional', async () => {
    const { teacher } = await resultOf({
      teacherConvolutions: ['5x5x4/2', '3x3x6+pool'],
      teacherHidden: [16],
    });
    expect(teacher.name).toBe('5×5×4 stride 2, 3×3×6, pool, 16, 10');
    expect(teacher.accuracy).toBeGreaterThan(0.7);
  });

  it('that learnt shuffled labels, or nothing, know nothing and harm their students', async () => {
    const [honest, shuffled, untrained] = [
      await resultOf({}),
      await resultOf({ control: 'shuffledLabels' }),
      await resultOf({ control: 'randomTeacher' }),
    ];
    for (const { teacher, arms } of [shuffled, untrained]) {
      expect(teacher.accuracy).toBeLessThan(0.3);
      expect(arms[1]!.meanAccuracy).toBeLessThan(arms[0]!.meanAccuracy);
      // The standalone arm knows nothing of teachers.
      expect(arms[0]!.accuracy).toEqual(honest.arms[0]!.accuracy);
    }
  });

  it('whose wrong digits are exchanged keep how sure they are, and nothing else', () => {
    const logits = Float32Array.from({ length: 30 }, (_, at) => Math.sin(7 * at) * 5);
    const labels = Uint8Array.of(3, 0, 9);
    const permuted = permuteNonTargets(logits, labels, createRandom(1, 'test'));
    labels.forEach((label, row) => {
      const [before, after] = [logits, permuted].map((all) => [...all.subarray(10 * row, 10 * row + 10)]);
      expect(after![label]).toBe(before![label]);
      expect(after).not.toEqual(before);
      expect(after!.toSorted()).toEqual(before!.toSorted());
    });
  });
});

describe.each(['cpu', 'wasm'] as const)('max-norm (%s)', (backend) => {
  beforeAll(() => openInNode(backend));

  it('shortens the weights into hidden units to the limit, and leaves shorter ones and the logits alone', async () => {
    const member = (seed: number) => ({ seed, temperature: 1, softWeight: 0, squareTemperature: true });
    const make = (maxNorm: number) =>
      createCohort({
        ...{ layers: denseLayers([784, 6, 5, 10]), members: [member(1), member(2)], dropout: 0, maxNorm },
        optimiser: { name: 'sgd', weightDecay: 0 },
      });
    const batch = {
      images: digits.train.images.subarray(0, 8 * 784),
      labels: digits.train.labels.subarray(0, 8),
      teacherLogits: null,
    };
    const [free, limited] = [make(0), make(1.4)];
    [free, limited].forEach((cohort) => cohort.step(batch, 0.1));
    const [[, before], [, after]] = [await free.weights([0, 1]), await limited.weights([0, 1])];
    let numShortened = 0;
    [0, 1].forEach((layer) => {
      const { numInputs, numOutputs, weights } = before!.layers[layer]!;
      for (let unit = 0; unit < numOutputs; unit++) {
        const incoming = (all: Float32Array) =>
          Array.from({ length: numInputs }, (_, input) => all[input * numOutputs + unit]!);
        const scale = Math.min(1, 1.4 / Math.hypot(...incoming(weights)));
        if (scale < 1) numShortened += 1;
        const found = incoming(after!.layers[layer]!.weights);
        incoming(weights).forEach((value, input) => expect(found[input]).toBeCloseTo(scale * value, 5));
      }
    });
    expect(numShortened).toBeGreaterThan(1);
    expect(numShortened).toBeLessThan(11);
    expect(after!.layers[2]).toEqual(before!.layers[2]);
    [free, limited].forEach((cohort) => cohort.dispose());
  });

  it('leaks no tensors', () =>
    expectNoTensorLeak(async () => {
      const cohort = createCohort({
        ...{ layers: denseLayers([784, 6, 10]), dropout: 0.2, maxNorm: 1 },
        members: [{ seed: 1, temperature: 1, softWeight: 0, squareTemperature: true }],
        optimiser: { name: 'adam', weightDecay: 0 },
      });
      const { images, labels } = digits.train;
      cohort.step(
        { images: images.subarray(0, 784), labels: labels.subarray(0, 1), teacherLogits: null },
        0.1,
      );
      cohort.dispose();
    }));
});

describe('evaluation', () => {
  it('counts every label against every prediction', () => {
    const logits = new Float32Array(40);
    [3, 3, 5, 0].forEach((prediction, row) => (logits[row * 10 + prediction] = 2));
    const { confusion, errors } = metricsOf(logits, Uint8Array.of(3, 5, 5, 9));
    expect(errors).toBe(2);
    expect(confusion.flatMap((count, cell) => (count > 0 ? [[cell, count]] : []))).toEqual([
      [33, 1],
      [53, 1],
      [55, 1],
      [90, 1],
    ]);
  });

  it('has the mean KL that the arrays give', () => {
    const random = createRandom(1, 'kl');
    const [teacher, student] = [0, 1].map(() => Float32Array.from({ length: 50 }, () => 3 * random.normal()));
    const rows = Array.from({ length: 5 }, (_, row) =>
      klDivergence(
        logSoftmax(teacher!.subarray(10 * row, 10 * row + 10)),
        logSoftmax(student!.subarray(10 * row, 10 * row + 10)),
      ),
    );
    const expected = rows.reduce((sum, value) => sum + value, 0) / 5;
    expect(meanKlOf(teacher!, student!)).toBeCloseTo(expected, 10);
    expect(meanKlOf(teacher!, teacher!)).toBe(0);
  });
});
