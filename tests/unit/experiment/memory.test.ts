import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, type Config } from '../../../src/experiment/config.ts';
import { obstacleTo } from '../../../src/experiment/feasibility.ts';
import { bytesOfRun } from '../../../src/experiment/memory.ts';
import { MEMORY_LIMIT, numVariantsWithRoom, obstacleOfMemory } from '../../../src/experiment/memoryLimit.ts';
import { parseConfig, SettingsError } from '../../../src/experiment/settings.ts';
import { planExperiment } from '../../../src/experiment/plan.ts';
import { findPreset, PRESETS } from '../../../src/experiment/presets.ts';
import { SUMMARY } from '../../support/fakeSets.ts';

const MNIST = { ...SUMMARY, numTrain: 60_000, numTest: 10_000, numUnlabelled: 0 };
const totalOf = (config: Config, numVariants = 1, digits = MNIST) =>
  bytesOfRun({ config, numVariants }, digits).total;

const hidden = fc.array(fc.integer({ min: 1, max: 2_048 }), { minLength: 1, maxLength: 4 });
const configs = fc
  .record({
    hidden,
    teacherHidden: hidden,
    seeds: fc.integer({ min: 1, max: 19 }),
    labels: fc.integer({ min: 1_024, max: 20_000 }),
    unlabelled: fc.integer({ min: 0, max: 20_000 }),
    batchSize: fc.integer({ min: 1, max: 1_000 }),
    teacherBatchSize: fc.integer({ min: 1, max: 1_000 }),
    teacherNetworks: fc.integer({ min: 1, max: 9 }),
    optimiser: fc.constantFrom('adam', 'sgd'),
    dropout: fc.constantFrom(0, 0.5),
    teacherConvolutions: fc.constantFrom([], ['3x3x16+pool'], ['5x5x8/2', '3x3x32']),
  })
  .map((settings) => parseConfig(settings as Partial<Config>));

/** Each makes one size larger. */
const LARGER: Record<string, (config: Config) => Partial<Config>> = {
  seeds: ({ seeds }) => ({ seeds: seeds + 1 }),
  labels: ({ labels }) => ({ labels: labels + 1 }),
  unlabelled: ({ unlabelled }) => ({ unlabelled: unlabelled + 1 }),
  batchSize: ({ batchSize }) => ({ batchSize: batchSize + 1 }),
  teacherBatchSize: ({ teacherBatchSize }) => ({ teacherBatchSize: teacherBatchSize + 1 }),
  teacherNetworks: ({ teacherNetworks }) => ({ teacherNetworks: teacherNetworks + 1 }),
  'width of a layer': ({ hidden: [first, ...rest] }) => ({ hidden: [first! + 1, ...rest] }),
  'layers of the teacher': ({ teacherHidden }) => ({ teacherHidden: [...teacherHidden, 10] }),
};
/** Make larger what may not be the peak, as a step that takes less than an evaluation. */
const SOMETIMES = ['batchSize', 'teacherBatchSize', 'width of a layer'];

describe('the memory that a run takes', () => {
  it.each(Object.entries(LARGER))('grows with %s', (name, larger) => {
    fc.assert(
      fc.property(configs, (config) => {
        const [before, after] = [totalOf(config), totalOf({ ...config, ...larger(config) })];
        if (SOMETIMES.includes(name)) expect(after).toBeGreaterThanOrEqual(before);
        else expect(after).toBeGreaterThan(before);
      }),
    );
  });

  it('grows with wide layers, and with large batches of students and of the teacher', () => {
    expect(totalOf(parseConfig({ hidden: [2001, 9] }))).toBeGreaterThan(
      totalOf(parseConfig({ hidden: [2000, 9] })),
    );
    const wide = parseConfig({ hidden: [2048, 2048], teacherHidden: [2048, 2048], teacherNetworks: 10 });
    expect(totalOf({ ...wide, batchSize: 1000, labels: 1000 })).toBeGreaterThan(totalOf(wide));
    expect(totalOf({ ...wide, teacherBatchSize: 1000 })).toBeGreaterThan(totalOf(wide));
  });

  it('grows with the arms and with the digits', () => {
    fc.assert(
      fc.property(configs, fc.integer({ min: 1, max: 5 }), (config, numVariants) => {
        expect(totalOf(config, numVariants + 1)).toBeGreaterThan(totalOf(config, numVariants));
        const more = (change: Partial<typeof MNIST>) => totalOf(config, 1, { ...MNIST, ...change });
        for (const changes of [{ numTrain: 60_001 }, { numTest: 10_001 }, { numUnlabelled: 1 }])
          expect(more(changes)).toBeGreaterThan(totalOf(config));
      }),
    );
  });

  it('counts 24 bytes of tensors and copies for a student’s weight, and the gradient of all but the first layer', () => {
    const bytesOf = (seeds: number) =>
      bytesOfRun({ config: parseConfig({ hidden: [2048, 2048], seeds }), numVariants: 1 }, MNIST);
    const perSeed = bytesOf(5).tensors - bytesOf(4).tensors;
    const [first, others] = [784 * 2048, 2048 * 2048 + 2048 * 10];
    const weights = 2 * (first + others + 2 * 2048 + 10);
    const step = 4 * 2 * (others + 64 * (2 * 2 * 2048 + 2 * 10));
    expect(perSeed / (1.25 * (3 * 4 * weights + step))).toBeCloseTo(1, 6);
    expect((bytesOf(5).arrays - bytesOf(4).arrays) / (3 * 4 * weights + 2 * 10_000 * 40)).toBeCloseTo(1, 6);
  });
});

describe('a run that has no room', () => {
  it('is refused with what it wants, what there is, and the setting to lower', () => {
    const config = parseConfig({ hidden: [2048, 2048], seeds: 20 });
    expect(obstacleTo(config, MNIST)).toBe(
      'The run would take about 7.4 GB of memory at its peak, and no more than 3.5 GB are to be had: it has 40 students of ' +
        '784-2048-2048-10 and a teacher of 784-300-100-10. Lower seeds to at most 9.',
    );
    expect(obstacleTo(parseConfig({ ...config, seeds: 9 }), MNIST)).toBeNull();
    expect(obstacleTo(parseConfig({ ...config, seeds: 9 }), MNIST, null, 2)).toContain('27 students');
    expect(obstacleTo(DEFAULT_CONFIG, MNIST)).toBeNull();
  });

  it('names a number at which it has room, and the next one has none; else the layers that take most', () => {
    const limits = fc.integer({ min: 100, max: 4_000 }).map((mega) => mega * 1e6);
    fc.assert(
      fc.property(configs, limits, (config, limit) => {
        const size = { config, numVariants: 1 };
        const obstacle = obstacleOfMemory(size, MNIST, limit);
        expect(obstacle === null).toBe(totalOf(config) <= limit);
        const [, name, most] = /Lower (\w+) to at most (\d+)\.$/.exec(obstacle ?? '') ?? [];
        if (name === undefined) {
          if (obstacle)
            expect(obstacle).toMatch(/smaller layers: (hidden|teacherHidden|teacherConvolutions) is /);
          return;
        }
        expect(totalOf({ ...config, [name]: Number(most) })).toBeLessThanOrEqual(limit);
        expect(totalOf({ ...config, [name]: Number(most) + 1 })).toBeGreaterThan(limit);
      }),
    );
    const huge = parseConfig({ teacherConvolutions: ['3x3x999', '3x3x999'] });
    expect(obstacleTo(huge, MNIST)).toMatch(/smaller layers: teacherConvolutions is 3x3x999, 3x3x999\.$/);
  });

  it('is refused before an experiment begins where no run of it has room; else the others are run', () => {
    const planOf = (values: readonly string[]) =>
      planExperiment(findPreset('default'), {
        settings: { seeds: 20 },
        axes: [{ name: 'hidden', values }],
      });
    expect(() => planOf(['2048+2048', '2048+2000'])).toThrow(SettingsError);
    expect(() => planOf(['2048+2048', '2048+2000'])).toThrow(/about 7.* GB .*Lower seeds to at most 9/);
    expect(planOf(['2048+2048', '16']).variants).toHaveLength(2);
  });
});

describe('cohorts', () => {
  const axes = [{ name: 'temperature' as const, values: ['1', '2', '4', '8', '16', '20'] }];

  it('are as large as there is room for, at least of one variant, and the plan is the same wherever it is made', () => {
    const config = parseConfig({ hidden: [1200, 1200], seeds: 10 });
    const count = numVariantsWithRoom(config, 6, MNIST);
    expect(count).toBeGreaterThan(1);
    expect(count).toBeLessThan(6);
    expect(totalOf(config, count)).toBeLessThanOrEqual(MEMORY_LIMIT);
    expect(totalOf(config, count + 1)).toBeGreaterThan(MEMORY_LIMIT);
    expect(numVariantsWithRoom(config, 6, MNIST, 1)).toBe(1);
    const plan = planExperiment(findPreset('default'), {
      settings: { hidden: [1200, 1200], seeds: 10 },
      axes,
      data: MNIST,
    });
    expect(Math.max(...plan.cohorts.map((cohort) => cohort.length))).toBe(count);
    expect(plan.cohorts.flat()).toEqual(plan.variants);
  });

  it('of all presets have room as they are', () => {
    for (const preset of Object.values(PRESETS))
      for (const cohort of planExperiment(preset, { data: MNIST }).cohorts)
        expect(totalOf(cohort[0]!.config, cohort.length)).toBeLessThan(MEMORY_LIMIT);
  });
});
