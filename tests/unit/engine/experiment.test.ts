import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { summaryOf } from '../../../src/data/digitSet.ts';
import { mean } from '../../../src/distillation/statistics.ts';
import { estimateMs } from '../../../src/engine/estimate.ts';
import { runExperiment } from '../../../src/engine/experiment.ts';
import { runToEnd } from '../../../src/engine/run.ts';
import type { TeacherCache } from '../../../src/engine/teacher.ts';
import type { Config } from '../../../src/experiment/config.ts';
import { RefusedError } from '../../../src/experiment/feasibility.ts';
import { bytesOfRun } from '../../../src/experiment/memory.ts';
import { MEMORY_LIMIT } from '../../../src/experiment/memoryLimit.ts';
import { mergeShards } from '../../../src/experiment/merge.ts';
import { planExperiment } from '../../../src/experiment/plan.ts';
import { temperatures, varying, type Variant } from '../../../src/experiment/preset.ts';
import { parseResultFile, resultFile } from '../../../src/experiment/resultFile.ts';
import type { ExperimentResult } from '../../../src/experiment/results.ts';
import { studentSeeds } from '../../../src/experiment/seeds.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { openInNode } from '../../support/backends.ts';
import {
  digits,
  execute,
  GENERATIONS,
  presetOf,
  SMALL,
  withoutTimes,
} from '../../support/smallExperiment.ts';

describe('an experiment', () => {
  beforeAll(() => openInNode('wasm'));

  it('may have convolutional students: softWeight 0 is the standalone twin to the bit, and the teacher is followed', async () => {
    const students = { convolutions: ['5x5x4/2+pool'], hidden: [6] };
    const { result } = await execute(
      presetOf([
        { label: 'alone', config: { ...students, softWeight: 0 } },
        { label: 'taught', config: students },
      ]),
    );
    const [alone, taught] = result.variants.map((variant) => {
      if (variant.problem !== null) throw new Error(variant.problem);
      return variant.arms;
    });
    expect(alone![1]).toMatchObject({ accuracy: alone![0]!.accuracy, nll: alone![0]!.nll });
    expect(taught![0]!.parameters).toBe(26 * 4 + 197 * 6 + 70);
    expect(mean(taught![1]!.agreement)).toBeGreaterThan(mean(taught![0]!.agreement));
  });

  it('trains variants in one cohort to the result that each has alone, to the bit', async () => {
    const { events, result } = await execute(presetOf(temperatures(1, 4, 8)));
    expect(events.filter(({ type }) => type === 'cohort')).toHaveLength(1);
    for (const [at, temperature] of [1, 4, 8].entries()) {
      const config = parseConfig(SMALL, { temperature });
      const alone = await runToEnd({ preset: 'test', config, digits, backend: 'wasm' });
      const variant = result.variants[at]!;
      if (variant.problem !== null) throw new Error(variant.problem);
      const { arms, gain, gapClosed, replicates, teacher } = variant;
      expect(withoutTimes({ arms, gain, gapClosed, replicates, teacher })).toEqual(
        withoutTimes({
          arms: alone.arms,
          gain: alone.gain,
          gapClosed: alone.gapClosed,
          replicates: alone.replicates,
          teacher: alone.teacher,
        }),
      );
    }
  });

  it('that has no room in one cohort is cut into several, and comes to the same, to the bit', async () => {
    const axes = [{ name: 'softWeight' as const, values: ['0', '0.5', '0.9', '1'] }];
    const preset = presetOf([{ label: 'run', config: {} }], { dropout: 0.2, unlabelled: 20 });
    const planUnder = (memoryLimit: number) =>
      planExperiment(preset, { axes, data: summaryOf(digits), memoryLimit });
    const sizeOf = ({ cohorts }: ReturnType<typeof planUnder>) => cohorts.map((cohort) => cohort.length);
    const whole = planUnder(MEMORY_LIMIT);
    const { total } = bytesOfRun({ config: whole.config, numVariants: 2 }, summaryOf(digits));
    const cut = planUnder(total);
    expect([sizeOf(whole), sizeOf(cut)]).toEqual([[4], [2, 2]]);
    const { result: uncut } = await execute(preset, { plan: whole });
    const { result } = await execute(preset, { plan: cut });
    expect(withoutTimes(result)).toEqual(withoutTimes(uncut));
    const [first] = result.variants;
    if (first?.problem !== null) throw new Error(first?.problem);
    const [standalone, distilled] = first.arms;
    expect(distilled!.errors).toEqual(standalone!.errors); // nobody listens to the teacher at softWeight 0
    expect(distilled!.nll).toEqual(standalone!.nll);
  });

  it('tells what is done after every cohort', async () => {
    const { events } = await execute(
      presetOf([
        { label: 'a', config: { hidden: [4] } },
        { label: 'b', config: {} },
      ]),
    );
    const partials = events.flatMap((event) => (event.type === 'partial' ? [event.result] : []));
    expect(partials.map(({ variants }) => variants.map(({ label }) => label))).toEqual([
      [],
      ['a'],
      ['a', 'b'],
    ]);
    expect(partials.map(({ unfinished }) => unfinished)).toEqual([['a', 'b'], ['b'], []]);
  });

  it('in shards, merged, is the same as in one run, to the bit but for the times', async () => {
    const preset = presetOf([
      ...temperatures(1, 4),
      { label: 'wide', config: { hidden: [12] } },
      ...GENERATIONS,
    ]);
    const { result: whole } = await execute(preset);
    const files = [];
    for (const index of [1, 0, 2]) {
      const { result } = await execute(preset, { shard: { index, count: 3 } });
      const text = JSON.stringify(resultFile(result));
      files.push({ file: `${index}.json`, result: parseResultFile('file', text) });
    }
    const merged = resultFile(mergeShards(files));
    expect(withoutTimes(merged)).toEqual(withoutTimes(resultFile(whole)));
    expect(whole.variants).toHaveLength(6);
  });

  it('lets the student of one generation teach the next', async () => {
    const { result } = await execute(presetOf(GENERATIONS));
    const [first, second, third] = result.variants.map((variant) => {
      if (variant.problem !== null) throw new Error(variant.problem);
      return variant;
    });
    expect(second!.teacher.errors).toBe(first!.arms[1]!.errors[0]);
    expect(third!.teacher.errors).toBe(second!.arms[1]!.errors[0]);
    expect(second!.arms[0]).toEqual({ ...first!.arms[0]!, ...teacherDependent(second!.arms[0]!) });
  });

  it('goes on after a variant that is refused or diverges, and says why', async () => {
    const preset = presetOf([
      { label: 'misfit', config: { studentStart: 'copied' } },
      { label: 'diverging', config: { hidden: [6] } },
      { label: 'good', config: {} },
    ]);
    const plan = planExperiment(preset);
    const cohorts = plan.cohorts.map((cohort) =>
      cohort.map((variant) =>
        variant.label === 'diverging'
          ? { ...variant, config: { ...variant.config, learningRate: 1e30 } }
          : variant,
      ),
    );
    const { result } = await execute(preset, { plan: { ...plan, cohorts } });
    const [misfit, diverging, good] = result.variants;
    expect(misfit!.problem).toContain('784 × 16 in the teacher and 784 × 8 in the student');
    expect(diverging!.problem).toContain('Training stopped');
    expect(good!.problem).toBeNull();
  });

  it('loses nobody but the one that diverges, of several in a cohort', async () => {
    const preset = presetOf(temperatures(1, 4, 8));
    const plan = planExperiment(preset);
    const cohorts = plan.cohorts.map((cohort) =>
      cohort.map((variant, at) =>
        at === 1
          ? {
              ...variant,
              config: { ...variant.config, softLoss: 'decoupled' as const, nonTargetWeight: 1e35 },
            }
          : variant,
      ),
    );
    expect(cohorts).toHaveLength(1);
    const { result } = await execute(preset, { plan: { ...plan, cohorts } });
    expect(result.variants.map(({ problem }) => problem === null)).toEqual([true, false, true]);
    const { result: whole } = await execute(preset);
    const [first, , third] = whole.variants;
    expect(withoutTimes([result.variants[0], result.variants[2]])).toEqual(withoutTimes([first, third]));
  });

  it('goes on after whatever breaks in one cohort', async () => {
    const preset = presetOf([
      { label: 'broken', config: { hidden: [6] } },
      { label: 'good', config: {} },
    ]);
    const digitsFor = ({ hidden }: Config) =>
      hidden[0] === 6 ? Promise.reject(new Error('The memory is full.')) : Promise.resolve(digits);
    const { result } = await execute(preset, { digitsFor });
    expect(result.variants.map(({ problem }) => problem)).toEqual(['The memory is full.', null]);
  });

  it('goes on from what an earlier run left, to what one run gives, also where later ones are taught by earlier ones', async () => {
    const preset = presetOf([...GENERATIONS, { label: 'wide', config: { hidden: [12] } }]);
    const { events, result: whole } = await execute(preset);
    const partials = events.flatMap((event) => (event.type === 'partial' ? [event.result] : []));
    expect(partials.map(({ variants }) => variants.length)).toEqual([0, 1, 2, 3, 4]);
    for (const left of partials) {
      const done = parseResultFile('file', JSON.stringify(resultFile(left)));
      const { events: after, result } = await execute(preset, { done });
      expect(withoutTimes(result)).toEqual(withoutTimes(whole));
      const begun = after.filter(({ type }) => type === 'cohort').length;
      expect(begun).toBe(4 - left.variants.length);
      expect(result.timing.totalMs).toBeGreaterThanOrEqual(left.timing.totalMs);
    }
  });

  it('adds the seeds that are missing to an experiment that was done already', async () => {
    const preset = presetOf([{ label: 'run', config: {} }]);
    const { result: done } = await execute(preset);
    const budget = { halfWidth: 1e-6, totalMs: 1e9 };
    const limited = { ...budget, totalMs: 1 };
    const { result } = await execute(preset, { done, budget: limited });
    expect(result.variants[0]).toMatchObject({ gain: { pairs: { length: 3 }, firstStage: 3 } });
  });

  it('refuses what asks for more digits than there are, or keeps none, and runs the others as their labels say', async () => {
    const few = presetOf([
      { label: '100 labels', config: { labels: 100 } },
      { label: '400 labels', config: { labels: 400 } },
      { label: 'none kept', config: { labels: 10, keptDigits: [9] } },
    ]);
    const noNines = {
      ...digits,
      train: { ...digits.train, labels: digits.train.labels.map((label) => label % 9) },
    };
    const plan = planExperiment(few, { data: summaryOf(digits) });
    const { result } = await execute(few, { plan, digits: noNines });
    expect(result.variants.map(({ problem, config }) => [config.labels, problem])).toEqual([
      [100, null],
      [400, expect.stringContaining('asks for 400 labelled digits, but Penmanship calm has 300')],
      [10, expect.stringContaining('None of the 10 labelled digits is kept')],
    ]);
  });

  it('asks for the digits of each cohort', async () => {
    const preset = presetOf([
      { label: 'calm', config: { sloppiness: 'calm' } },
      { label: 'hard', config: { sloppiness: 'hard' } },
    ]);
    const hard = await penmanship({ seed: 1, sloppiness: 'hard', numTrain: 300, numTest: 100 });
    const digitsFor = ({ sloppiness }: Config) => Promise.resolve(sloppiness === 'hard' ? hard : digits);
    const { result } = await execute(preset, { digitsFor });
    const pairsOf = (index: number) => {
      const variant = result.variants[index]!;
      return variant.problem === null ? variant.arms.map(({ errors }) => errors) : [];
    };
    for (const [index, set] of [digits, hard].entries()) {
      const config = parseConfig(SMALL, preset.variants[index]!.config);
      const alone = await runToEnd({ preset: 'test', config, digits: set, backend: 'wasm' });
      expect(pairsOf(index)).toEqual(alone.arms.map(({ errors }) => errors));
    }
    expect(pairsOf(0)).not.toEqual(pairsOf(1));
  });

  it('adds seeds that go on from those of each variant, none twice, and says how many there were', async () => {
    const preset = presetOf(varying('seed', [1, 3]));
    const clock = (() => {
      let ms = 0;
      return () => (ms += 1);
    })();
    const { result } = await execute(preset, { budget: { halfWidth: 1e-9, totalMs: 60 }, clock });
    for (const { problem, ...variant } of result.variants) {
      if (problem !== null || !('arms' in variant)) throw new Error('no result');
      const { seeds } = variant.arms[1]!;
      expect(seeds.length).toBeGreaterThan(2);
      expect(seeds).toEqual(studentSeeds({ ...variant.config, seeds: seeds.length }));
      expect(variant.config.seeds).toBe(seeds.length);
    }
  });

  it('adds seeds until the interval is narrow, and stops at its budget', async () => {
    const preset = presetOf([{ label: 'one', config: {} }]);
    const seedsOf = ({ result }: { result: ExperimentResult }) => {
      const [variant] = result.variants;
      return variant?.problem === null ? variant.arms.map(({ seeds }) => seeds) : [];
    };
    const halfWidth = 6;
    const patient = await execute(preset, { budget: { halfWidth, totalMs: 1e9 } });
    const [variant] = patient.result.variants;
    if (variant?.problem !== null) throw new Error('no result');
    const [low, high] = variant.gain.ci95!;
    expect((high - low) / 2).toBeLessThanOrEqual(halfWidth);
    const numSeeds = variant.gain.pairs.length;
    expect(numSeeds).toBeGreaterThan(2);
    const seeds = studentSeeds({ seed: 1, seeds: numSeeds });
    expect(seedsOf(patient)).toEqual([seeds, seeds]);
    // The same students as in one run with that many seeds.
    const config = parseConfig(SMALL);
    const alone = await runToEnd({ preset: 'test', config, seeds, digits, backend: 'wasm' });
    expect(variant.gain.pairs).toEqual(alone.gain.pairs);
    expect(seedsOf(await execute(preset, { budget: { halfWidth: 1e-9, totalMs: 1 } }))).toEqual([
      [101, 102],
      [101, 102],
    ]);
  });

  it('asks no cohort again whose further seeds gave nothing: they would give nothing again', async () => {
    const preset = presetOf([{ label: 'one', config: {} }]);
    let ms = 0;
    let numAsked = 0;
    const digitsFor = () =>
      (numAsked += 1) === 1 ? Promise.resolve(digits) : Promise.reject(new RefusedError('As if diverged.'));
    const budget = { halfWidth: 1e-9, totalMs: 10_000 };
    const { result } = await execute(preset, { digitsFor, budget, clock: () => (ms += 1) });
    expect(numAsked).toBe(2);
    const [variant] = result.variants;
    expect(variant!.problem).toBeNull();
    expect(variant!.config.seeds).toBe(2);
  });

  it('is estimated from short runs: more for more epochs and seeds; a refused run costs nothing; no tensors stay', async () => {
    const estimate = (variants: readonly Variant[], config: Partial<Config> = {}) =>
      estimateMs(planExperiment(presetOf(variants, config)), digits);
    await estimate(temperatures(1)); // compiles
    const before = tf.memory().numTensors;
    const one = await estimate(temperatures(1), { epochs: 10 });
    expect(one).toBeGreaterThan(0);
    // Two hundred times the work: no machine is so uneven that this were less.
    expect(await estimate(temperatures(1), { epochs: 500, seeds: 8 })).toBeGreaterThan(one);
    const misfit = await estimate([{ label: 'misfit', config: { studentStart: 'copied' } }]);
    expect(Number.isFinite(misfit)).toBe(true);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves no tensors when it is closed in the middle', async () => {
    const preset = presetOf(temperatures(1, 4));
    await execute(preset);
    const before = tf.memory().numTensors;
    const teachers: TeacherCache = new Map();
    const generator = runExperiment({
      ...{ plan: planExperiment(preset), digits, backend: 'wasm', teachers },
      teacherFor: () => Promise.resolve(null),
    });
    for (;;) {
      const { value } = await generator.next();
      if (value && 'event' in value && value.event.type === 'progress' && value.event.phase === 'students')
        break;
    }
    await generator.return(undefined as never);
    for (const { cohort } of teachers.values()) cohort.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** Numbers of a standalone student that are taken against its teacher. */
function teacherDependent({ agreement, meanKl }: { agreement: unknown; meanKl: unknown }) {
  return { agreement, meanKl, latencyMs: expect.any(Number) as unknown };
}
