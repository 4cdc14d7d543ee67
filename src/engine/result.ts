/** Turns the final evaluation of a cohort into results. */
import * as tf from '@tensorflow/tfjs-core';
import { imageAt, type DigitSet } from '../data/digitSet.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { createRandom } from '../data/random.ts';
import { bootstrapIntervals } from '../distillation/bootstrap.ts';
import { calibrationErrorOfRows } from '../distillation/calibration.ts';
import { predictedClasses } from '../distillation/classification.ts';
import { onePredictor, predictorParameters, type Predictor } from '../distillation/ensemble.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import { countMultiplyAdds } from '../distillation/layers.ts';
import type { Lesson } from '../distillation/loss.ts';
import { mcnemarP, mean, sampleSd } from '../distillation/statistics.ts';
import { comparisonOf } from '../experiment/comparison.ts';
import { RESULT_SCHEMA, type ArmResult, type RunResult, type UnseenDigits } from '../experiment/results.ts';
import { measureLatency } from './evaluate.ts';
import { lessonOf, type Evaluation, type Roster } from './students.ts';
import type { Teacher } from './teacher.ts';

export interface RunSummary extends Roster {
  readonly preset: string;
  readonly digits: DigitSet;
  readonly backend: string;
  readonly teacher: Teacher;
  /** On all test digits. */
  readonly evaluation: Evaluation;
  /** Per member. */
  readonly unseen: readonly UnseenDigits[] | null;
  /** Of any student: all have one architecture. */
  readonly studentWeights: NetworkWeights;
  readonly numTransferImages: number;
  readonly timing: { readonly totalMs: number; readonly stepMs: number };
}

/** @returns one result per recipe, each beside the same standalone arm */
export function summarise(summary: RunSummary): RunResult[] {
  const { preset, configs, seeds, digits, backend, evaluation, numTransferImages, timing } = summary;
  const probe = imageAt(digits.test, 0);
  const student = onePredictor(summary.studentWeights);
  const own = { ...sizeOf(student), latencyMs: measureLatency(student, probe) };
  const [first] = configs;
  const imagesPerStep = evaluation.metrics.length * Math.min(first!.batchSize, numTransferImages);
  const teacher = teacherResult(summary.teacher, digits);
  const [standalone, ...distilled] = [
    lessonOf('standalone', first!),
    ...configs.map((config) => lessonOf('distilled', config)),
  ].map((lesson, arm) => ({ ...armResult(arm, lesson, summary), ...own }));
  return configs.map((config, recipe) => {
    const arms = [
      { name: 'standalone' as const, ...standalone! },
      { name: 'distilled' as const, ...distilled[recipe]! },
    ];
    const mcnemarP = pairMcnemar(evaluation, (1 + recipe) * seeds.length, digits.test.labels);
    return {
      schema: RESULT_SCHEMA,
      ...{ preset, config: { ...config, seeds: seeds.length } },
      data: { name: digits.name, train: digits.train.labels.length, test: digits.test.labels.length },
      ...{ backend, teacher, arms, ...comparisonOf(arms, teacher.accuracy, mcnemarP) },
      timing: { ...timing, imagesPerSecond: (imagesPerStep * 1000) / timing.stepMs },
      versions: { tfjs: tf.version_core },
    };
  });
}

function teacherResult(teacher: Teacher, { test }: DigitSet): RunResult['teacher'] {
  const { accuracy, errors, nll, ece, confusion } = teacher.metrics;
  return {
    name: teacher.name,
    ...sizeOf(teacher.predictor),
    latencyMs: measureLatency(teacher.predictor, imageAt(test, 0)),
    ...{ accuracy, errors, nll, ece, confusion },
  };
}

/** What a predictor weighs and works: bytes of its weights as 32-bit floats, multiply-adds for one image. */
function sizeOf(predictor: Predictor) {
  const parameters = predictorParameters(predictor);
  const multiplyAdds = predictor.networks.reduce((sum, { layers }) => sum + countMultiplyAdds(layers), 0);
  return { parameters, bytes: 4 * parameters, multiplyAdds };
}

type MeasuredArm = Omit<ArmResult, 'name' | 'latencyMs' | keyof ReturnType<typeof sizeOf>>;

/** @param arm 0 for the standalone one, then one per recipe */
function armResult(arm: number, { temperature, softWeight }: Lesson, summary: RunSummary): MeasuredArm {
  const { seeds, evaluation, unseen } = summary;
  const first = arm * seeds.length;
  const members = evaluation.metrics.slice(first, first + seeds.length);
  const accuracy = members.map((member) => member.accuracy);
  return {
    temperature,
    softWeight,
    seeds,
    accuracy,
    errors: members.map((member) => member.errors),
    agreement: members.map((member) => member.agreement),
    nll: members.map((member) => member.nll),
    ece: members.map((member) => member.ece),
    meanKl: members.map((member) => member.meanKl),
    confusion: members.map((member) => member.confusion),
    ...intervalsOf(first, summary),
    ...(unseen && { unseen: unseen.slice(first, first + seeds.length) }),
    meanAccuracy: mean(accuracy),
    sdAccuracy: accuracy.length > 1 ? sampleSd(accuracy) : 0,
  };
}

/** Bootstrap intervals of one student. The draws are the same for all. */
function intervalsOf(member: number, { evaluation, digits, teacher }: RunSummary) {
  const { labels } = digits.test;
  const [logits, classes] = [evaluation.logits[member]!, evaluation.classes[member]!];
  const teacherClasses = predictedClasses(teacher.testLogits, NUM_CLASSES);
  const agrees = classes.map((digit, row) => Number(digit === teacherClasses[row]));
  const agreement = (rows: Uint32Array) => {
    let count = 0;
    for (const row of rows) count += agrees[row]!;
    return count / rows.length;
  };
  const [agreementCi95, eceCi95] = bootstrapIntervals(
    [agreement, calibrationErrorOfRows(logits, labels, NUM_CLASSES)],
    { numItems: labels.length, random: createRandom(1, 'bootstrap of test digits').uniform },
  );
  return { agreementCi95: agreementCi95!, eceCi95: eceCi95! };
}

/** McNemar's test of the first standalone student against a distilled one. */
function pairMcnemar({ classes }: Evaluation, distilledMember: number, labels: Uint8Array): number {
  const [standalone, distilled] = [classes[0]!, classes[distilledMember]!];
  let onlyStandaloneWrong = 0;
  let onlyDistilledWrong = 0;
  labels.forEach((label, index) => {
    const standaloneRight = standalone[index] === label;
    const distilledRight = distilled[index] === label;
    if (distilledRight && !standaloneRight) onlyStandaloneWrong += 1;
    if (standaloneRight && !distilledRight) onlyDistilledWrong += 1;
  });
  return mcnemarP(onlyStandaloneWrong, onlyDistilledWrong);
}
