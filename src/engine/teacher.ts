/** The teacher: one network, or an ensemble trained as one cohort; trained on labels, given or kept, then constant. */
import type { DigitSet, DigitSplit } from '../data/digitSet.ts';
import { distortStep } from '../data/distortion.ts';
import { createRandom } from '../data/random.ts';
import { averageLogits, type EnsembleAverage, type Predictor } from '../distillation/ensemble.ts';
import { requireReader, type NetworkWeights } from '../distillation/forward.ts';
import { describeLayers } from '../distillation/layers.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { mean } from '../distillation/statistics.ts';
import { teacherLayers } from '../experiment/architecture.ts';
import type { TrainingCheckpoint } from '../experiment/checkpoint.ts';
import type { Config } from '../experiment/config.ts';
import type { NetworkMetrics } from '../experiment/events.ts';
import { holdsOut } from '../experiment/heldOut.ts';
import { teacherSeeds } from '../experiment/seeds.ts';
import { settingsOfScope } from '../experiment/settingsTable.ts';
import { epochsOfTeacher } from '../experiment/work.ts';
import { createCohort, type Cohort } from './cohort.ts';
import { logitsOf, metricsOf, type LiveDigits } from './evaluate.ts';
import { givenLabels } from './givenLabels.ts';
import { requireSound, trainCohort, type RunContext, type RunEvents } from './training.ts';

/** A trained teacher; the owner disposes its cohort. */
export interface Teacher {
  readonly name: string;
  readonly cohort: Cohort;
  readonly predictor: Predictor;
  /** On all test digits. */
  readonly metrics: NetworkMetrics;
  /** Its logits at T = 1 for every test digit: agreement and divergence of students are measured by them. */
  readonly testLogits: Float32Array; // [numTest, 10]
}

/** A network that was trained elsewhere or earlier; any network's weights can teach, once they are looked at. */
export interface GivenTeacher {
  /** Tells it from all others: a teacher of the same id is not measured again. */
  readonly id: string;
  readonly predictor: Predictor;
}

/** Teachers by what they depend on, oldest first. The owner of the map disposes their cohorts. */
export type TeacherCache = Map<string, Teacher>;

/** The settings on which a teacher depends: a run with the same ones can use the same teacher. */
export function teacherKey(config: Config): string {
  const { seed, control, teacherWrongLabels, wrongLabels, labels, keptDigits } = config;
  const isOther = control === 'shuffledLabels' || control === 'randomTeacher';
  const ofTeacher = settingsOfScope('data', 'teacher').map((name) =>
    name === 'heldOut' ? holdsOut(config) : config[name],
  );
  const wrong = teacherWrongLabels && wrongLabels > 0 ? [wrongLabels, labels, keptDigits] : [];
  return JSON.stringify([seed, isOther ? control : 'none', ...ofTeacher, ...wrong]);
}

/** By which a teacher is kept: the digits that it was trained on or measured on, and who it is. */
export function cacheKey(digits: DigitSet, config: Config, given: GivenTeacher | null): string {
  return `${digits.id} ${given ? `given ${given.id}` : teacherKey(config)}`;
}

/** A teacher has no teacher. */
const LABELS_ALONE = { temperature: 1, softWeight: 0, squareTemperature: true } as const;

/** Steps before the teacher's first report: early, so that a first curve stands on the page soon. */
const FIRST_REPORT_STEP = 20;

/** The untrained networks of a teacher. */
export function createTeacherCohort(config: Config): Cohort {
  const { teacherLabelSmoothing } = config;
  return createCohort({
    layers: teacherLayers(config),
    members: teacherSeeds(config).map((own) => ({
      ...LABELS_ALONE,
      seed: own,
      labelSmoothing: teacherLabelSmoothing,
    })),
    dropout: config.teacherDropout,
    maxNorm: config.teacherMaxNorm,
    optimiser: { name: 'adam', weightDecay: 0 },
  });
}

/**
 * Trains a teacher on all training digits.
 * @param live test digits for the reports on the way; its final metrics are on all of them
 * @param context for checkpoints @param from goes on from there if given
 */
export async function* trainTeacher(
  config: Config,
  digits: DigitSet,
  live: LiveDigits,
  context: RunContext,
  from: TrainingCheckpoint | null,
): RunEvents<Teacher> {
  const { teacherAverage: average, teacherJitter, teacherBend, teacherLearningRate, seed, control } = config;
  const cohort = createTeacherCohort(config);

  async function* report(step: number, epoch: number, lastGoodStep: number): RunEvents<void> {
    const losses = await cohort.takeLosses();
    const own = losses?.hard ?? [];
    requireSound(own, 'teacher', step, lastGoodStep, 'teacherLearningRate', teacherLearningRate);
    const metrics = metricsOf(await ensembleLogits(cohort, average, live.images, 1), live.labels);
    yield { type: 'teacherReport', step, epoch, loss: losses && mean([...losses.hard]), metrics };
    const networks = await cohort.weights();
    yield { type: 'weights', weights: { teacher: { networks, average } } };
  }

  let isTrained = false;
  try {
    const labelled = { ...digits.train, labels: labelsOfTeacher(config, digits.train.labels) };
    const plan = {
      stage: { config, data: digits.id, phase: 'teacher', teacher: null },
      epochs: control === 'randomTeacher' ? 0 : epochsOfTeacher(config, digits.train.labels.length),
      batchSize: config.teacherBatchSize,
      learningRate: teacherLearningRate,
      schedule: 'linear',
      augment: (images: Uint8Array, step: number) =>
        distortStep(images, { jitter: teacherJitter, bend: teacherBend }, seed, step),
      seed,
      isReportDue: (step: number, stepsInEpoch: number) =>
        step === FIRST_REPORT_STEP || step % Math.ceil(stepsInEpoch / 2) === 0,
      report,
    } as const;
    yield* trainCohort(cohort, { digits: labelled, teacherLogits: null }, plan, context, from);
    const teacher = await asTeacher(cohort, average, digits);
    isTrained = true;
    return teacher;
  } finally {
    if (!isTrained) cohort.dispose();
  }
}

/** The right ones, those of other images, or what the students are told of theirs. @param labels the right ones, [n] */
function labelsOfTeacher(config: Config, labels: Uint8Array): Uint8Array {
  if (config.control === 'shuffledLabels')
    return createRandom(config.seed, 'shuffled labels').shuffle(labels.slice());
  return config.teacherWrongLabels ? givenLabels(config, labels) : labels;
}

/** @param file that a person brought it in; empty for any other @throws Error for people when the weights cannot read digits, with what was received and expected */
export async function openGivenTeacher(
  { predictor }: GivenTeacher,
  digits: DigitSet,
  file = '',
): Promise<Teacher> {
  if (predictor.networks.length === 0)
    throw new Error('The teacher has no networks; at least one is needed.');
  const cohort = openCohort(predictor.networks);
  const teacher = await asTeacher(cohort, predictor.average, digits).catch((error: unknown) => {
    cohort.dispose();
    throw error;
  });
  return file === '' ? teacher : { ...teacher, name: `${file}: ${teacher.name}` };
}

/** How a network, or an ensemble, reads digits. @throws Error as logitsOfReader */
export async function measureReader(
  reader: Predictor,
  { images, labels }: DigitSplit,
): Promise<NetworkMetrics> {
  return metricsOf(await logitsOfReader(reader, images), labels);
}

/** @param images [n, 784] @returns its logits at T = 1, [n, 10] @throws Error as openGivenTeacher, DivergedError where it gives no numbers */
export async function logitsOfReader(
  { networks, average }: Predictor,
  images: Uint8Array,
): Promise<Float32Array> {
  const cohort = openCohort(networks);
  try {
    return await ensembleLogits(cohort, average, images, 1);
  } finally {
    cohort.dispose();
  }
}

function openCohort(networks: readonly NetworkWeights[]): Cohort {
  networks.forEach((network) => requireReader(network, 'the teacher'));
  return createCohort({
    layers: networks[0]!.layers,
    members: networks.map(() => ({ ...LABELS_ALONE, seed: 1 })),
    start: networks,
    dropout: 0,
    optimiser: { name: 'sgd', weightDecay: 0 },
  });
}

/** Measures a trained cohort as a teacher, named by its layers, e.g. "3 × 784-300-100-10". */
async function asTeacher(cohort: Cohort, average: EnsembleAverage, { test }: DigitSet): Promise<Teacher> {
  cohort.endTraining();
  const testLogits = await ensembleLogits(cohort, average, test.images, 1);
  const networks = await cohort.weights();
  const layers = describeLayers(networks[0]!.layers);
  return {
    name: networks.length === 1 ? layers : `${networks.length} × ${layers}`,
    cohort,
    testLogits,
    predictor: { networks, average },
    metrics: metricsOf(testLogits, test.labels),
  };
}

/** The logits that stand for all networks of a cohort at a temperature. @returns [n, 10] */
export async function ensembleLogits(
  cohort: Cohort,
  average: EnsembleAverage,
  images: Uint8Array,
  temperature: number,
): Promise<Float32Array> {
  return averageLogits(await logitsOf(cohort, images), average, temperature, NUM_CLASSES);
}
