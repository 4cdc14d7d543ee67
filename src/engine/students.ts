/** The students of a run: all arms, all seeds, one cohort, one report for all. */
import { type DigitSet, type DigitSplit } from '../data/digitSet.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { agreementOf, predictedClasses } from '../distillation/classification.ts';
import { onePredictor } from '../distillation/ensemble.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import type { LayerShape } from '../distillation/layers.ts';
import { mean } from '../distillation/statistics.ts';
import type { RunCheckpoint } from '../experiment/checkpoint.ts';
import { layersOf } from '../experiment/architecture.ts';
import type { Arm } from '../experiment/arms.ts';
import type { ArmReport, StudentMetrics } from '../experiment/events.ts';
import type { Config } from '../experiment/config.ts';
import { createCohort, type Cohort, type MeanLosses, type Member } from './cohort.ts';
import { firstDigits, logitsOf, meanKlOf, metricsOf } from './evaluate.ts';
import { seededLayer } from './networks.ts';
import type { Teacher } from './teacher.ts';
import type { TransferSet } from './gatherBatch.ts';
import { requireSound } from './soundness.ts';
import { trainCohort, type Circumstances, type RunEvents } from './training.ts';

/** Seeds of the students, the same for both arms: that is what pairs them. */
export function studentSeeds({ seed, seeds }: Config): number[] {
  return Array.from({ length: seeds }, (_, index) => seed + index);
}

/** How each arm is taught; standalone is the same lesson without the teacher. */
export function lessonOf(arm: Arm, config: Config): Omit<Member, 'seed'> {
  const { temperature, softWeight, squareTemperature, labelSmoothing, softLoss, nonTargetWeight } = config;
  return arm === 'distilled'
    ? { temperature, softWeight, squareTemperature, labelSmoothing, softLoss, nonTargetWeight }
    : { temperature: 1, softWeight: 0, squareTemperature, labelSmoothing };
}

/** Who is in a cohort: a standalone arm, then one distilled arm per config, each with a student per seed. */
export interface Roster {
  /** At least one; they differ in their lesson alone. */
  readonly configs: readonly Config[];
  readonly seeds: readonly number[];
}

/** Arm after arm, each in the order of the seeds. */
export function createStudents({ configs, seeds }: Roster, teacher: Teacher): Cohort {
  const [config] = configs;
  const { hidden, optimiser, weightDecay, studentStart } = config!;
  const lessons = [lessonOf('standalone', config!), ...configs.map((each) => lessonOf('distilled', each))];
  const members = lessons.flatMap((lesson) => seeds.map((seed) => ({ seed, ...lesson })));
  const layers = layersOf({ convolutions: [], hidden });
  return createCohort({
    ...(studentStart === 'copied' && { start: members.map(({ seed }) => copyOf(teacher, layers, seed)) }),
    layers,
    members,
    dropout: 0,
    optimiser: { name: optimiser, weightDecay },
  });
}

/** The teacher's hidden layers under a last layer of the student's own (Yosinski et al. 2014, "How transferable …", §3). */
function copyOf({ predictor }: Teacher, layers: readonly LayerShape[], seed: number): NetworkWeights {
  const given = predictor.networks[0]!.layers;
  return { layers: [...given.slice(0, -1), seededLayer(layers.at(-1)!, layers.length - 1, seed)] };
}

/** What is known of every member of a cohort after a test. */
export interface Evaluation {
  readonly metrics: readonly StudentMetrics[];
  readonly classes: readonly Uint8Array[]; // [n] each
  readonly logits: readonly Float32Array[]; // [n, 10] each
}

/** Every student's answers on the digits and how it does on them. */
export async function evaluateStudents(
  students: Cohort,
  digits: DigitSplit,
  teacher: Teacher,
): Promise<Evaluation> {
  const logits = await logitsOf(students, digits.images);
  const teacherLogits = teacher.testLogits.subarray(0, digits.labels.length * NUM_CLASSES);
  const teacherClasses = predictedClasses(teacherLogits, NUM_CLASSES);
  const classes = logits.map((own) => predictedClasses(own, NUM_CLASSES));
  const metrics = logits.map((own, member) => ({
    ...metricsOf(own, digits.labels),
    agreement: agreementOf(classes[member]!, teacherClasses),
    meanKl: meanKlOf(teacherLogits, own),
  }));
  return { metrics, classes, logits };
}

export interface StudentTraining {
  readonly students: Cohort;
  readonly numSeeds: number;
  readonly transferSet: TransferSet;
  readonly digits: DigitSet;
  readonly teacher: Teacher;
  /** Test digits for the reports on the way. */
  readonly numLive: number;
  readonly run: Circumstances & { readonly config: Config; readonly checkpoint?: RunCheckpoint | null };
}

/**
 * Trains the cohort, reporting before the first step and after every epoch.
 * @returns mean milliseconds per step
 */
export async function* trainStudents(training: StudentTraining): RunEvents<number> {
  const { students, numSeeds, transferSet, digits, teacher, numLive, run } = training;
  const { config, checkpoint } = run;
  const live = firstDigits(digits.test, numLive);

  async function* report(step: number, epoch: number): RunEvents<void> {
    const losses = await students.takeLosses();
    if (losses)
      requireSound([...losses.hard, ...losses.soft], 'students', step, 'learningRate', config.learningRate);
    const { metrics } = await evaluateStudents(students, live, teacher);
    const reports = armReports(metrics, losses, numSeeds);
    yield { type: 'cohortReport', step, epoch, ...reports };
    const [standalone, distilled] = await students.weights([0, numSeeds]);
    const weights = { standalone: onePredictor(standalone!), distilled: onePredictor(distilled!) };
    yield { type: 'weights', weights };
  }

  return yield* trainCohort(
    students,
    transferSet,
    {
      stage: { config, data: digits.name, phase: 'students', teacher: teacher.predictor },
      epochs: config.epochs,
      batchSize: config.batchSize,
      learningRate: config.learningRate,
      schedule: config.schedule,
      augment: (images) => images,
      seed: config.seed,
      isReportDue: (step, stepsInEpoch) => step % stepsInEpoch === 0,
      report,
    },
    run,
    checkpoint?.phase === 'students' ? checkpoint.training : null,
  );
}

/** Those of a list with one entry per member that belong to the standalone and the first distilled arm. */
export function byArm<T>(members: readonly T[], numSeeds: number): Record<Arm, readonly T[]> {
  return { standalone: members.slice(0, numSeeds), distilled: members.slice(numSeeds, 2 * numSeeds) };
}

/** Reports what is known of every member by arm. */
export function armReports(
  metrics: readonly StudentMetrics[],
  losses: MeanLosses | null,
  numSeeds: number,
): { arms: Record<Arm, ArmReport>; others: ArmReport[] } {
  const meanOf = (values: Float32Array, first: number) => mean([...values.subarray(first, first + numSeeds)]);
  const firstOfArm = Array.from({ length: metrics.length / numSeeds }, (_, arm) => arm * numSeeds);
  const [standalone, distilled, ...others] = firstOfArm.map((first) => ({
    seeds: metrics.slice(first, first + numSeeds),
    hardLoss: losses && meanOf(losses.hard, first),
    softLoss: losses && meanOf(losses.soft, first),
  }));
  return { arms: { standalone: standalone!, distilled: distilled! }, others };
}
