/** The training loop of teacher and cohort alike: batches in seeded order, a linearly decayed rate, reports when due or asked for. */
import { epochOrder, stepsPerEpoch } from '../data/batches.ts';
import type { Schedule } from '../experiment/config.ts';
import type { RunStage, TrainingCheckpoint } from '../experiment/checkpoint.ts';
import type { RunEvent } from '../experiment/events.ts';
import type { Cohort } from './cohort.ts';
import { gatherBatch, type TransferSet } from './gatherBatch.ts';
import { scheduled } from './optimiser.ts';
import { DivergedError } from './soundness.ts';

export type RunEvents<Result> = AsyncGenerator<RunEvent, Result, void>;

export interface TrainingPlan {
  readonly stage: RunStage;
  readonly epochs: number;
  readonly batchSize: number;
  /** At the first step. */
  readonly learningRate: number;
  readonly schedule: Schedule;
  /** Seed of the order of the batches. */
  readonly seed: number;
  /** What is done to the images of a batch before they are trained on; the same for the same step, so that a run can be resumed. */
  readonly augment: (images: Uint8Array, step: number) => Uint8Array;
  /** Whether to report after this step, counted from 1. Step 0 and the last step always report. */
  isReportDue(step: number, stepsInEpoch: number): boolean;
  /** Evaluates and reports. */
  report(step: number, epoch: number): RunEvents<void>;
}

/** What a run is executed with, apart from its settings. */
export interface Circumstances {
  readonly signal: AbortSignal;
  /** Milliseconds; stands still while the run is paused. Within a run it counts from the run's beginning. */
  readonly clock: () => number;
  /** Asked after every step: whether a report is wanted out of turn. */
  readonly takeReportRequest: () => boolean;
  /** Likewise for a checkpoint. */
  readonly takeCheckpointRequest?: () => boolean;
}

/** One optimiser step on these rows. @param step counted from 0 */
export function makeStep(
  cohort: Cohort,
  transferSet: TransferSet,
  rows: Uint32Array,
  { augment, learningRate, schedule }: Pick<TrainingPlan, 'augment' | 'learningRate' | 'schedule'>,
  step: number,
  numSteps: number,
): void {
  const batch = gatherBatch(transferSet, rows);
  const images = augment(batch.images, step);
  cohort.step({ ...batch, images }, learningRate * scheduled(schedule, step / numSteps));
}

/**
 * Trains for all epochs, or goes on from a checkpoint: the last weights are the same to the bit.
 * A `progress` event follows every step and its report: there the caller may pause.
 * @returns mean milliseconds per step, reports not counted
 * @throws DivergedError when the losses are no longer of this world; the cohort is then as it was at the last good report
 */
export async function* trainCohort(
  cohort: Cohort,
  transferSet: TransferSet,
  plan: TrainingPlan,
  { signal, clock, takeReportRequest, takeCheckpointRequest = () => false }: Circumstances,
  from: TrainingCheckpoint | null = null,
): RunEvents<number> {
  const numImages = transferSet.digits.labels.length;
  const batchSize = Math.min(plan.batchSize, numImages);
  const stepsInEpoch = stepsPerEpoch(numImages, batchSize);
  const numSteps = stepsInEpoch * plan.epochs;
  const { phase } = plan.stage;
  let step = from?.step ?? 0;
  let stepsMs = from?.stepsMs ?? 0;
  if (from) cohort.restore(from.cohort);
  let lastGood = from?.cohort ?? null;

  async function* report(): RunEvents<void> {
    try {
      yield* plan.report(step, step / stepsInEpoch);
      lastGood = await cohort.checkpoint();
    } catch (error) {
      if (!(error instanceof DivergedError) || !lastGood) throw error;
      cohort.restore(lastGood);
      throw error.restoredTo(lastGood.steps);
    }
  }

  if (!from) yield* report();
  yield { type: 'progress', phase, step, numSteps };
  let order: { epoch: number; rows: Uint32Array } = { epoch: -1, rows: new Uint32Array() };
  while (step < numSteps) {
    signal.throwIfAborted();
    const startedMs = clock();
    const epoch = Math.floor(step / stepsInEpoch);
    if (order.epoch !== epoch) order = { epoch, rows: epochOrder(numImages, plan.seed, epoch) };
    const first = (step % stepsInEpoch) * batchSize;
    makeStep(cohort, transferSet, order.rows.subarray(first, first + batchSize), plan, step, numSteps);
    step += 1;
    stepsMs += clock() - startedMs;
    const isAsked = takeReportRequest();
    if (isAsked || step === numSteps || plan.isReportDue(step, stepsInEpoch)) yield* report();
    if (takeCheckpointRequest())
      yield {
        type: 'checkpoint',
        checkpoint: {
          ...{ ...plan.stage, elapsedMs: clock() },
          training: { step, stepsMs, cohort: await cohort.checkpoint() },
        },
      };
    yield { type: 'progress', phase, step, numSteps };
  }
  return stepsMs / numSteps;
}
