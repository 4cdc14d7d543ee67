/** Turns the final evaluation of a cohort into results. */
import { version_core } from '@tensorflow/tfjs-core';
import { imageAt, resultData, type DigitSet } from '../data/digitSet.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { createRandom } from '../data/random.ts';
import { bootstrapIntervals } from '../distillation/bootstrap.ts';
import { calibrationErrorOfRows } from '../distillation/calibration.ts';
import { onePredictor, predictorParameters, type Predictor } from '../distillation/ensemble.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import { countMultiplyAdds } from '../distillation/layers.ts';
import { mcnemarP, mean, sampleSd } from '../distillation/statistics.ts';
import { gainOf, gapClosedBy } from '../experiment/comparison.ts';
import { packOutcomes } from '../experiment/outcomes.ts';
import {
  RESULT_SCHEMA,
  type ArmResult,
  type Replicate,
  type RunResult,
  type TeacherResult,
  type UnseenDigits,
} from '../experiment/results.ts';
import { measureLatency } from './evaluate.ts';
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
  /** Per member. */
  readonly unseen: readonly UnseenDigits[] | null;
  /** Of any student: all have one architecture. */
  readonly studentWeights: NetworkWeights;
  readonly numTransferImages: number;
  readonly timing: { readonly totalMs: number; readonly stepMs: number };
}

/** @returns one result of the whole cohort: the standalone arm, then one distilled arm per config */
export function summarise(summary: RunSummary): RunResult {
  const { preset, members, digits, backend, evaluation, numTransferImages, timing } = summary;
  const { configs, seeds } = members;
  const config = configs[0]!;
  const teacher = teacherResult(summary.teacher, digits);
  const student = onePredictor(summary.studentWeights);
  const size = { ...sizeOf(student), latencyMs: measureLatency(student, imageAt(digits.test, 0)) };
  const [standalone, ...others] = armsOf(members);
  const first: ArmResult = { ...measuredArm(standalone!, summary), ...size, gain: null };
  const distilled = others.map((arm): ArmResult => {
    const measured = measuredArm(arm, summary);
    const mcnemarP = pairMcnemar(evaluation, arm.first, digits.test.labels);
    return { ...measured, ...size, gain: gainOf(measured.accuracy, first.accuracy, mcnemarP) };
  });
  const gain = distilled[0]!.gain!;
  const imagesPerStep = evaluation.metrics.length * Math.min(config.batchSize, numTransferImages);
  return {
    schema: RESULT_SCHEMA,
    preset,
    config: { ...config, seeds: seeds.length },
    data: resultData(digits),
    backend,
    teacher,
    arms: [first, ...distilled],
    gain,
    gapClosed: gapClosedBy(gain, first.accuracy, teacher.accuracy),
    replicates: [replicateOf(summary, gain.pairs)],
    timing: { ...timing, imagesPerSecond: (imagesPerStep * 1000) / timing.stepMs },
    versions: VERSIONS,
  };
}

function replicateOf(
  { members, evaluation, teacher, digits }: RunSummary,
  pairs: readonly number[],
): Replicate {
  const { labels } = digits.test;
  const { accuracy, errors } = teacher.metrics;
  const outcomes = packOutcomes(evaluation.teacherClasses, labels);
  return {
    seed: members.configs[0]!.seed,
    teacher: { name: teacher.name, accuracy, errors, outcomes },
    arms: armsOf(members).map(({ name, first }) => ({
      name,
      seeds: members.seeds,
      outcomes: members.seeds.map((_, at) => packOutcomes(evaluation.classes[first + at]!, labels)),
    })),
    pairs,
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
  const { evaluation, unseen } = summary;
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
    ...intervalsOf(first, summary),
    ...(unseen && { unseen: unseen.slice(first, first + seeds.length) }),
    meanAccuracy: mean(accuracy),
    sdAccuracy: accuracy.length > 1 ? sampleSd(accuracy) : null,
  };
}

/** Bootstrap intervals of one student. The draws are the same for all. */
function intervalsOf(member: number, { evaluation, digits }: RunSummary) {
  const { labels } = digits.test;
  const { teacherClasses } = evaluation;
  const [logits, classes] = [evaluation.logits[member]!, evaluation.classes[member]!];
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
