/** How networks do on test digits: logits in batches of one fixed shape, metrics in plain arrays. */
import { NUM_CLASSES, NUM_PIXELS, type DigitSplit } from '../data/digitSet.ts';
import { expectedCalibrationError } from '../distillation/calibration.ts';
import { logitsFor, type Predictor } from '../distillation/ensemble.ts';
import { logSumExp } from '../distillation/softmax.ts';
import { hardLoss } from '../distillation/loss.ts';
import type { NetworkMetrics } from '../experiment/events.ts';
import type { Cohort } from './cohort.ts';

/** Images per evaluation batch: one shape, so that webgl compiles once. */
const EVALUATION_BATCH = 500;

/** Logits of every member for every image. @returns one Float32Array [n, 10] per member */
export async function logitsOf(cohort: Cohort, images: Uint8Array): Promise<Float32Array[]> {
  const numImages = images.length / NUM_PIXELS;
  const perMember = Array.from(
    { length: cohort.numMembers },
    () => new Float32Array(numImages * NUM_CLASSES),
  );
  const batch = new Uint8Array(EVALUATION_BATCH * NUM_PIXELS);
  for (let first = 0; first < numImages; first += EVALUATION_BATCH) {
    const count = Math.min(EVALUATION_BATCH, numImages - first);
    batch.fill(0).set(images.subarray(first * NUM_PIXELS, (first + count) * NUM_PIXELS));
    const values = await cohort.logits(batch); // [EVALUATION_BATCH, K, 10]
    for (let row = 0; row < count; row++)
      perMember.forEach((logits, member) => {
        const start = (row * cohort.numMembers + member) * NUM_CLASSES;
        logits.set(values.subarray(start, start + NUM_CLASSES), (first + row) * NUM_CLASSES);
      });
  }
  return perMember;
}

/** The most probable class of each row. @param logits [n, 10] @returns [n] */
export function predictedClasses(logits: Float32Array): Uint8Array {
  const classes = new Uint8Array(logits.length / NUM_CLASSES);
  for (let row = 0; row < classes.length; row++) {
    let best = 0;
    for (let j = 1; j < NUM_CLASSES; j++)
      if (logits[row * NUM_CLASSES + j]! > logits[row * NUM_CLASSES + best]!) best = j;
    classes[row] = best;
  }
  return classes;
}

/** @param logits [n, 10] @param labels [n] */
export function metricsOf(logits: Float32Array, labels: Uint8Array): NetworkMetrics {
  const classes = predictedClasses(logits);
  const errors = countDifferences(classes, labels);
  return {
    accuracy: 1 - errors / labels.length,
    errors,
    numTested: labels.length,
    nll: hardLoss(logits, labels, NUM_CLASSES),
    ece: expectedCalibrationError(logits, labels, NUM_CLASSES),
    confusion: confusionOf(classes, labels),
  };
}

/** Share of rows on which two networks give the same class. */
export function agreementOf(classes: Uint8Array, otherClasses: Uint8Array): number {
  return 1 - countDifferences(classes, otherClasses) / classes.length;
}

function confusionOf(classes: Uint8Array, labels: Uint8Array): number[] {
  const counts = new Array<number>(NUM_CLASSES ** 2).fill(0);
  labels.forEach((label, row) => (counts[label * NUM_CLASSES + classes[row]!]! += 1));
  return counts;
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

/** The first digits of a split, as a view. */
export function firstDigits({ images, labels }: DigitSplit, count: number): DigitSplit {
  return { images: images.subarray(0, count * NUM_PIXELS), labels: labels.subarray(0, count) };
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

function countDifferences(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count += 1;
  return count;
}
