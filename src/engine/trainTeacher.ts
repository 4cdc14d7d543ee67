/** Trains a teacher on labels, as one cohort: all networks of an ensemble see the same batches. */
import type { DigitSet } from '../data/digitSet.ts';
import { jitterOfStep } from '../data/jitter.ts';
import { createRandom } from '../data/random.ts';
import { describeLayers } from '../distillation/layers.ts';
import { layersOf } from '../experiment/architecture.ts';
import type { TrainingCheckpoint } from '../experiment/checkpoint.ts';
import type { Config } from '../experiment/config.ts';
import { createCohort, type Cohort } from './cohort.ts';
import { firstDigits, metricsOf } from './evaluate.ts';
import { requireSound } from './soundness.ts';
import { asTeacher, ensembleLogits, type Teacher } from './teacher.ts';
import { trainCohort, type Circumstances, type RunEvents } from './training.ts';

/** A teacher has no teacher. */
const LABELS_ALONE = { temperature: 1, softWeight: 0, squareTemperature: true } as const;

/** Far from those of students: a teacher of their architecture must not begin as one of them. */
const FIRST_SEED = 1_000_000;

/** Steps before the teacher's first report: early, so that a first curve stands on the page soon. */
const FIRST_REPORT_STEP = 20;

/** The untrained networks of a teacher. */
export function createTeacherCohort(config: Config): Cohort {
  const { seed, teacherNetworks, teacherLabelSmoothing } = config;
  return createCohort({
    layers: layersOf({ convolutions: config.teacherConvolutions, hidden: config.teacherHidden }),
    members: Array.from({ length: teacherNetworks }, (_, index) => ({
      ...LABELS_ALONE,
      seed: FIRST_SEED + seed + index,
      labelSmoothing: teacherLabelSmoothing,
    })),
    dropout: config.teacherDropout,
    maxNorm: config.teacherMaxNorm,
    optimiser: { name: 'adam', weightDecay: 0 },
  });
}

/** @returns e.g. "784-300-100-10", or "3 × 784-300-100-10" for an ensemble */
function teacherName({ teacherConvolutions, teacherHidden, teacherNetworks }: Config): string {
  const layers = describeLayers(layersOf({ convolutions: teacherConvolutions, hidden: teacherHidden }));
  return teacherNetworks === 1 ? layers : `${teacherNetworks} × ${layers}`;
}

/**
 * Trains a teacher on all training digits.
 * @param numLive test digits for the reports on the way; its final metrics are on all of them
 * @param from goes on from there if given
 */
export async function* trainTeacher(
  config: Config,
  digits: DigitSet,
  numLive: number,
  circumstances: Circumstances,
  from: TrainingCheckpoint | null,
): RunEvents<Teacher> {
  const { teacherAverage: average, teacherJitter, teacherLearningRate, seed, control } = config;
  const cohort = createTeacherCohort(config);
  const live = firstDigits(digits.test, numLive);

  async function* report(step: number, epoch: number): RunEvents<void> {
    const losses = await cohort.takeLosses();
    if (losses) requireSound(losses.hard, 'teacher', step, 'teacherLearningRate', teacherLearningRate);
    const metrics = metricsOf(await ensembleLogits(cohort, average, live.images, 1), live.labels);
    const loss = losses && losses.hard.reduce((sum, each) => sum + each, 0) / cohort.numMembers;
    yield { type: 'teacherReport', step, epoch, loss, metrics };
    const networks = await cohort.weights();
    yield { type: 'weights', weights: { teacher: { networks, average } } };
  }

  let isTrained = false;
  try {
    yield* trainCohort(
      cohort,
      {
        digits: control === 'shuffledLabels' ? withShuffledLabels(digits, seed) : digits.train,
        teacherLogits: null,
      },
      {
        stage: { config, data: digits.name, phase: 'teacher', teacher: null },
        epochs: control === 'randomTeacher' ? 0 : config.teacherEpochs,
        batchSize: config.teacherBatchSize,
        learningRate: teacherLearningRate,
        schedule: 'linear',
        augment: (images, step) => jitterOfStep(images, teacherJitter, seed, step),
        seed,
        isReportDue: (step, stepsInEpoch) =>
          step === FIRST_REPORT_STEP || step % Math.ceil(stepsInEpoch / 2) === 0,
        report,
      },
      circumstances,
      from,
    );
    const teacher = await asTeacher(teacherName(config), cohort, average, digits);
    isTrained = true;
    return teacher;
  } finally {
    if (!isTrained) cohort.dispose();
  }
}

/** The same images, each with the label of some other one. */
function withShuffledLabels({ train }: DigitSet, seed: number) {
  return { ...train, labels: createRandom(seed, 'shuffled labels').shuffle(train.labels.slice()) };
}
