import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradictionIn } from '../../../src/experiment/contradictions.ts';
import type { Config } from '../../../src/experiment/config.ts';
import type { DataSummary } from '../../../src/experiment/events.ts';
import { planExperiment, watchedConfig, type PlanOptions } from '../../../src/experiment/plan.ts';
import type { SweepAxis } from '../../../src/experiment/preset.ts';
import { findPreset, PRESETS } from '../../../src/experiment/presets.ts';
import { parseConfig, parseSettings } from '../../../src/experiment/settings.ts';

const axis = (name: SweepAxis['name'], ...values: string[]): SweepAxis => ({ name, values });
const data: DataSummary = {
  id: 'embedded-mid-1',
  source: { data: 'embedded', sloppiness: 'mid' },
  name: 'Penmanship',
  provenance: '',
  numTrain: 10_000,
  numTest: 2_000,
  numUnlabelled: 0,
  isEndless: false,
};

describe('a plan', () => {
  it('puts what differs in the lesson alone into one cohort, and everything else apart', () => {
    const { variants, cohorts } = planExperiment(findPreset('default'), {
      axes: [axis('temperature', '1', '4'), axis('softWeight', '0.5', '1'), axis('hidden', '16', '30+20')],
    });
    expect(variants).toHaveLength(8);
    expect(variants.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(cohorts.map((cohort) => cohort.map(({ config }) => config.hidden))).toEqual([
      Array.from({ length: 4 }, () => [16]),
      Array.from({ length: 4 }, () => [30, 20]),
    ]);
  });

  it('keeps the temperatures of an ensemble apart, because its averaged probabilities depend on them', () => {
    const axes = [axis('temperature', '1', '4')];
    const numCohorts = (average: 'probabilities' | 'logits') =>
      planExperiment(findPreset('default'), {
        settings: { teacherNetworks: 3, teacherAverage: average },
        axes,
      }).cohorts.length;
    expect(numCohorts('probabilities')).toBe(2);
    expect(numCohorts('logits')).toBe(1);
  });

  it('has every variant in exactly one cohort, whatever is swept', () => {
    const value = fc.integer({ min: 1, max: 20 }).map(String);
    const values = fc.uniqueArray(value, { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const axes = [axis('temperature', ...first), axis('hidden', ...second)];
        const { variants, cohorts } = planExperiment(findPreset('default'), { axes });
        expect(variants).toHaveLength(first.length * second.length);
        expect(cohorts.flat().sort((a, b) => a.index - b.index)).toEqual(variants);
        cohorts.forEach((cohort) => expect(cohort.length).toBeLessThanOrEqual(6));
      }),
    );
  });

  it('refuses a setting or a sweep of what the preset varies', () => {
    const few = findPreset('few-labels');
    expect(() => planExperiment(few, { settings: { labels: 300 } })).toThrow(
      'labels is set to 300, but it is what few-labels varies (in "1000 labels": 1000)',
    );
    expect(() => planExperiment(few, { axes: [axis('labels', '200', '300')] })).toThrow(
      'labels is swept over 200, but it is what few-labels varies',
    );
  });

  it('lowers numbers of images that nobody named to what there is, and no others', () => {
    const labelsOf = (name: string, options: PlanOptions = {}) =>
      planExperiment(findPreset(name), { data, ...options }).variants.map(({ config }) => config.labels);
    expect(labelsOf('hinton-table')).toEqual([10_000]);
    expect(labelsOf('hinton-table', { settings: { labels: 20_000 } })).toEqual([20_000]);
    expect(labelsOf('default', { axes: [axis('labels', '10000', '20000')] })).toEqual([10_000, 20_000]);
    expect(labelsOf('few-labels', { data: { ...data, numTrain: 50 } })).toEqual([1_000, 500, 100]);
    expect(labelsOf('default', { data: { ...data, numTrain: 300 } })).toEqual([300]);
    const unlabelled = planExperiment(findPreset('default'), {
      data,
      axes: [axis('unlabelled', '0', '9000')],
    });
    expect(unlabelled.variants.map(({ config }) => config.unlabelled)).toEqual([0, 9_000]);
  });

  it('gives every run the numbers that its label names, or leaves it to be refused, whatever the set', () => {
    const numTrain = fc.integer({ min: 10, max: 60_000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(PRESETS)),
        numTrain,
        fc.boolean(),
        (preset, size, isEndless) => {
          const { variants } = planExperiment(preset, { data: { ...data, numTrain: size, isEndless } });
          variants.forEach(({ config }, at) => expect(config).toMatchObject(preset.variants[at]!.config));
        },
      ),
    );
  });
});

it('what one watches of a preset is its first run as planned, on any digits', () => {
  const small = { ...data, numTrain: 700 };
  for (const preset of Object.values(PRESETS))
    for (const digits of [null, data, small])
      expect(watchedConfig(preset, digits), preset.name).toEqual(
        planExperiment(preset, { data: digits }).variants[0]!.config,
      );
});

describe('a sweep', () => {
  const sweep = (...axes: SweepAxis[]) => planExperiment(findPreset('default'), { axes });

  it.each([
    [[axis('temperature', '1'), axis('temperature', '3')], 'temperature is swept twice'],
    [[axis('hidden', '8', '8.0')], 'hidden is swept over [8] twice (typed "8" and "8.0")'],
    [[axis('data', 'embedded', 'mnist')], 'data is swept, but an experiment has one set of digits'],
    [[axis('nonTargetWeight', '0', '1', '4')], 'nonTargetWeight is set to 0, but softLoss is probabilities'],
    [[axis('softLoss', 'probabilities', 'logits'), axis('temperature', '1', '4')], 'softLoss is logits'],
    [[axis('labels', '5')], 'labels: '],
  ])('%j is refused before anything trains', (axes, reason) => {
    expect(() => sweep(...axes)).toThrow(reason);
  });

  it('without effect under the settings is refused, with an effect not', () => {
    const axes = [axis('temperature', '1', '4')];
    const plan = (settings: Partial<Config>) => planExperiment(findPreset('default'), { settings, axes });
    expect(() => plan({ softLoss: 'logits' })).toThrow('softLoss is logits, which know no temperature');
    expect(() => plan({ softWeight: 0 })).toThrow('softWeight is 0');
    expect(plan({ softLoss: 'decoupled' }).variants).toHaveLength(2);
  });

  it('is refused where one of its cells has no effect in any run, which is named', () => {
    expect(() => sweep(axis('temperature', '1', '4'), axis('softWeight', '0.5', '0'))).toThrow(
      'In "temperature = 1, softWeight = 0": temperature is set to 1, but softWeight is 0',
    );
  });

  it('is no matter of a variant of the preset in which it has no effect', () => {
    const axes = [axis('temperature', '2', '4')];
    expect(planExperiment(findPreset('soft-weight'), { axes }).variants.length).toBeGreaterThan(2);
    const distilled = findPreset('transfer-learning');
    const logits = distilled.variants.map((each) => ({
      ...each,
      config: { ...each.config, softLoss: 'logits' as const },
    }));
    expect(() => planExperiment({ ...distilled, variants: logits }, { axes })).toThrow(
      'temperature is set to 2, but softLoss is logits',
    );
  });

  it('of the hand is refused for digits that are not written here', () => {
    const axes = [axis('sloppiness', 'calm', 'hard')];
    expect(() => planExperiment(findPreset('default'), { settings: { data: 'mnist' }, axes })).toThrow(
      'only the embedded ones are written here',
    );
    expect(sweep(...axes).cohorts).toHaveLength(2);
  });

  it('of a chain of students keeps who teaches whom', () => {
    const { variants } = planExperiment(findPreset('same-size'), { axes: [axis('temperature', '1', '4')] });
    const labels = variants.map(({ label }) => label);
    const taught = variants.flatMap(({ label, taughtBy }) => (taughtBy === null ? [] : [[label, taughtBy]]));
    expect(taught).toHaveLength(4);
    for (const [label, teacher] of taught) {
      expect(labels).toContain(teacher);
      expect(teacher!.split(', ')[1]).toBe(label!.split(', ')[1]);
    }
  });
});

describe('the presets', () => {
  const all = Object.values(PRESETS);

  it('are those that were asked for', () => {
    expect(Object.keys(PRESETS).sort()).toEqual(
      [
        ...[
          'default',
          'few-labels',
          'noisy-labels',
          'unlabelled',
          'too-small',
          'hinton-table',
          'mythical-three',
        ],
        ...[
          'only-7-and-8',
          'ensemble',
          'logit-matching',
          'stronger-teacher',
          'label-smoothed-teacher',
          'same-size',
        ],
        ...['kl-direction', 'top-k', 'standardised-logits', 'convolutional-student'],
        ...['agreement', 'soft-weight', 'controls', 'patience', 'rivals', 'transfer-learning'],
      ].sort(),
    );
  });

  it.each(all.map((preset) => [preset.name, preset] as const))(
    '%s can be planned, says what it claims, and sets nothing in vain',
    (_, preset) => {
      const { variants } = planExperiment(preset);
      expect(new Set(variants.map(({ label }) => label)).size).toBe(preset.variants.length);
      expect(preset.claim).toMatch(/^[A-Z].*\.$/);
      expect(preset.source).not.toBe('');
      expect(preset.minutes).toBeGreaterThan(0);
      preset.variants.forEach(({ config, taughtBy }, at) => {
        const settings = { ...preset.config, ...config };
        if (taughtBy === undefined) expect(contradictionIn(settings, [variants[at]!.config])).toBeNull();
        const earlier = preset.variants.slice(0, at).map(({ label }) => label);
        if (taughtBy !== undefined) expect(earlier).toContain(taughtBy);
        expect(settings.teacher === 'student').toBe(taughtBy !== undefined);
      });
    },
  );
  it('name no number in a label that may be set to another', () => {
    for (const { name, variants } of all)
      for (const { label, config } of variants) {
        const inLabel = label.replace(/(\d) (\d{3})/g, '$1$2').match(/\d+(\.\d+)?/g) ?? [];
        const named = JSON.stringify(Object.values(config)).match(/\d+(\.\d+)?/g) ?? [];
        const numbers = named.map(Number).concat(named.map((each) => 100 * Number(each)));
        const images = Number(config.labels ?? NaN) + Number(config.unlabelled ?? NaN);
        const fixed = [784, 10, images]; // pixels and classes
        const isOrdinal = name === 'same-size' || label === 'without any 3';
        if (!isOrdinal)
          for (const each of inLabel) expect([...numbers, ...fixed], label).toContain(Number(each));
      }
  });
});

describe('contradictory settings', () => {
  it.each([
    [['teacher=shipped', 'teacherEpochs=3'], 'teacherEpochs is set to 3, but teacher is shipped'],
    [['softLoss=logits', 'T=4'], 'temperature is set to 4, but softLoss is logits'],
    [['softWeight=0', 'T=4'], 'temperature is set to 4, but softWeight is 0'],
    [['nonTargetWeight=2'], 'nonTargetWeight is set to 2, but softLoss is probabilities'],
    [
      ['klDirection=1', 'softLoss=topK'],
      'klDirection is set to 1, but softLoss is topK; it belongs to jensenShannon',
    ],
    [['topK=3'], 'topK is set to 3, but softLoss is probabilities; it belongs to topK'],
    [
      ['softLoss=topK', 'topKRest=spread'],
      'topKRest is set to "spread", but topK is 10: no probability is left out',
    ],
    [['teacherAverage=logits'], 'teacherAverage is set to "logits", but teacherNetworks is 1'],
    [['control=randomTeacher', 'teacherEpochs=3'], 'teacherEpochs is set to 3, but control is randomTeacher'],
    [['control=shuffledLabels', 'teacher=early'], 'teacher is set to "early", but control is shuffledLabels'],
    [['data=mnist', 'sloppiness=calm'], 'sloppiness is set to "calm", but the digits are mnist'],
  ])('%j are named with the reason', (pairs, reason) => {
    const settings = parseSettings(pairs);
    expect(contradictionIn(settings, [parseConfig(settings)])).toContain(reason);
  });

  it('are also a setting that is given two values', () => {
    expect(() => parseSettings(['T=4', 'temperature=8'])).toThrow('temperature is set twice: to 4 and to 8');
    expect(parseSettings(['T=4', 'T=4'])).toEqual({ temperature: 4 });
  });

  it('are not those that have an effect', () => {
    const settings = parseSettings(['T=4', 'softWeight=0.5', 'teacherNetworks=3', 'teacherAverage=logits']);
    expect(contradictionIn(settings, [parseConfig(settings)])).toBeNull();
  });
});
