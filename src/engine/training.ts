/** The training loop of teacher and cohort alike: batches in seeded order, a linearly decayed rate, reports when due or asked for. */
import { epochOrder, gatherImages, gatherLabels, stepsPerEpoch } from '../data/batches.ts';
import { NUM_CLASSES, type DigitSplit } from '../data/digitSet.ts';
import type { Schedule } from '../experiment/config.ts';
import type { Phase, RunEvent } from '../experiment/events.ts';
import type { Batch, Cohort } from './cohort.ts';
import { scheduled } from './optimiser.ts';

export type RunEvents<Result> = AsyncGenerator<RunEvent, Result, void>;

export interface TrainingPlan {
  readonly phase: Phase;
  readonly epochs: number;
  readonly batchSize: number;
  /** At the first step. */
  readonly learningRate: number;
  readonly schedule: Schedule;
  /** Seed of the order of the batches. */
  readonly seed: number;
  /** What is done to the images of a batch before it is trained on; returns them as they are where nothing is. */
  augment(images: Uint8Array): Uint8Array;
  /** Whether to report after this step, counted from 1. Step 0 and the last step always report. */
  isReportDue(step: number, stepsInEpoch: number): boolean;
  /** Evaluates and reports. */
  report(step: number, epoch: number): RunEvents<void>;
}

/** Digits to learn from, with the teacher's logits for them if they have any. */
export interface TransferSet {
  readonly digits: DigitSplit;
  readonly teacherLogits: Float32Array | null; // [n, 10]
}

/** What a run is executed with, apart from its settings. */
export interface Circumstances {
  readonly signal: AbortSignal;
  /** Milliseconds; stands still while the run is paused. */
  readonly clock: () => number;
  /** Asked after every step: whether a report is wanted out of turn. */
  readonly takeReportRequest: () => boolean;
}

/**
 * Trains for all epochs. A `progress` event follows every step and its report: there the caller may pause.
 * @returns mean milliseconds per step, reports not counted
 */
export async function* trainCohort(
  cohort: Cohort,
  { digits, teacherLogits }: TransferSet,
  plan: TrainingPlan,
  { signal, clock, takeReportRequest }: Circumstances,
): RunEvents<number> {
  const numImages = digits.labels.length;
  const batchSize = Math.min(plan.batchSize, numImages);
  const stepsInEpoch = stepsPerEpoch(numImages, batchSize);
  const numSteps = stepsInEpoch * plan.epochs;
  let step = 0;
  let stepsMs = 0;
  yield* plan.report(0, 0);
  yield { type: 'progress', phase: plan.phase, step, numSteps };
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    const order = epochOrder(numImages, plan.seed, epoch);
    for (let start = 0; start < stepsInEpoch * batchSize; start += batchSize) {
      signal.throwIfAborted();
      const startedMs = clock();
      const batch = gather(digits, teacherLogits, order.subarray(start, start + batchSize));
      const images = plan.augment(batch.images);
      cohort.step({ ...batch, images }, plan.learningRate * scheduled(plan.schedule, step / numSteps));
      step += 1;
      stepsMs += clock() - startedMs;
      const isAsked = takeReportRequest();
      if (isAsked || step === numSteps || plan.isReportDue(step, stepsInEpoch))
        yield* plan.report(step, step / stepsInEpoch);
      yield { type: 'progress', phase: plan.phase, step, numSteps };
    }
  }
  return stepsMs / numSteps;
}

/** Stops a run whose loss is no longer a number, before anything wrong is shown. */
export function requireFinite(
  losses: Iterable<number>,
  what: string,
  step: number,
  learningRate: number,
): void {
  for (const loss of losses)
    if (!Number.isFinite(loss))
      throw new Error(
        `Training stopped: the loss of the ${what} became ${loss} by step ${step}. ` +
          `The learning rate is ${learningRate}; try a smaller one.`,
      );
}

function gather(
  { images, labels }: DigitSplit,
  teacherLogits: Float32Array | null,
  rows: Uint32Array,
): Batch {
  return {
    images: gatherImages(images, rows),
    labels: gatherLabels(labels, rows),
    teacherLogits: teacherLogits && gatherLogits(teacherLogits, rows),
  };
}

function gatherLogits(logits: Float32Array, rows: Uint32Array): Float32Array {
  const gathered = new Float32Array(rows.length * NUM_CLASSES);
  rows.forEach((row, at) => {
    gathered.set(logits.subarray(row * NUM_CLASSES, (row + 1) * NUM_CLASSES), at * NUM_CLASSES);
  });
  return gathered;
}
