/** Turns the final evaluation of a cohort into results. */
import { version_core } from '@tensorflow/tfjs-core';
import { imageAt, resultData, type DigitSet } from '../data/digitSet.ts';
import { onePredictor, predictorParameters, type Predictor } from '../distillation/ensemble.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import { predictedClasses } from '../distillation/classification.ts';
import { countMultiplyAdds } from '../distillation/layers.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { mean, sampleSd } from '../distillation/statistics.ts';
import { gapClosedBy } from '../experiment/comparison.ts';
import { gainOf } from '../experiment/gain.ts';
import { packOutcomes } from '../experiment/outcomes.ts';
import {
  RESULT_SCHEMA,
  type ArmResult,
  type Replicate,
  type RunResult,
  type TeacherResult,
  type UnseenDigits,
} from '../experiment/results.ts';
import { measureLatency, metricsOf, type Answers } from './evaluate.ts';
import { armsOf, type CohortArm, type Evaluation, type Members } from './students.ts';
import type { Teacher } from './teacher.ts';

/** Of what a result depends on beside this code. */
export const VERSIONS: RunResult['versions'] = { tfjs: version_core };

export interface RunSummary {
  readonly preset: string;
  readonly digits: DigitSet;
  readonly backend: string;
  readonly members: Members;
  readonly teacher: Teacher;
  /** On all test digits. */
  readonly evaluation: Evaluation;
  /** Of the students, on held-out training digits; null where there are none. */
  readonly heldOut: Answers | null;
  /** Per member. */
  readonly unseen: readonly UnseenDigits[] | null;
  /** Of any student: all have one architecture. */
  readonly studentWeights: NetworkWeights;
  readonly numTransferImages: number;
  readonly timing: { readonly totalMs: number; readonly stepMs: number | null };
}

/** @returns one result of the whole cohort, of one replicate: the standalone arm, then one distilled arm per config */
export function summarise(summary: RunSummary): RunResult {
  const { preset, members, digits, backend, evaluation, numTransferImages } = summary;
  const { totalMs, stepMs } = summary.timing;
  const { configs, seeds } = members;
  const config = configs[0]!;
  const teacher = teacherResult(summary.teacher, digits);
  const student = onePredictor(summary.studentWeights);
  const size = { ...sizeOf(student), latencyMs: measureLatency(student, imageAt(digits.test, 0)) };
  const [standalone, ...others] = armsOf(members);
  const replicate = replicateOf(summary);
  const first: ArmResult = { ...measuredArm(standalone!, summary), ...size, gain: null };
  const distilled = others.map((arm, index): ArmResult => {
    const gain = gainOf([replicate], 1 + index, digits.test.labels.length);
    return { ...measuredArm(arm, summary), ...size, gain };
  });
  const gain = distilled[0]!.gain!;
  const imagesPerStep = evaluation.metrics.length * Math.min(config.batchSize, numTransferImages);
  return {
    schema: RESULT_SCHEMA,
    preset,
    config: { ...config, seeds: seeds.length, replicates: 1 },
    data: resultData(digits),
    backend,
    teacher,
    arms: [first, ...distilled],
    gain,
    gapClosed: gapClosedBy(gain, first.accuracy, [teacher.accuracy]),
    replicates: [{ ...replicate, pairs: gain.pairs }],
    timing: { totalMs, ...(stepMs !== null && { stepMs, imagesPerSecond: (imagesPerStep * 1000) / stepMs }) },
    versions: VERSIONS,
  };
}

function replicateOf({
  members,
  evaluation,
  heldOut,
  teacher,
  digits,
}: RunSummary): Omit<Replicate, 'pairs'> {
  const { labels } = digits.test;
  const { accuracy, errors, nll, ece, confusion } = teacher.metrics;
  const outcomes = packOutcomes(evaluation.teacherClasses, labels);
  return {
    seed: members.configs[0]!.seed,
    teacher: { name: teacher.name, accuracy, errors, nll, ece, confusion, outcomes },
    arms: armsOf(members).map(({ name, first }) => ({
      name,
      seeds: members.seeds,
      outcomes: members.seeds.map((_, at) => packOutcomes(evaluation.classes[first + at]!, labels)),
      ...(heldOut && {
        heldOut: members.seeds.map((_, at) =>
          packOutcomes(predictedClasses(heldOut.logits[first + at]!, NUM_CLASSES), heldOut.labels),
        ),
      }),
    })),
  };
}

function teacherResult(teacher: Teacher, { test }: DigitSet): TeacherResult {
  const { accuracy, errors, nll, ece, confusion } = teacher.metrics;
  return {
    name: teacher.name,
    ...sizeOf(teacher.predictor),
    latencyMs: measureLatency(teacher.predictor, imageAt(test, 0)),
    accuracy,
    errors,
    nll,
    ece,
    confusion,
  };
}

/** What a predictor weighs and works: bytes of its weights as 32-bit floats, multiply-adds for one image. */
function sizeOf(predictor: Predictor) {
  const parameters = predictorParameters(predictor);
  const multiplyAdds = predictor.networks.reduce((sum, { layers }) => sum + countMultiplyAdds(layers), 0);
  return { parameters, bytes: 4 * parameters, multiplyAdds };
}

type MeasuredArm = Omit<ArmResult, 'latencyMs' | 'gain' | keyof ReturnType<typeof sizeOf>>;

function measuredArm({ name, first, lesson }: CohortArm, summary: RunSummary): MeasuredArm {
  const { evaluation, heldOut, unseen } = summary;
  const { seeds } = summary.members;
  const ofArm = evaluation.metrics.slice(first, first + seeds.length);
  const accuracy = ofArm.map((member) => member.accuracy);
  return {
    name,
    temperature: lesson.temperature,
    softWeight: lesson.softWeight,
    seeds,
    accuracy,
    errors: ofArm.map((member) => member.errors),
    agreement: ofArm.map((member) => member.agreement),
    nll: ofArm.map((member) => member.nll),
    ece: ofArm.map((member) => member.ece),
    meanKl: ofArm.map((member) => member.meanKl),
    confusion: ofArm.map((member) => member.confusion),
    ...(heldOut && {
      heldOutAccuracy: seeds.map((_, at) => metricsOf(heldOut.logits[first + at]!, heldOut.labels).accuracy),
    }),
    ...(unseen && { unseen: unseen.slice(first, first + seeds.length) }),
    meanAccuracy: mean(accuracy),
    sdAccuracy: accuracy.length > 1 ? sampleSd(accuracy) : null,
  };
}
