/** How networks do on test digits: logits in batches of one fixed shape, metrics in plain arrays. */
import { evenRows, gatherImages, gatherLabels } from '../data/batches.ts';
import type { DigitSplit } from '../data/digitSet.ts';
import { NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import { calibrationErrorOf, reliabilityBins } from '../distillation/calibration.ts';
import { confusionOf, countDifferences, predictedClasses } from '../distillation/classification.ts';
import { logitsFor, type Predictor } from '../distillation/ensemble.ts';
import { logSumExp } from '../distillation/softmax.ts';
import { hardLoss } from '../distillation/loss.ts';
import type { NetworkMetrics } from '../experiment/events.ts';
import type { Cohort } from './cohort.ts';
import { yieldToMessages } from './messages.ts';
import { DivergedError } from './training.ts';

/** Images per evaluation batch: one shape, so that webgl compiles once. */
const EVALUATION_BATCH = 500;

/** How long an evaluation goes on without letting messages in. */
const TURN_MS = 50;

/**
 * Logits of every member for every image. @returns one Float32Array [n, 10] per member
 * @throws DivergedError where one of them is no number
 */
export async function logitsOf(cohort: Cohort, images: Uint8Array): Promise<Float32Array[]> {
  const numImages = images.length / NUM_PIXELS;
  const perMember = Array.from(
    { length: cohort.numMembers },
    () => new Float32Array(numImages * NUM_CLASSES),
  );
  const batch = new Uint8Array(EVALUATION_BATCH * NUM_PIXELS);
  let turnEndsMs = performance.now() + TURN_MS;
  for (let first = 0; first < numImages; first += EVALUATION_BATCH) {
    const count = Math.min(EVALUATION_BATCH, numImages - first);
    batch.fill(0).set(images.subarray(first * NUM_PIXELS, (first + count) * NUM_PIXELS));
    const values = await cohort.logits(batch); // [EVALUATION_BATCH, K, 10]
    for (let row = 0; row < count; row++)
      perMember.forEach((logits, member) => {
        const start = (row * cohort.numMembers + member) * NUM_CLASSES;
        logits.set(values.subarray(start, start + NUM_CLASSES), (first + row) * NUM_CLASSES);
      });
    if (performance.now() < turnEndsMs) continue;
    await yieldToMessages();
    turnEndsMs = performance.now() + TURN_MS;
  }
  perMember.forEach(requireNumbers);
  return perMember;
}

function requireNumbers(logits: Float32Array, member: number): void {
  const at = logits.findIndex((value) => !Number.isFinite(value));
  if (at >= 0)
    throw new DivergedError(
      `Training stopped: network ${member + 1} reads ${logits[at]} in image ${Math.floor(at / NUM_CLASSES)}, where a number was expected. ` +
        'Its weights have grown out of bounds; try a smaller learning rate.',
    );
}

/** What every member of a cohort says of some digits. */
export interface Answers {
  readonly labels: Uint8Array; // [n]
  readonly logits: readonly Float32Array[]; // [n, 10] each
}

export async function evaluateOn(cohort: Cohort, { images, labels }: DigitSplit): Promise<Answers> {
  return { labels, logits: await logitsOf(cohort, images) };
}

/** @param logits [n, 10] @param labels [n] */
export function metricsOf(logits: Float32Array, labels: Uint8Array): NetworkMetrics {
  const classes = predictedClasses(logits, NUM_CLASSES);
  const reliability = reliabilityBins(logits, labels, NUM_CLASSES);
  const errors = countDifferences(classes, labels);
  return {
    accuracy: 1 - errors / labels.length,
    errors,
    numTested: labels.length,
    nll: hardLoss(logits, labels, NUM_CLASSES),
    ece: calibrationErrorOf(reliability),
    reliability,
    confusion: confusionOf(classes, labels, NUM_CLASSES),
  };
}

/** Mean KL(softmax(teacher) ‖ softmax(student)) over the rows, in nats. @param teacher, student logits [n, 10] */
export function meanKlOf(teacher: Float32Array, student: Float32Array): number {
  let sum = 0;
  for (let first = 0; first < teacher.length; first += NUM_CLASSES) {
    const logTotal = logSumExp(teacher, first, NUM_CLASSES);
    const offset = logSumExp(student, first, NUM_CLASSES) - logTotal;
    for (let at = first; at < first + NUM_CLASSES; at++) {
      const p = Math.exp(teacher[at]! - logTotal);
      if (p > 0) sum += p * (teacher[at]! - student[at]! + offset);
    }
  }
  return (sum * NUM_CLASSES) / teacher.length;
}

/** Test digits for the reports on the way, and where they stand in the split. */
export interface LiveDigits extends DigitSplit {
  readonly rows: Uint32Array;
}

/** Drawn evenly from the whole split. @param count at most */
export function liveDigits({ images, labels }: DigitSplit, count: number): LiveDigits {
  const rows = evenRows(labels.length, count);
  return { images: gatherImages(images, rows), labels: gatherLabels(labels, rows), rows };
}

/** Median milliseconds for one digit through the plain forward, over blocks long enough for a coarse clock. */
export function measureLatency(predictor: Predictor, image: Uint8Array): number {
  const medians: number[] = [];
  for (let block = 0; block < 5; block++) {
    let count = 0;
    const started = performance.now();
    let elapsed = 0;
    while (elapsed < 20) {
      for (let i = 0; i < 10; i++) logitsFor(predictor, image)(1);
      count += 10;
      elapsed = performance.now() - started;
    }
    medians.push(elapsed / count);
  }
  return medians.sort((a, b) => a - b)[2]!;
}
