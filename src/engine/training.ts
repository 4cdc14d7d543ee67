/** The training loop of teacher and cohort alike: batches in seeded order, a decayed rate, reports when due or asked for. */
import { epochOrder, gatherFloats, gatherImages, gatherLabels } from '../data/batches.ts';
import type { DigitSplit } from '../data/digitSet.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import type { Schedule } from '../experiment/config.ts';
import {
  checksumOf,
  type Arithmetic,
  type RunCheckpoint,
  type RunStage,
  type TrainingCheckpoint,
} from '../experiment/checkpoint.ts';
import type { RunEvent } from '../experiment/events.ts';
import { stepsPerEpoch } from '../experiment/work.ts';
import type { Batch, Cohort } from './cohort.ts';
import { scheduled } from './optimiser.ts';

/**
 * What the caller of a run wants next, handed in with the event before: a report after the coming step, out of turn, or a
 * checkpoint of where the run stands now. Whoever wants nothing hands in nothing; who closes the generator ends the run.
 */
export type RunCommand = 'report' | 'checkpoint' | undefined;

/** Commands are heard at `progress` events of teacher and students. */
export type RunEvents<Result> = AsyncGenerator<RunEvent, Result, RunCommand>;

/** Digits to learn from, with the teacher's logits for them if they have any. */
export interface TransferSet {
  readonly digits: DigitSplit;
  readonly teacherLogits: Float32Array | null; // [n, 10]
  /** Weights of the hard and the soft loss by image and member; all 1 if left out. */
  readonly imageWeights?: Float32Array | null; // [n, K, 2]
}

/** What a checkpoint says of its run beside what is being trained. */
export interface RunContext {
  readonly arithmetic: Arithmetic;
  /** Since the run began, pauses not counted. */
  elapsedMs(): number;
}

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
  /** Evaluates and reports. @param lastGoodStep that of the report before @throws DivergedError as requireSound */
  report(step: number, epoch: number, lastGoodStep: number): RunEvents<void>;
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

/** The images of one batch, with all that belongs to them. */
export function gatherBatch(
  { digits: { images, labels }, teacherLogits, imageWeights }: TransferSet,
  rows: Uint32Array,
): Batch {
  return {
    images: gatherImages(images, rows),
    labels: gatherLabels(labels, rows),
    teacherLogits: teacherLogits && gatherFloats(teacherLogits, NUM_CLASSES, rows),
    imageWeights: imageWeights ? gatherFloats(imageWeights, imageWeights.length / labels.length, rows) : null,
  };
}

/**
 * Trains for all epochs, or goes on from a checkpoint: the last weights are the same to the bit.
 * A `progress` event follows every step and its report: there the caller may pause.
 * @param context for checkpoints
 * @returns mean milliseconds per step, reports not counted; null where the clock is too coarse to tell
 * @throws DivergedError when the losses are no longer of this world; the cohort is then of no more use
 */
export async function* trainCohort(
  cohort: Cohort,
  transferSet: TransferSet,
  plan: TrainingPlan,
  context: RunContext,
  from: TrainingCheckpoint | null = null,
): RunEvents<number | null> {
  const numImages = transferSet.digits.labels.length;
  const batchSize = Math.min(plan.batchSize, numImages);
  const stepsInEpoch = stepsPerEpoch(numImages, batchSize);
  const numSteps = stepsInEpoch * plan.epochs;
  const { phase } = plan.stage;
  let step = from?.step ?? 0;
  let stepsMs = from?.stepsMs ?? 0;
  if (from) cohort.restore(from.cohort);
  let lastGoodStep = step;

  async function* report(): RunEvents<void> {
    yield* plan.report(step, step / stepsInEpoch, lastGoodStep);
    lastGoodStep = step;
  }

  async function checkpoint(): Promise<RunCheckpoint> {
    const training = { step, stepsMs, cohort: await cohort.checkpoint() };
    const checksum = checksumOf({ training, teacher: plan.stage.teacher });
    if (checksum === null)
      throw new DivergedError(
        `Training stopped: weights of the ${phase} were no longer numbers by step ${step}. ` +
          `The networks are back at step ${lastGoodStep}. The learning rate is ${plan.learningRate}; try a smaller one.`,
      );
    return {
      ...plan.stage,
      ...{ arithmetic: context.arithmetic, elapsedMs: context.elapsedMs() },
      training,
      checksum,
    };
  }

  /** Tells how far it is, and gives checkpoints for as long as they are asked for. */
  async function* progress(): RunEvents<RunCommand> {
    let command = yield { type: 'progress', phase, step, numSteps };
    while (command === 'checkpoint') {
      command = yield { type: 'checkpoint', checkpoint: await checkpoint() };
    }
    return command;
  }

  if (!from) yield* report();
  let command = yield* progress();
  let order: { epoch: number; rows: Uint32Array } = { epoch: -1, rows: new Uint32Array() };
  while (step < numSteps) {
    const startedMs = performance.now();
    const epoch = Math.floor(step / stepsInEpoch);
    if (order.epoch !== epoch) order = { epoch, rows: epochOrder(numImages, plan.seed, epoch) };
    const first = (step % stepsInEpoch) * batchSize;
    makeStep(cohort, transferSet, order.rows.subarray(first, first + batchSize), plan, step, numSteps);
    step += 1;
    stepsMs += performance.now() - startedMs;
    if (command === 'report' || step === numSteps || plan.isReportDue(step, stepsInEpoch)) yield* report();
    command = yield* progress();
  }
  return stepsMs > 0 ? stepsMs / numSteps : null;
}

/** Nats above which a mean loss means that the networks are lost: one is surer of a wrong digit than e⁻¹⁰⁰⁰ allows. */
const EXPLODED = 1_000;

export class DivergedError extends Error {}

/**
 * @param losses mean losses @param what whose @param lastGoodStep whose networks were the last to be handed out
 * @param setting the learning rate's name
 * @throws DivergedError saying at which step and setting
 */
export function requireSound(
  losses: Iterable<number>,
  what: string,
  step: number,
  lastGoodStep: number,
  setting: string,
  learningRate: number,
): void {
  for (const loss of losses)
    if (!(Math.abs(loss) <= EXPLODED))
      throw new DivergedError(
        `Training stopped: the loss of the ${what} became ${loss} by step ${step}. ` +
          `The networks are back at step ${lastGoodStep}. ${setting} is ${learningRate}; try a smaller one.`,
      );
}
