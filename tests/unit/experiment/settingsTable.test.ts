import { describe, expect, it } from 'vitest';
import { teacherKey } from '../../../src/engine/teacher.ts';
import { configSchema, DEFAULT_CONFIG, type Config } from '../../../src/experiment/config.ts';
import { contradictionIn } from '../../../src/experiment/contradictions.ts';
import { planExperiment } from '../../../src/experiment/plan.ts';
import { findPreset } from '../../../src/experiment/presets.ts';
import { helpOf, kindOf } from '../../../src/experiment/settingKinds.ts';
import { SETTING_NAMES, SETTINGS, settingsOfScope } from '../../../src/experiment/settingsTable.ts';

/** For each setting a value that is not its default. */
const OTHER: Config = {
  data: 'mnist',
  sloppiness: 'hard',
  seed: 2,
  seeds: 3,
  replicates: 2,
  labels: 500,
  heldOut: true,
  unlabelled: 100,
  keptDigits: [7, 8],
  wrongLabels: 0.1,
  convolutions: ['5x5x8/2'],
  hidden: [32],
  epochs: 3,
  batchSize: 32,
  learningRate: 0.01,
  schedule: 'cosine',
  optimiser: 'sgd',
  dropout: 0.1,
  weightDecay: 0.1,
  temperature: 4,
  softWeight: 0.5,
  squareTemperature: false,
  softLoss: 'logits',
  nonTargetWeight: 4,
  klDirection: 0.5,
  topK: 2,
  topKRest: 'spread',
  labelSmoothing: 0.1,
  control: 'shuffledLabels',
  studentStart: 'copied',
  teacher: 'early',
  teacherFile: 'mine.onnx-3fa9c2d41b07',
  teacherConvolutions: ['3x3x16+pool'],
  teacherHidden: [100],
  teacherEpochs: 3,
  teacherBatchSize: 32,
  teacherLearningRate: 0.01,
  teacherDropout: 0.5,
  teacherLabelSmoothing: 0.1,
  teacherWrongLabels: true,
  teacherJitter: 2,
  teacherBend: 0.5,
  teacherMaxNorm: 4,
  teacherNetworks: 3,
  teacherAverage: 'logits',
};
const changing = (name: keyof Config): Config => ({ ...DEFAULT_CONFIG, [name]: OTHER[name] });

describe('the table of settings', () => {
  it('has a default within the limits for all that a config holds', () => {
    expect(configSchema.parse(DEFAULT_CONFIG)).toEqual(DEFAULT_CONFIG);
    expect(Object.keys(DEFAULT_CONFIG)).toEqual(SETTING_NAMES);
    expect(configSchema.parse(OTHER)).toEqual(OTHER);
  });

  it('says of every setting what it is and what to try, in a sentence each, with limits and default', () => {
    for (const name of SETTING_NAMES) {
      expect(SETTINGS[name].help, name).toMatch(/^[A-Zβ].{20,160}\.$/);
      expect(SETTINGS[name].advice, name).toMatch(/^Try .{5,90}[.?]$/);
      expect(helpOf(name)).toContain(SETTINGS[name].advice);
      expect(helpOf(name)).toContain('Default: ');
    }
    expect(helpOf('labels')).toContain(
      'From 10 to 60 000. Default: 2 000, because few enough that the student alone overfits.',
    );
    expect(helpOf('squareTemperature')).toContain('Default: on');
    expect(helpOf('teacherJitter')).toContain('From 0 to 4 pixels. ');
    expect(helpOf('teacherConvolutions')).toContain('Default: none');
  });

  it('knows the kind of every value', () => {
    expect(kindOf('learningRate')).toEqual({
      kind: 'number',
      limits: { min: 1e-6, max: 1 },
      isWhole: false,
      step: 0.001,
    });
    expect(kindOf('seeds')).toMatchObject({ kind: 'number', isWhole: true, step: 1 });
    expect(kindOf('keptDigits')).toEqual({ kind: 'list', of: 'numbers' });
    expect(kindOf('hidden')).toEqual({ kind: 'list', of: 'numbers' });
    expect(kindOf('teacherConvolutions')).toEqual({ kind: 'list', of: 'words' });
    expect(kindOf('studentStart')).toEqual({ kind: 'choice', options: ['seeded', 'copied'] });
    expect(kindOf('squareTemperature')).toEqual({ kind: 'switch' });
  });

  it('has what the standalone arm feels too outside of the lesson, and what makes a teacher in the scope of teachers', () => {
    expect(settingsOfScope('lesson')).toEqual([
      'temperature',
      'softWeight',
      'squareTemperature',
      'softLoss',
      'nonTargetWeight',
      'klDirection',
      'topK',
      'topKRest',
    ]);
    expect(settingsOfScope('teacher')).toEqual(SETTING_NAMES.filter((name) => name.startsWith('teacher')));
    expect(settingsOfScope('data')).toEqual(['data', 'sloppiness', 'heldOut']);
  });

  it('lets runs that differ in a setting of the lesson share a cohort, and no others', () => {
    for (const name of SETTING_NAMES) {
      const preset = {
        ...findPreset('default'),
        variants: [
          { label: 'one', config: {} },
          { label: 'other', config: { [name]: OTHER[name] } },
        ],
      };
      const numCohorts = planExperiment(preset).cohorts.length;
      expect([name, numCohorts]).toEqual([name, settingsOfScope('lesson').includes(name) ? 1 : 2]);
    }
  });

  it('lets runs that differ in no setting of teacher or digits share a teacher, but for seed and control', () => {
    const shared = SETTING_NAMES.filter((name) => teacherKey(changing(name)) === teacherKey(DEFAULT_CONFIG));
    expect(shared).toEqual(
      settingsOfScope('transferSet', 'student', 'lesson').filter(
        // Where digits are left out, others are held out to choose their bias by.
        (name) => name !== 'seed' && name !== 'control' && name !== 'keptDigits',
      ),
    );
    const permuted: Config = { ...DEFAULT_CONFIG, control: 'permutedNonTargets' };
    expect(teacherKey(permuted)).toBe(teacherKey(DEFAULT_CONFIG));
  });

  it('names every setting of a trained teacher as vain where another teaches', () => {
    for (const name of settingsOfScope('teacher').filter((each) => each !== 'teacher')) {
      const settings = { [name]: OTHER[name], teacher: 'shipped' as const };
      expect(contradictionIn(settings, [{ ...changing(name), teacher: 'shipped' }])).toContain(
        `${name} is set to ${JSON.stringify(OTHER[name])}, but teacher is shipped`,
      );
    }
  });
});
