/** What a run tells, made up: ten test digits of which number n shows the class n, and one network that reads all but one of them. */
import { gapClosedBy } from '../../src/experiment/comparison.ts';
import { gainOf } from '../../src/experiment/gain.ts';
import { packOutcomes } from '../../src/experiment/outcomes.ts';
import { ARMS } from '../../src/experiment/arms.ts';
import type { Config } from '../../src/experiment/config.ts';
import type { ArmReport, DataSummary, RunEvent, StudentMetrics } from '../../src/experiment/events.ts';
import type { Readings } from '../../src/experiment/readings.ts';
import { RESULT_SCHEMA, type ArmResult, type RunResult } from '../../src/experiment/results.ts';

export const METRICS: StudentMetrics = {
  accuracy: 0.9,
  errors: 1,
  numTested: 10,
  nll: 0.1,
  ece: 0.1,
  reliability: [],
  confusion: [],
  agreement: 0.8,
  meanKl: 0.1,
};

export const teacherReport: RunEvent = {
  type: 'teacherReport',
  step: 1,
  epoch: 1,
  loss: 0.2,
  metrics: METRICS,
};

export const armReport = (name: ArmReport['name'], accuracies: readonly number[]): ArmReport => ({
  name,
  seeds: accuracies.map((accuracy) => ({ ...METRICS, accuracy })),
  hardLoss: 0.5,
  softLoss: 1,
});

/** @param accuracies of the standalone students; the distilled ones read one digit in ten more */
export const cohortReport = (epoch: number, accuracies: readonly number[]): RunEvent => ({
  type: 'cohortReport',
  step: epoch,
  epoch,
  arms: ARMS.map((name, at) =>
    armReport(
      name,
      accuracies.map((accuracy) => accuracy + at / 10),
    ),
  ),
});

/** Logits that say these digits, one row each. */
const saying = (...digits: readonly number[]) =>
  Float32Array.from({ length: 10 * digits.length }, (_, at) =>
    digits[Math.floor(at / 10)] === at % 10 ? 5 : 0,
  );

/** Of three test digits 1, 7 and 3: the teacher takes the 7 for a 2, the students differ about the 3. */
export function readingsOf(numSeeds: number): Readings {
  const seeds = (...read: readonly number[]) => Array.from({ length: numSeeds }, () => saying(...read));
  return {
    images: Uint8Array.from({ length: 3 * 784 }, (_, at) => 100 + Math.floor(at / 784)),
    labels: Uint8Array.of(1, 7, 3),
    teacher: saying(1, 2, 3),
    arms: [
      { name: 'standalone', seeds: seeds(1, 7, 3) },
      { name: 'distilled', seeds: seeds(1, 7, 4) },
    ],
  };
}

/** All that a run tells from its end backwards: reports, readings, result. @param seeds of the students */
export function endingOf(config: Config, data: DataSummary, seeds: readonly number[]): RunEvent[] {
  const accuracies = seeds.map((seed) => 0.5 + (seed % 100) / 100);
  const result = resultOf(config, data, seeds, accuracies);
  const report = cohortReport(config.epochs, accuracies);
  if (report.type !== 'cohortReport') throw new Error('A cohort report is one.');
  return [
    { type: 'started', config, data, backend: 'fake' },
    teacherReport,
    cohortReport(0, accuracies),
    report,
    { type: 'readings', readings: readingsOf(seeds.length) },
    { type: 'finished', result, teacher: METRICS, arms: report.arms },
  ];
}

/** That the first digits, so many of all, were read right. */
const firstRight = (count: number, numTest: number) =>
  packOutcomes(
    Uint8Array.from({ length: numTest }, (_, at) => Number(at < count)),
    new Uint8Array(numTest).fill(1),
  );

function resultOf(
  config: Config,
  data: DataSummary,
  seeds: readonly number[],
  accuracies: readonly number[],
): RunResult {
  const network = { parameters: 1, bytes: 4, multiplyAdds: 1, latencyMs: 1 };
  const distilled = accuracies.map((accuracy) => accuracy + 0.1);
  const outcomes = [accuracies, distilled].map((arm) => ({
    outcomes: arm.map((accuracy) => firstRight(Math.round(accuracy * data.numTest), data.numTest)),
  }));
  const gain = gainOf([{ arms: outcomes }], 1, data.numTest);
  const arms = ARMS.map((name, at): ArmResult => ({
    ...network,
    name,
    temperature: config.temperature,
    softWeight: at,
    seeds,
    accuracy: at === 0 ? accuracies : distilled,
    errors: seeds.map(() => 1),
    agreement: seeds.map(() => 1),
    nll: seeds.map(() => 0),
    ece: seeds.map(() => 0),
    meanKl: seeds.map(() => 0),
    confusion: seeds.map(() => []),
    meanAccuracy: 0,
    sdAccuracy: null,
    gain: at === 0 ? null : gain,
  }));
  return {
    schema: RESULT_SCHEMA,
    preset: 'page',
    config,
    data: { id: data.id, name: data.name, train: data.numTrain, test: data.numTest },
    backend: 'fake',
    teacher: { ...network, name: 'teacher', accuracy: 0.9, errors: 1, nll: 0, ece: 0, confusion: [] },
    arms,
    gain,
    gapClosed: gapClosedBy(gain, accuracies, [0.9]),
    replicates: [
      {
        seed: config.seed,
        teacher: {
          name: 'teacher',
          accuracy: 0.9,
          errors: 1,
          outcomes: firstRight(data.numTest - 1, data.numTest),
        },
        arms: arms.map(({ name }, at) => ({ name, seeds, ...outcomes[at]! })),
        pairs: gain.pairs,
      },
    ],
    timing: { totalMs: 1, stepMs: 1, imagesPerSecond: 1 },
    versions: {},
  };
}
