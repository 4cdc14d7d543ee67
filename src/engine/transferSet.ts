/** What the students learn from: a seeded choice of digits, and what the teacher says of each, computed once. */
import { gatherImages, gatherLabels } from '../data/batches.ts';
import { NUM_CLASSES, NUM_PIXELS, type DigitSet, type DigitSplit } from '../data/digitSet.ts';
import { joinBytes } from '../data/joinBytes.ts';
import { createRandom, type Random } from '../data/random.ts';
import { ARMS } from '../experiment/arms.ts';
import type { Config } from '../experiment/config.ts';
import { ensembleLogits, type Teacher } from './teacher.ts';
import type { TransferSet } from './gatherBatch.ts';

export async function makeTransferSet(
  config: Config,
  { train, unlabelled: others = null }: DigitSet,
  { cohort, predictor }: Teacher,
): Promise<TransferSet> {
  const { seed, labels: numLabels, unlabelled, temperature, control } = config;
  const all = Uint32Array.from({ length: train.labels.length }, (_, index) => index);
  const rows = createRandom(seed, 'transfer set')
    .shuffle(all)
    .subarray(0, numLabels + unlabelled);
  const own = { images: gatherImages(train.images, rows), labels: gatherLabels(train.labels, rows) };
  const digits = withOthers(own, others, numLabels + unlabelled - rows.length);
  const logits = await ensembleLogits(cohort, predictor.average, digits.images, temperature);
  const isPermuted = control === 'permutedNonTargets';
  const random = createRandom(seed, 'permuted non-targets');
  return {
    digits,
    teacherLogits: isPermuted ? permuteNonTargets(logits, digits.labels, random) : logits,
    imageWeights:
      unlabelled === 0 ? null : weightsOf(numLabels, digits.labels.length, ARMS.length * config.seeds),
  };
}

/** Adds the first images of a set that has no labels; theirs are never asked for. */
function withOthers(own: DigitSplit, others: Uint8Array | null, count: number): DigitSplit {
  if (!others || count <= 0) return own;
  return {
    images: joinBytes([own.images, others.subarray(0, count * NUM_PIXELS)]),
    labels: joinBytes([own.labels, new Uint8Array(count)]),
  };
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
    const others = Array.from({ length: NUM_CLASSES }, (_, digit) => digit).filter(
      (digit) => digit !== label,
    );
    const shuffled = random.shuffle(others.slice());
    others.forEach((digit, at) => {
      permuted[row * NUM_CLASSES + digit] = logits[row * NUM_CLASSES + shuffled[at]!]!;
    });
  });
  return permuted;
}
