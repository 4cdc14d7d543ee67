import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradictionIn } from '../../../src/experiment/contradictions.ts';
import type { DataSummary } from '../../../src/experiment/events.ts';
import { planExperiment } from '../../../src/experiment/plan.ts';
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
    const { variants, units } = planExperiment(findPreset('default'), {
      axes: [axis('temperature', '1', '4'), axis('softWeight', '0.5', '1'), axis('hidden', '16', '30+20')],
    });
    expect(variants).toHaveLength(8);
    expect(variants.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(units.map((unit) => unit.map(({ config }) => config.hidden))).toEqual([
      Array.from({ length: 4 }, () => [16]),
      Array.from({ length: 4 }, () => [30, 20]),
    ]);
  });

  it('keeps the temperatures of an ensemble apart, because its averaged probabilities depend on them', () => {
    const axes = [axis('temperature', '1', '4')];
    const numUnits = (average: 'probabilities' | 'logits') =>
      planExperiment(findPreset('default'), {
        settings: { teacherNetworks: 3, teacherAverage: average },
        axes,
      }).units.length;
    expect(numUnits('probabilities')).toBe(2);
    expect(numUnits('logits')).toBe(1);
  });

  it('has every variant in exactly one unit, whatever is swept', () => {
    const value = fc.integer({ min: 1, max: 20 }).map(String);
    const values = fc.uniqueArray(value, { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const axes = [axis('temperature', ...first), axis('hidden', ...second)];
        const { variants, units } = planExperiment(findPreset('default'), { axes });
        expect(variants).toHaveLength(first.length * second.length);
        expect(units.flat().sort((a, b) => a.index - b.index)).toEqual(variants);
        units.forEach((unit) => expect(unit.length).toBeLessThanOrEqual(6));
      }),
    );
  });

  it('refuses a setting that the preset varies, and lowers only numbers that nobody asked for to what there is', () => {
    expect(() => planExperiment(findPreset('few-labels'), { settings: { labels: 300 } })).toThrow(
      'labels is set to 300, but it is what few-labels varies (in "1 000 labels": 1000)',
    );
    const [fitted] = planExperiment(findPreset('hinton-table'), { data }).variants;
    expect(fitted!.config.labels).toBe(10_000);
    const [asked] = planExperiment(findPreset('hinton-table'), {
      settings: { labels: 20_000 },
      data,
    }).variants;
    expect(asked!.config.labels).toBe(20_000);
    const most = planExperiment(findPreset('agreement'), { data }).variants.at(-1);
    expect(most!.config.labels + most!.config.unlabelled).toBe(10_000);
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
        ...['agreement', 'soft-weight', 'controls', 'patience', 'transfer-learning'],
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
        if (taughtBy === undefined) expect(contradictionIn(settings, variants[at]!.config)).toBeNull();
        const earlier = preset.variants.slice(0, at).map(({ label }) => label);
        if (taughtBy !== undefined) expect(earlier).toContain(taughtBy);
        expect(settings.teacher === 'student').toBe(taughtBy !== undefined);
      });
    },
  );
});

describe('contradictory settings', () => {
  it.each([
    [['teacher=shipped', 'teacherEpochs=3'], 'teacherEpochs is set to 3, but teacher is shipped'],
    [['softLoss=logits', 'T=4'], 'temperature is set to 4, but softLoss is logits'],
    [['softWeight=0', 'T=4'], 'temperature is set to 4, but softWeight is 0'],
    [['nonTargetWeight=2'], 'nonTargetWeight is set to 2, but softLoss is probabilities'],
    [['teacherAverage=logits'], 'teacherAverage is set to "logits", but teacherNetworks is 1'],
    [['control=randomTeacher', 'teacherEpochs=3'], 'teacherEpochs is set to 3, but control is randomTeacher'],
    [['control=shuffledLabels', 'teacher=early'], 'teacher is set to "early", but control is shuffledLabels'],
    [['data=mnist', 'sloppiness=calm'], 'sloppiness is set to "calm", but the digits are mnist'],
  ])('%j are named with the reason', (pairs, reason) => {
    const settings = parseSettings(pairs);
    expect(contradictionIn(settings, parseConfig(settings))).toContain(reason);
  });

  it('are also a setting that is given two values', () => {
    expect(() => parseSettings(['T=4', 'temperature=8'])).toThrow('temperature is set twice: to 4 and to 8');
    expect(parseSettings(['T=4', 'T=4'])).toEqual({ temperature: 4 });
  });

  it('are not those that have an effect', () => {
    const settings = parseSettings(['T=4', 'softWeight=0.5', 'teacherNetworks=3', 'teacherAverage=logits']);
    expect(contradictionIn(settings, parseConfig(settings))).toBeNull();
  });
});
