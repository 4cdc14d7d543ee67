import { beforeAll, describe, expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { redrawLabels } from '../../../src/data/labelNoise.ts';
import { givenLabels, orderOfTransferSet } from '../../../src/engine/givenLabels.ts';
import { equalNonTargets, makeTransferSet } from '../../../src/engine/transferSet.ts';
import { runToEnd } from '../../../src/engine/run.ts';
import { createStudents } from '../../../src/engine/students.ts';
import {
  createTeacherCohort,
  openGivenTeacher,
  teacherKey,
  type GivenTeacher,
} from '../../../src/engine/teacher.ts';
import type { Config } from '../../../src/experiment/config.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { softmax } from '../../../src/distillation/softmax.ts';
import { openInNode } from '../../support/backends.ts';

const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 300, numTest: 60 });
const NO_THREES = [0, 1, 2, 4, 5, 6, 7, 8, 9];
const small = {
  ...{ labels: 100, hidden: [8], epochs: 2, batchSize: 32, seeds: 2 },
  ...{ teacherHidden: [8], teacherEpochs: 2, teacherBatchSize: 50, teacherBend: 0 },
};

/** Logits that say nothing. */
const blank: GivenTeacher = {
  id: 'blank',
  predictor: {
    average: 'logits',
    networks: [
      {
        layers: [
          {
            ...{ numInputs: 784, numOutputs: 10, convolution: null },
            ...{ weights: new Float32Array(7840), bias: new Float32Array(10) },
          },
        ],
      },
    ],
  },
};

async function transferSetOf(changes: Partial<Config>) {
  const teacher = await openGivenTeacher(blank, digits);
  const events = makeTransferSet(parseConfig(small, changes), digits, teacher, 4);
  let next = await events.next();
  while (!next.done) next = await events.next();
  const set = next.value;
  teacher.cohort.dispose();
  return set;
}

describe('the transfer set', () => {
  beforeAll(() => openInNode('wasm'));

  it('loses the digits that are not kept, and nothing else', async () => {
    const whole = await transferSetOf({});
    const kept = await transferSetOf({ keptDigits: NO_THREES });
    const rows = [...whole.digits.labels.keys()].filter((row) => whole.digits.labels[row] !== 3);
    expect(rows.length).toBeLessThan(100);
    expect([...kept.digits.labels]).toEqual(rows.map((row) => whole.digits.labels[row]));
    rows.forEach((row, at) =>
      expect(kept.digits.images.subarray(784 * at, 784 * at + 784)).toEqual(
        whole.digits.images.subarray(784 * row, 784 * row + 784),
      ),
    );
    expect(kept.teacherLogits).toHaveLength(10 * rows.length);
  });

  it('loses those images without labels in which the teacher sees a digit that is not kept', async () => {
    const nineDigits = await transferSetOf({ unlabelled: 150, keptDigits: NO_THREES });
    // The blank teacher calls everything a zero.
    const rows = nineDigits.digits.labels.length;
    const { digits: labelled } = await transferSetOf({ keptDigits: NO_THREES });
    expect(rows).toBe(labelled.labels.length + 150);
    const { digits: set, imageWeights } = await transferSetOf({ unlabelled: 150, keptDigits: [7, 8] });
    expect(set.labels.length).toBeLessThan(100);
    expect(new Set(set.labels)).toEqual(new Set([7, 8]));
    expect(new Set(imageWeights)).toEqual(new Set([1]));
  });

  it('has the share of its labels redrawn that was asked for, and those of the kept digits', async () => {
    const { labels: honest } = (await transferSetOf({ keptDigits: [7, 8] })).digits;
    const { labels: wrong } = (await transferSetOf({ keptDigits: [7, 8], wrongLabels: 0.9 })).digits;
    expect(wrong).not.toEqual(honest);
    expect(new Set(wrong)).toEqual(new Set([7, 8]));
    expect((await transferSetOf({ wrongLabels: 0 })).digits).toEqual((await transferSetOf({})).digits);
  });

  it('shares its wrong labels with a teacher that learns from redrawn ones, which are as many everywhere', async () => {
    const config = parseConfig(small, { wrongLabels: 0.5, teacherWrongLabels: true, keptDigits: NO_THREES });
    const right = digits.train.labels;
    const given = givenLabels(config, right);
    const rows = orderOfTransferSet(config.seed, right.length).subarray(0, config.labels);
    const kept = rows.filter((row) => right[row] !== 3);
    const { labels } = (await transferSetOf({ wrongLabels: 0.5, keptDigits: NO_THREES })).digits;
    expect([...labels]).toEqual([...kept].map((row) => given[row]));
    const others = orderOfTransferSet(config.seed, right.length).subarray(config.labels);
    const numWrong = others.filter((row) => given[row] !== right[row]).length;
    expect(numWrong / others.length).toBeGreaterThan(0.35);
    expect(numWrong / others.length).toBeLessThan(0.55); // nine tenths of a half
    expect(teacherKey(config)).not.toBe(teacherKey(parseConfig(small, { wrongLabels: 0.5 })));
    expect(teacherKey(parseConfig(small, { wrongLabels: 0.5 }))).toBe(teacherKey(parseConfig(small, {})));
    const other = { wrongLabels: 0.5, teacherWrongLabels: true };
    expect(teacherKey(parseConfig(small, { ...other, labels: 50 }))).not.toBe(
      teacherKey(parseConfig(small, other)),
    );
  });

  it('redraws labels at random: a tenth of the redrawn stays right', () => {
    const labels = Uint8Array.from({ length: 20_000 }, (_, row) => row % 10);
    const redrawn = redrawLabels(labels, 0.2, [...labels.subarray(0, 10)], 1);
    const numWrong = labels.filter((label, row) => label !== redrawn[row]).length;
    expect(numWrong / 20_000).toBeGreaterThan(0.172);
    expect(numWrong / 20_000).toBeLessThan(0.188);
    expect(redrawLabels(labels, 0.2, [0, 1], 1)).toEqual(redrawLabels(labels, 0.2, [0, 1], 1));
    expect(redrawLabels(labels, 0.2, [0, 1], 2)).not.toEqual(redrawLabels(labels, 0.2, [0, 1], 1));
  });
});

describe('targets with equal wrong digits', () => {
  it('tell the label alone, and are as uncertain as the teacher at the temperature', () => {
    const logits = Float32Array.from({ length: 30 }, (_, at) => (at % 10 === 7 ? 9 : (at * 7) % 5));
    const labels = Uint8Array.of(7, 7, 3);
    const entropy = (shares: ArrayLike<number>) =>
      Array.from(shares).reduce((sum, share) => sum - share * Math.log(share), 0);
    for (const temperature of [1, 4, 20]) {
      const equal = equalNonTargets(logits, labels, temperature);
      labels.forEach((label, row) => {
        const [own, theirs] = [equal, logits].map((all) =>
          softmax(all.subarray(10 * row, 10 * row + 10), temperature),
        );
        expect(entropy(own!)).toBeCloseTo(entropy(theirs!), 4);
        expect(own!.indexOf(Math.max(...own!))).toBe(label);
        expect(new Set(own!.filter((_, digit) => digit !== label)).size).toBe(1);
      });
    }
    expect(
      equalNonTargets(Float32Array.of(1e4, ...Array<number>(9).fill(0)), Uint8Array.of(0), 1).every(
        Number.isFinite,
      ),
    ).toBe(true);
  });
});

describe('a run', () => {
  beforeAll(() => openInNode('wasm'));
  const execute = (changes: Partial<Config>, teacher: GivenTeacher | null = null) =>
    runToEnd({ preset: 'test', config: parseConfig(small, changes), digits, backend: 'wasm', teacher });

  it('without threes has students that never say three when they learn from labels alone', async () => {
    const { arms } = await execute({ keptDigits: NO_THREES, epochs: 8 });
    const saidThree = (confusion: readonly number[]) =>
      confusion.filter((_, cell) => cell % 10 === 3).reduce((sum, count) => sum + count, 0);
    arms[0]!.confusion.forEach((confusion) => expect(saidThree(confusion)).toBeLessThan(4));
  });

  it('finds the bias of unseen digits on held-out training digits alone, and counts it on test digits', async () => {
    const taught = { teacherHidden: [32], teacherEpochs: 20, softWeight: 1 };
    const changes = { ...taught, keptDigits: NO_THREES, hidden: [32], epochs: 6, labels: 270 };
    const { arms } = await execute(changes);
    const [distilled] = arms[1]!.unseen!;
    const threes = digits.test.labels.filter((label) => label === 3).length;
    expect(distilled).toMatchObject({ digits: [3], numTested: threes, errors: arms[1]!.errors[0] });
    expect(distilled!.shiftedWrong).toBeLessThan(distilled!.wrong);
    const found = distilled!.curve.reduce((best, point) =>
      point.trainErrors < best.trainErrors ? point : best,
    );
    expect(Math.abs(found.shift - distilled!.shift)).toBeLessThan(3);
    // Other test labels change what is counted, not what is found.
    const lied = { ...digits.test, labels: digits.test.labels.map((label) => (label + 1) % 10) };
    const other = await runToEnd({
      ...{ preset: 'test', backend: 'wasm', digits: { ...digits, test: lied } },
      config: parseConfig(small, changes),
    });
    expect(other.arms[1]!.unseen!.map(({ shift }) => shift)).toEqual(
      arms[1]!.unseen!.map(({ shift }) => shift),
    );
    expect(other.arms[1]!.unseen![0]!.errors).not.toBe(distilled!.errors);
    expect((await execute({})).arms[1]!.unseen).toBeUndefined();
  });

  it('refuses to keep none of the chosen digits', async () => {
    const threesGone = {
      ...digits.train,
      labels: digits.train.labels.map((label) => (label === 3 ? 4 : label)),
    };
    await expect(
      runToEnd({
        ...{ preset: 'test', backend: 'wasm', teacher: null, digits: { ...digits, train: threesGone } },
        config: parseConfig(small, { keptDigits: [3] }),
      }),
    ).rejects.toThrow('None of the 100 labelled digits is kept; the run keeps 3.');
  });

  it('refuses to copy weights that do not fit, naming the shapes, before anything is trained', async () => {
    await expect(execute({ studentStart: 'copied', hidden: [16] })).rejects.toThrow(
      'do not fit the student (784-8-10 into 784-16-10): layer 1 is 784 × 8 in the teacher and 784 × 16 in the student; layer 2 is 8 × 10 in the teacher and 16 × 10 in the student.',
    );
    await expect(execute({ studentStart: 'copied', teacherConvolutions: ['3x3x4+pool'] })).rejects.toThrow(
      'layer 1 is 3 × 3 × 1 × 4 (a convolution) in the teacher and 784 × 8 in the student',
    );
    await expect(execute({ studentStart: 'copied', teacher: 'shipped', hidden: [8] }, blank)).rejects.toThrow(
      'layer 2 is missing in the teacher',
    );
  });

  it('copies the hidden layers that fit, under a last layer of each student’s own', async () => {
    const config = parseConfig(small, { studentStart: 'copied' });
    const [network] = await createTeacherCohort(parseConfig(small)).weights();
    const teacher = { networks: [network!], average: 'logits' } as const;
    const students = await createStudents({ configs: [config], seeds: [1, 2] }, teacher).weights();
    for (const { layers } of students) expect(layers[0]).toEqual(network!.layers[0]);
    const last = students.map(({ layers }) => layers[1]!.weights);
    expect(last[2]).toEqual(last[0]); // the twins of the two arms
    expect(last[1]).not.toEqual(last[0]);
    expect(last[0]).not.toEqual(network!.layers[1]!.weights);
  });

  it('asks for the teacher that the settings name', async () => {
    await expect(execute({ teacher: 'early' })).rejects.toThrow(
      'ask for the early teacher, but none is there',
    );
  });
});
