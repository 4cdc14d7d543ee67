/** Turns the final evaluation of a run into its result. */
import * as tf from '@tensorflow/tfjs-core';
import { imageAt, type DigitSet } from '../data/digitSet.ts';
import { onePredictor, predictorParameters, type Predictor } from '../distillation/ensemble.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import { countMultiplyAdds } from '../distillation/layers.ts';
import { mcnemarP, mean, pairedDifference, sampleSd } from '../distillation/statistics.ts';
import type { Config } from '../experiment/config.ts';
import { ARMS, type Arm } from '../experiment/arms.ts';
import type { StudentMetrics } from '../experiment/events.ts';
import { RESULT_SCHEMA, type ArmResult, type Gain, type RunResult } from '../experiment/results.ts';
import { measureLatency } from './evaluate.ts';
import { lessonOf, studentSeeds } from './students.ts';
import type { Teacher } from './teacher.ts';

export interface RunSummary {
  readonly preset: string;
  readonly config: Config;
  readonly digits: DigitSet;
  readonly backend: string;
  readonly teacher: Teacher;
  /** Per member, standalone first; on all test digits. */
  readonly evaluation: {
    readonly metrics: readonly StudentMetrics[];
    readonly classes: readonly Uint8Array[];
  };
  readonly studentWeights: NetworkWeights;
  readonly numTransferImages: number;
  readonly timing: { readonly totalMs: number; readonly stepMs: number };
}

export function summarise(summary: RunSummary): RunResult {
  const { preset, config, digits, backend, teacher, evaluation, studentWeights, numTransferImages, timing } =
    summary;
  const probe = imageAt(digits.test, 0);
  const student = onePredictor(studentWeights);
  const own = { ...sizeOf(student), latencyMs: measureLatency(student, probe) };
  const imagesPerStep = evaluation.metrics.length * Math.min(config.batchSize, numTransferImages);
  return {
    schema: RESULT_SCHEMA,
    preset,
    config,
    data: { name: digits.name, train: digits.train.labels.length, test: digits.test.labels.length },
    backend,
    teacher: {
      name: teacher.name,
      ...sizeOf(teacher.predictor),
      latencyMs: measureLatency(teacher.predictor, probe),
      accuracy: teacher.metrics.accuracy,
      errors: teacher.metrics.errors,
      nll: teacher.metrics.nll,
      ece: teacher.metrics.ece,
      confusion: teacher.metrics.confusion,
    },
    arms: ARMS.map((arm) => ({ ...armResult(arm, config, evaluation.metrics), ...own })),
    gain: gainOf(evaluation, config.seeds, digits.test.labels),
    timing: { ...timing, imagesPerSecond: (imagesPerStep * 1000) / timing.stepMs },
    versions: { tfjs: tf.version_core },
  };
}

/** What a predictor weighs and works: bytes of its weights as 32-bit floats, multiply-adds for one image. */
function sizeOf(predictor: Predictor) {
  const parameters = predictorParameters(predictor);
  const multiplyAdds = predictor.networks.reduce((sum, { layers }) => sum + countMultiplyAdds(layers), 0);
  return { parameters, bytes: 4 * parameters, multiplyAdds };
}

type MeasuredArm = Omit<ArmResult, 'latencyMs' | keyof ReturnType<typeof sizeOf>>;

function armResult(arm: Arm, config: Config, metrics: readonly StudentMetrics[]): MeasuredArm {
  const first = ARMS.indexOf(arm) * config.seeds;
  const members = metrics.slice(first, first + config.seeds);
  const accuracy = members.map((member) => member.accuracy);
  const { temperature, softWeight } = lessonOf(arm, config);
  return {
    name: arm,
    temperature,
    softWeight,
    seeds: studentSeeds(config),
    accuracy,
    errors: members.map((member) => member.errors),
    agreement: members.map((member) => member.agreement),
    nll: members.map((member) => member.nll),
    ece: members.map((member) => member.ece),
    meanKl: members.map((member) => member.meanKl),
    confusion: members.map((member) => member.confusion),
    meanAccuracy: mean(accuracy),
    sdAccuracy: accuracy.length > 1 ? sampleSd(accuracy) : 0,
  };
}

function gainOf({ metrics, classes }: RunSummary['evaluation'], numSeeds: number, labels: Uint8Array): Gain {
  const percent = metrics.map(({ accuracy }) => 100 * accuracy);
  const { mean: meanGain, ci, pairs } = pairedDifference(percent.slice(numSeeds), percent.slice(0, numSeeds));
  const standalone = classes[0]!;
  const distilled = classes[numSeeds]!;
  let onlyStandaloneWrong = 0;
  let onlyDistilledWrong = 0;
  labels.forEach((label, index) => {
    const standaloneRight = standalone[index] === label;
    const distilledRight = distilled[index] === label;
    if (distilledRight && !standaloneRight) onlyStandaloneWrong += 1;
    if (standaloneRight && !distilledRight) onlyDistilledWrong += 1;
  });
  return { mean: meanGain, ci95: ci, pairs, mcnemarP: mcnemarP(onlyStandaloneWrong, onlyDistilledWrong) };
}
