/** Links that were given away go on to mean the same run: those of each version are written down as they were. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import { defaultsOf, LINK_VERSION, versionOf } from '../../../src/library/linkVersions.ts';
import { DEFAULT_LINK, readHash } from '../../../src/library/permalink.ts';

/** Every setting that a link of version 1 left out, as of 27 November 2026. Never changed again. */
const DEFAULTS_OF_1 = {
  data: 'embedded',
  sloppiness: 'mid',
  seed: 1,
  seeds: 5,
  replicates: 1,
  labels: 2000,
  heldOut: false,
  unlabelled: 0,
  keptDigits: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  wrongLabels: 0,
  hidden: [64],
  epochs: 40,
  batchSize: 64,
  learningRate: 0.007,
  schedule: 'linear',
  optimiser: 'adam',
  dropout: 0,
  weightDecay: 0,
  temperature: 8,
  softWeight: 0.9,
  squareTemperature: true,
  softLoss: 'probabilities',
  nonTargetWeight: 1,
  labelSmoothing: 0,
  control: 'none',
  studentStart: 'seeded',
  teacher: 'trained',
  teacherConvolutions: [],
  teacherHidden: [300, 100],
  teacherEpochs: 0,
  teacherBatchSize: 128,
  teacherLearningRate: 0.002,
  teacherDropout: 0,
  teacherLabelSmoothing: 0,
  teacherWrongLabels: false,
  teacherJitter: 0,
  teacherBend: 1,
  teacherMaxNorm: 0,
  teacherNetworks: 1,
  teacherAverage: 'probabilities',
};

describe('a link of version 1', () => {
  it('left out these settings; who changed a default adds the old one to library/linkVersions.ts', () => {
    expect({ ...DEFAULT_CONFIG, ...defaultsOf(1) }).toMatchObject(DEFAULTS_OF_1);
  });

  it.each([
    ['#T=8&hidden=128&labels=5000', { hidden: [128], labels: 5000 }],
    [
      '#seed=7&labels=5000&hidden=128,32&T=4&display=2.5&show=distilled&probe=3730',
      { seed: 7, labels: 5000, hidden: [128, 32], temperature: 4 },
    ],
    [
      '#teacher=shipped&labels=1000&T=4&data=mnist',
      { teacher: 'shipped', labels: 1000, temperature: 4, data: 'mnist' },
    ],
    [
      '#teacherConvolutions=3x3x16+pool&teacherHidden=',
      { teacherConvolutions: ['3x3x16+pool'], teacherHidden: [] },
    ],
    ['#omit=3&softWeight=0.5&squareTemperature=false', { softWeight: 0.5, squareTemperature: false }],
    ['#view=story&step=losses', {}],
    ['#view=experiments&seeds=9', { seeds: 9 }],
  ])('%s is read as it was', (hash, change) => {
    const old = readHash(hash);
    expect(old.link.config).toMatchObject({ ...DEFAULTS_OF_1, ...change });
    expect(readHash(`${hash}&v=1`)).toEqual(old);
  });
});

it('each older version has the defaults of its own time', () => {
  const changedLater = [{ temperature: 8, labels: 2000 }, { temperature: 4 }];
  expect(versionOf(changedLater)).toBe(3);
  expect(defaultsOf(1, changedLater)).toEqual({ temperature: 8, labels: 2000 });
  expect(defaultsOf(2, changedLater)).toEqual({ temperature: 4 });
  expect(defaultsOf(3, changedLater)).toEqual({});
});

it('a link of a newer page is read as far as this one can, and says so', () => {
  const { link, problem } = readHash(`#labels=500&v=${LINK_VERSION + 1}`);
  expect(link).toEqual({ ...DEFAULT_LINK, config: { ...DEFAULT_CONFIG, labels: 500 } });
  expect(problem).toContain('reload the page');
});
