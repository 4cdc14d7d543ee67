/** The students of a run: all arms, all seeds, one cohort, one report for all. */
import { gatherFloats } from '../data/batches.ts';
import type { DigitSet, DigitSplit } from '../data/digitSet.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { agreementOf, predictedClasses } from '../distillation/classification.ts';
import { onePredictor, type Predictor } from '../distillation/ensemble.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import type { LayerShape } from '../distillation/layers.ts';
import { mean } from '../distillation/statistics.ts';
import type { RunCheckpoint } from '../experiment/checkpoint.ts';
import { layersOf } from '../experiment/architecture.ts';
import type { Arm } from '../experiment/arms.ts';
import type { ArmReport, StudentMetrics } from '../experiment/events.ts';
import type { Config } from '../experiment/config.ts';
import { createCohort, type Cohort, type MeanLosses, type Member } from './cohort.ts';
import { logitsOf, meanKlOf, metricsOf, type LiveDigits } from './evaluate.ts';
import { seededLayer } from './networks.ts';
import type { Teacher } from './teacher.ts';
import { requireSound, trainCohort, type RunContext, type RunEvents, type TransferSet } from './training.ts';

/** How each arm is taught; standalone is the same lesson without the teacher. */
function lessonOf(arm: Arm, config: Config): Omit<Member, 'seed'> {
  const { squareTemperature, labelSmoothing, softWeight, softLoss } = config;
  if (arm === 'standalone') return { temperature: 1, softWeight: 0, squareTemperature, labelSmoothing };
  const { temperature, nonTargetWeight, klDirection, topK, topKRest } = config;
  return {
    ...{ temperature, softWeight, squareTemperature, labelSmoothing },
    ...{ softLoss, nonTargetWeight, klDirection, topK, topKRest },
  };
}

/** Who is in a cohort: a standalone arm, then one distilled arm per config, each with a student per seed. */
export interface Members {
  /** At least one; they differ in their lesson alone. */
  readonly configs: readonly Config[];
  readonly seeds: readonly number[];
}

/** An arm of a cohort: which of its members, and how they are taught. */
export interface CohortArm {
  readonly name: Arm;
  /** Number of its first member; the others follow, in the order of the seeds. */
  readonly first: number;
  readonly lesson: Omit<Member, 'seed'>;
}

/** The arms of a cohort: standalone first, then one distilled arm per config. */
export function armsOf({ configs, seeds }: Members): CohortArm[] {
  const standalone = { name: 'standalone' as const, first: 0, lesson: lessonOf('standalone', configs[0]!) };
  const distilled = configs.map((config, at) => ({
    name: 'distilled' as const,
    first: (1 + at) * seeds.length,
    lesson: lessonOf('distilled', config),
  }));
  return [standalone, ...distilled];
}

/** Arm after arm, each in the order of the seeds. @param teacher whose hidden layers students copy, where the config says so */
export function createStudents(members: Members, teacher: Predictor | null): Cohort {
  const config = members.configs[0]!;
  const { dropout, optimiser, weightDecay, studentStart } = config;
  const layers = layersOf(config);
  const students = armsOf(members).flatMap(({ lesson }) =>
    members.seeds.map((seed) => ({ seed, ...lesson })),
  );
  const isCopied = studentStart === 'copied' && teacher !== null;
  return createCohort({
    ...(isCopied && { start: students.map(({ seed }) => copyOf(teacher, layers, seed)) }),
    layers,
    members: students,
    dropout,
    optimiser: { name: optimiser, weightDecay },
  });
}

/** The teacher's hidden layers under a last layer of the student's own (Yosinski et al. 2014, "How transferable …", §3). */
function copyOf({ networks }: Predictor, layers: readonly LayerShape[], seed: number): NetworkWeights {
  const given = networks[0]!.layers;
  return { layers: [...given.slice(0, -1), seededLayer(layers.at(-1)!, layers.length - 1, seed)] };
}

/** What is known of every member of a cohort after a test. */
export interface Evaluation {
  readonly metrics: readonly StudentMetrics[];
  readonly classes: readonly Uint8Array[]; // [n] each
  readonly teacherClasses: Uint8Array; // [n]
  readonly logits: readonly Float32Array[]; // [n, 10] each
}

/** Every student's answers on the digits and how it does on them. @param teacherLogits for the same digits, [n, 10] */
export async function evaluateStudents(
  students: Cohort,
  digits: DigitSplit,
  teacherLogits: Float32Array,
): Promise<Evaluation> {
  const logits = await logitsOf(students, digits.images);
  const teacherClasses = predictedClasses(teacherLogits, NUM_CLASSES);
  const classes = logits.map((own) => predictedClasses(own, NUM_CLASSES));
  const metrics = logits.map((own, member) => ({
    ...metricsOf(own, digits.labels),
    agreement: agreementOf(classes[member]!, teacherClasses),
    meanKl: meanKlOf(teacherLogits, own),
  }));
  return { metrics, classes, teacherClasses, logits };
}

export interface StudentTraining {
  readonly students: Cohort;
  readonly members: Members;
  readonly transferSet: TransferSet;
  readonly digits: DigitSet;
  readonly teacher: Teacher;
  /** For the reports on the way. */
  readonly live: LiveDigits;
  /** For checkpoints. */
  readonly context: RunContext;
  readonly checkpoint: RunCheckpoint | null;
}

/**
 * Trains the cohort, reporting before the first step and after every epoch.
 * @returns as trainCohort
 */
export async function* trainStudents(training: StudentTraining): RunEvents<number | null> {
  const { students, members, transferSet, digits, teacher, live, context, checkpoint } = training;
  const config = members.configs[0]!;
  const teacherLogits = gatherFloats(teacher.testLogits, NUM_CLASSES, live.rows);

  async function* report(step: number, epoch: number, lastGoodStep: number): RunEvents<void> {
    const losses = await students.takeLosses();
    const all = losses ? [...losses.hard, ...losses.soft] : [];
    requireSound(all, 'students', step, lastGoodStep, 'learningRate', config.learningRate);
    const { metrics } = await evaluateStudents(students, live, teacherLogits);
    yield { type: 'cohortReport', step, epoch, arms: armReports(members, metrics, losses) };
    const [standalone, distilled] = await students.weights([0, members.seeds.length]);
    const weights = { standalone: onePredictor(standalone!), distilled: onePredictor(distilled!) };
    yield { type: 'weights', weights };
  }

  const plan = {
    stage: { config, data: digits.id, phase: 'students', teacher: teacher.predictor },
    epochs: config.epochs,
    batchSize: config.batchSize,
    learningRate: config.learningRate,
    schedule: config.schedule,
    augment: (images: Uint8Array) => images,
    seed: config.seed,
    isReportDue: (step: number, stepsInEpoch: number) => step % stepsInEpoch === 0,
    report,
  } as const;
  const from = checkpoint?.phase === 'students' ? checkpoint.training : null;
  return yield* trainCohort(students, transferSet, plan, context, from);
}

/** What is known of every member, by arm. */
export function armReports(
  members: Members,
  metrics: readonly StudentMetrics[],
  losses: MeanLosses | null,
): ArmReport[] {
  const numSeeds = members.seeds.length;
  const meanOf = (values: Float32Array, first: number) => mean([...values.subarray(first, first + numSeeds)]);
  return armsOf(members).map(({ name, first }) => ({
    name,
    seeds: metrics.slice(first, first + numSeeds),
    hardLoss: losses && meanOf(losses.hard, first),
    softLoss: losses && meanOf(losses.soft, first),
  }));
}
