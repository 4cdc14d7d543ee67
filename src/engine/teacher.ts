/** The teacher: a cohort of one, trained on labels, then constant. */
import type { DigitSet } from '../data/digitSet.ts';
import { jitterImages } from '../data/jitter.ts';
import { createRandom } from '../data/random.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import { describeLayers } from '../distillation/layers.ts';
import { layersOf } from '../experiment/architecture.ts';
import type { Config } from '../experiment/config.ts';
import type { NetworkMetrics } from '../experiment/events.ts';
import { createCohort, type Cohort } from './cohort.ts';
import { firstDigits, logitsOf, metricsOf, predictedClasses } from './evaluate.ts';
import { requireFinite, trainCohort, type Circumstances, type RunEvents } from './training.ts';

/** A trained teacher; the owner disposes its cohort. */
export interface Teacher {
  readonly name: string;
  readonly cohort: Cohort;
  /** On all test digits. */
  readonly metrics: NetworkMetrics;
  /** Its class for every test digit, for the agreement of students. */
  readonly testClasses: Uint8Array; // [numTest]
  readonly weights: NetworkWeights;
}

/** Teachers kept between runs, oldest first. The owner of the map disposes their cohorts. */
export type TeacherCache = Map<string, Teacher>;

/** As many as one compares at a time; each holds a few MB. */
const MAX_KEPT = 4;

/** Keeps a teacher for later runs; the oldest gives way. */
export function keepTeacher(teachers: TeacherCache, key: string, teacher: Teacher): void {
  teachers.set(key, teacher);
  const [oldest] = teachers.keys();
  if (teachers.size <= MAX_KEPT || oldest === undefined) return;
  teachers.get(oldest)?.cohort.dispose();
  teachers.delete(oldest);
}

/** The settings on which a teacher depends: a run with the same ones can use the same teacher. */
export function teacherKey(config: Config): string {
  const { data, seed, ...others } = config;
  const ofTeacher = Object.entries(others).filter(([name]) => name.startsWith('teacher'));
  return JSON.stringify([data, seed, ...ofTeacher.sort()]);
}

/** A teacher has no teacher. */
const LABELS_ALONE = { temperature: 1, softWeight: 0, squareTemperature: true } as const;

/** Steps before the teacher's first report: early, so that a first curve stands on the page soon. */
const FIRST_REPORT_STEP = 20;

/**
 * Trains a teacher on all training digits.
 * @param numLive test digits for the reports on the way; its final metrics are on all of them
 */
export async function* trainTeacher(
  config: Config,
  { train, test }: DigitSet,
  numLive: number,
  circumstances: Circumstances,
): RunEvents<Teacher> {
  const layers = layersOf({ convolutions: config.teacherConvolutions, hidden: config.teacherHidden });
  const cohort = createCohort({
    layers,
    members: [{ seed: config.seed, labelSmoothing: config.teacherLabelSmoothing, ...LABELS_ALONE }],
    dropout: config.teacherDropout,
    optimiser: { name: 'adam', weightDecay: 0 },
  });
  const live = firstDigits(test, numLive);
  const jitterRandom = createRandom(config.seed, 'jitter');

  async function* report(step: number, epoch: number): RunEvents<void> {
    const losses = await cohort.takeLosses();
    if (losses) requireFinite(losses.hard, 'teacher', step, config.teacherLearningRate);
    const [logits] = await logitsOf(cohort, live.images);
    const metrics = metricsOf(logits!, live.labels);
    yield { type: 'teacherReport', step, epoch, loss: losses ? losses.hard[0]! : null, metrics };
    const [teacher] = await cohort.weights([0]);
    yield { type: 'weights', weights: { teacher: teacher! } };
  }

  let isTrained = false;
  try {
    yield* trainCohort(
      cohort,
      { digits: train, teacherLogits: null },
      {
        phase: 'teacher',
        epochs: config.teacherEpochs,
        batchSize: config.teacherBatchSize,
        learningRate: config.teacherLearningRate,
        schedule: 'linear',
        augment: (images) => jitterImages(images, config.teacherJitter, jitterRandom),
        seed: config.seed,
        isReportDue: (step, stepsInEpoch) =>
          step === FIRST_REPORT_STEP || step % Math.ceil(stepsInEpoch / 2) === 0,
        report,
      },
      circumstances,
    );
    const [testLogits] = await logitsOf(cohort, test.images);
    const [weights] = await cohort.weights([0]);
    isTrained = true;
    return {
      name: describeLayers(layers),
      cohort,
      metrics: metricsOf(testLogits!, test.labels),
      testClasses: predictedClasses(testLogits!),
      weights: weights!,
    };
  } finally {
    if (!isTrained) cohort.dispose();
  }
}
