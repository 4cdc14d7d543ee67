import { beforeAll, describe, expect, it } from 'vitest';
import { runToEnd } from '../../../src/engine/run.ts';
import { joined } from '../../../src/experiment/comparison.ts';
import type { Config } from '../../../src/experiment/config.ts';
import { RefusedError } from '../../../src/experiment/feasibility.ts';
import { mergeShards } from '../../../src/experiment/merge.ts';
import { planExperiment } from '../../../src/experiment/plan.ts';
import { temperatures } from '../../../src/experiment/preset.ts';
import { parseResultFile, resultFile } from '../../../src/experiment/resultFile.ts';
import type { ExperimentResult, Measured, VariantResult } from '../../../src/experiment/results.ts';
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

const preset = presetOf([...temperatures(1, 8), { label: 'wide', config: { hidden: [12] } }], {
  replicates: 3,
});
const found = ({ variants: [first] }: ExperimentResult) => first as VariantResult & Measured;

describe('replicates', () => {
  beforeAll(() => openInNode('wasm'));

  it('are the runs of the next seeds, joined, to the bit; each variant in all of them', async () => {
    const { result, events } = await execute(preset);
    expect(events.filter(({ type }) => type === 'cohort')).toHaveLength(6);
    const alone = [];
    for (const seed of [1, 2, 3]) {
      const config = parseConfig(SMALL, { temperature: 1, seed });
      alone.push(await runToEnd({ preset: 'test', config, digits, backend: 'wasm' }));
    }
    const [first, ...others] = alone;
    const whole = others.reduce((run, other) => joined(run, other, 500), first!);
    const { teacher, arms, gain, gapClosed, replicates, config } = found(result);
    expect(withoutTimes({ teacher, arms, gain, gapClosed, replicates })).toEqual(
      withoutTimes({
        teacher: whole.teacher,
        arms: whole.arms,
        gain: whole.gain,
        gapClosed: whole.gapClosed,
        replicates: whole.replicates,
      }),
    );
    expect(config).toMatchObject({ seed: 1, seeds: 2, replicates: 3 });
    expect(gain).toMatchObject({ perReplicate: [2, 2, 2], covers: 'replicates, students and test digits' });
    // Each has a teacher and labels of its own, so that no two are alike.
    expect(new Set(replicates.map((each) => each.teacher.outcomes)).size).toBe(3);
    expect(new Set(replicates.flatMap((each) => each.arms[0]!.outcomes)).size).toBe(6);
    expect(teacher.errors).toBeCloseTo(
      replicates.reduce((sum, each) => sum + each.teacher.errors, 0) / 3,
      12,
    );
  });

  it('in shards, merged in any order, are to the bit what one run gives; a shard says what it lacks', async () => {
    const { result: whole } = await execute(preset);
    const files: { file: string; result: ExperimentResult }[] = [];
    for (const index of [2, 0, 3, 1]) {
      const { result } = await execute(preset, { shard: { index, count: 4 } });
      expect(result.unfinished.length).toBeGreaterThan(0);
      const text = JSON.stringify(resultFile(result));
      files.push({ file: `${index}`, result: parseResultFile('x', text) });
    }
    expect(withoutTimes(mergeShards(files))).toEqual(withoutTimes(whole));
    expect(() =>
      mergeShards([
        ...files.slice(1),
        { ...files[1]!, result: { ...files[1]!.result, shard: { index: 2, count: 4 } } },
      ]),
    ).toThrow(/is in two shards with seed \d: it would count twice/);
  });

  it('are gone on with from wherever an earlier run was left, and from one of fewer replicates', async () => {
    const { events, result: whole } = await execute(preset);
    const partials = events.flatMap((event) => (event.type === 'partial' ? [event.result] : []));
    expect(partials.map(({ unfinished }) => unfinished.length)).toEqual([3, 3, 3, 3, 3, 1, 0]);
    for (const left of [partials[1]!, partials[4]!]) {
      const { result } = await execute(preset, { done: left });
      expect(withoutTimes(result)).toEqual(withoutTimes(whole));
    }
    const { result: one } = await execute({ ...preset, config: { ...preset.config, replicates: 1 } });
    const { result } = await execute(preset, { done: one });
    expect(withoutTimes(result)).toEqual(withoutTimes(whole));
  });

  it('of a student that is taught by one of the replicate itself', async () => {
    const chain = presetOf(GENERATIONS, { replicates: 2 });
    const { result } = await execute(chain);
    const { result: second } = await execute(presetOf(GENERATIONS, { seed: 2 }));
    const last = result.variants[2] as VariantResult & Measured;
    const alone = second.variants[2] as VariantResult & Measured;
    expect(last.replicates[1]!.arms).toEqual(alone.replicates[0]!.arms);
    const { result: shard } = await execute(chain, { shard: { index: 5, count: 6 } });
    expect(found(shard).replicates).toEqual([last.replicates[1]!]);
  });

  it('that diverge or are refused leave the others, and the variant unfinished', async () => {
    const digitsFor = ({ seed }: Config) =>
      seed === 2 ? Promise.reject(new RefusedError('As if diverged.')) : Promise.resolve(digits);
    const { result } = await execute(presetOf([{ label: 'one', config: {} }], { replicates: 3 }), {
      digitsFor,
    });
    expect(found(result).replicates.map(({ seed }) => seed)).toEqual([1, 3]);
    expect(result.unfinished).toEqual(['one']);
  });

  it('are added by --until, one after the other, until the interval over them is narrow; the first ones’ spread stays', async () => {
    const one = presetOf([{ label: 'one', config: {} }], { replicates: 3 });
    const patient = await execute(one, { budget: { halfWidth: 12, totalMs: 1e9 } });
    const { gain, replicates } = found(patient.result);
    expect(gain).toMatchObject({ firstStage: 3, covers: 'replicates, students and test digits' });
    expect((gain.ci95![1] - gain.ci95![0]) / 2).toBeLessThanOrEqual(12);
    expect(replicates.map(({ seed }) => seed)).toEqual(replicates.map((_, at) => 1 + at));
    const impatient = await execute(one, { budget: { halfWidth: 1e-9, totalMs: 1 } });
    expect(found(impatient.result).replicates).toHaveLength(3);
    const two = { ...one, config: { ...one.config, replicates: 2 } };
    const few = await execute(two, { budget: { halfWidth: 100, totalMs: 1e9 } });
    expect(found(few.result).replicates).toHaveLength(3); // two cannot tell
  });

  it('stay together in the shards of a budget, and are dealt out without one', async () => {
    const budget = { halfWidth: 100, totalMs: 1e9 };
    const { result } = await execute(preset, { shard: { index: 1, count: 2 }, budget });
    expect(result.variants.map(({ label, config }) => [label, config.replicates])).toEqual([['wide', 3]]);
  });

  it('cannot be swept, nor can the seed where there are several', () => {
    const planned = (name: keyof Config, replicates: number) => () =>
      planExperiment(presetOf([{ label: 'one', config: {} }], { replicates }), {
        axes: [{ name, values: ['1', '2'] }],
      });
    expect(planned('replicates', 1)).toThrow('Set it for all cells');
    expect(planned('seed', 2)).toThrow('cells would train the same ones');
    expect(planned('seed', 1)().cohorts).toHaveLength(2);
  });
});
