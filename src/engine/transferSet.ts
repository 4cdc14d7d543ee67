/** What the students learn from: a seeded choice of digits, and what the teacher says of each, computed once. */
import { gatherFloats, gatherImages, gatherLabels } from '../data/batches.ts';
import { UNLABELLED_BLOCK, type DigitSet } from '../data/digitSet.ts';
import { CLASSES, NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import { joinBytes } from '../data/joinBytes.ts';
import { createRandom, type Random } from '../data/random.ts';
import { predictedClasses } from '../distillation/classification.ts';
import { softmax } from '../distillation/softmax.ts';
import type { Config } from '../experiment/config.ts';
import type { RunEvent } from '../experiment/events.ts';
import { RefusedError } from '../experiment/feasibility.ts';
import { givenLabels, orderOfTransferSet } from './givenLabels.ts';
import { ensembleLogits, type Teacher } from './teacher.ts';
import type { RunEvents, TransferSet } from './training.ts';

/** Tells how many images are written, then that the teacher is asked. */
export async function* makeTransferSet(
  config: Config,
  set: DigitSet,
  { cohort, predictor }: Teacher,
  numStudents: number,
): RunEvents<TransferSet> {
  const { seed, labels: numLabels, unlabelled, temperature } = config;
  const order = orderOfTransferSet(seed, set.train.labels.length);
  const labelled = order.subarray(0, numLabels);
  const others = yield* gatherUnlabelled(set, order.subarray(numLabels), unlabelled);
  yield { type: 'progress', phase: 'softTargets', step: 0, numSteps: 1 };
  const images = joinBytes([gatherImages(set.train.images, labelled), others]);
  const logits = await ensembleLogits(cohort, predictor.average, images, temperature);
  // What nobody is told, the teacher says; where labels count, those of the others weigh nothing.
  const guesses = predictedClasses(logits.subarray(numLabels * NUM_CLASSES), NUM_CLASSES);
  const labels = joinBytes([gatherLabels(set.train.labels, labelled), guesses]);
  const teacherLogits = controlled(logits, labels, config);
  const rows = keptRows(labels, config);
  const numKept = rows.filter((row) => row < numLabels).length;
  labels.set(gatherLabels(givenLabels(config, set.train.labels), labelled)); // only now: all above goes by the right ones
  return {
    digits: { images: gatherImages(images, rows), labels: gatherLabels(labels, rows) },
    teacherLogits: gatherFloats(teacherLogits, NUM_CLASSES, rows),
    imageWeights: unlabelled === 0 ? null : weightsOf(numKept, rows.length, numStudents),
  };
}

/** What a sceptic makes of what the teacher says. */
function controlled(
  logits: Float32Array,
  labels: Uint8Array,
  { control, seed, temperature }: Config,
): Float32Array {
  if (control === 'permutedNonTargets')
    return permuteNonTargets(logits, labels, createRandom(seed, 'permuted non-targets'));
  return control === 'uniformNonTargets' ? equalNonTargets(logits, labels, temperature) : logits;
}

/** Rows of the digits that stay; of an image without a label the teacher says what it is. */
function keptRows(known: Uint8Array, { keptDigits, labels }: Config): Uint32Array {
  const rows = Uint32Array.from(known, (_, row) => row).filter((row) => keptDigits.includes(known[row]!));
  if (!rows.some((row) => row < labels))
    throw new RefusedError(
      `None of the ${labels} labelled digits is kept; the run keeps ${keptDigits.join(', ')}. Raise labels or keep more digits.`,
    );
  return rows;
}

/**
 * Images without labels: first those that came without, then other training digits, then newly written ones.
 * @param rows training digits that may be taken @returns [count, 784], fewer where there are no more
 */
function* gatherUnlabelled(
  { train, unlabelled, writeUnlabelled }: DigitSet,
  rows: Uint32Array,
  count: number,
): Generator<RunEvent, Uint8Array, unknown> {
  const given = (unlabelled ?? new Uint8Array()).subarray(0, count * NUM_PIXELS);
  const parts = [given, gatherImages(train.images, rows.subarray(0, count - given.length / NUM_PIXELS))];
  const numWanted = count - parts.reduce((sum, { length }) => sum + length, 0) / NUM_PIXELS;
  if (!writeUnlabelled) return joinBytes(parts);
  for (let written = 0; written < numWanted; written += UNLABELLED_BLOCK) {
    const left = numWanted - written;
    parts.push(writeUnlabelled(written / UNLABELLED_BLOCK).subarray(0, left * NUM_PIXELS));
    const step = written + Math.min(left, UNLABELLED_BLOCK);
    yield { type: 'progress', phase: 'unlabelled', step, numSteps: numWanted };
  }
  return joinBytes(parts);
}

/**
 * The labels of the first images count, those of the others do not. They count for more, so that the mean hard loss of
 * a batch is, over many batches, that of the labelled images. @returns [n, K, 2]
 */
function weightsOf(numLabels: number, numImages: number, numMembers: number): Float32Array {
  const weights = new Float32Array(numImages * numMembers * 2);
  for (let at = 0; at < weights.length; at += 2) {
    const isLabelled = at < numLabels * numMembers * 2;
    weights[at] = isLabelled ? numImages / numLabels : 0;
    weights[at + 1] = 1;
  }
  return weights;
}

/**
 * Exchanges the logits of the wrong digits among each other, anew for each image: how sure the teacher is stays, what it
 * finds alike goes.
 * @param logits [n, 10] @returns [n, 10]
 */
export function permuteNonTargets(logits: Float32Array, labels: Uint8Array, random: Random): Float32Array {
  const permuted = logits.slice();
  labels.forEach((label, row) => {
    const others = CLASSES.filter((digit) => digit !== label);
    const shuffled = random.shuffle(others.slice());
    others.forEach((digit, at) => {
      permuted[row * NUM_CLASSES + digit] = logits[row * NUM_CLASSES + shuffled[at]!]!;
    });
  });
  return permuted;
}

/**
 * Targets that tell the label and nothing of the other digits, which are all alike, with as much entropy at the temperature as
 * the teacher's: a “virtual teacher” as of Yuan et al. 2020, arXiv 1909.11723, §4.2, but as sure of each image as the true one.
 * @param logits [n, 10] @returns [n, 10]
 */
export function equalNonTargets(logits: Float32Array, labels: Uint8Array, temperature: number): Float32Array {
  const equal = new Float32Array(logits.length);
  labels.forEach((label, row) => {
    const at = row * NUM_CLASSES;
    const entropy = entropyOf(softmax(logits.subarray(at, at + NUM_CLASSES), temperature));
    // Entropy falls from log 10 to 0 while the label's share rises from a tenth to 1.
    let [low, high] = [1 / NUM_CLASSES, 1];
    for (let i = 0; i < 50; i++) {
      const middle = (low + high) / 2;
      if (entropyOf(sharesOf(middle)) > entropy) low = middle;
      else high = middle;
    }
    const lead = temperature * Math.log((low * (NUM_CLASSES - 1)) / Math.max(1 - low, Number.MIN_VALUE));
    equal[at + label] = Math.min(lead, MOST_LEAD);
  });
  return equal;
}

/** Of a logit: beyond, no share can be told from 1. */
const MOST_LEAD = 1e4;

const sharesOf = (share: number) => [
  share,
  ...Array.from({ length: NUM_CLASSES - 1 }, () => (1 - share) / (NUM_CLASSES - 1)),
];

const entropyOf = (shares: ArrayLike<number>) =>
  Array.from(shares).reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
