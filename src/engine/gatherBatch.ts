/** The images of one batch, with all that belongs to them. */
import { gatherImages, gatherLabels } from '../data/batches.ts';
import { type DigitSplit } from '../data/digitSet.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import type { Batch } from './cohort.ts';

/** Digits to learn from, with the teacher's logits for them if they have any. */
export interface TransferSet {
  readonly digits: DigitSplit;
  readonly teacherLogits: Float32Array | null; // [n, 10]
  /** Weights of the hard and the soft loss by image and member; all 1 if left out. */
  readonly imageWeights?: Float32Array | null; // [n, K, 2]
}

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

/** @param values [n, width] @returns [rows, width] */
export function gatherFloats(values: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const gathered = new Float32Array(rows.length * width);
  rows.forEach((row, at) => gathered.set(values.subarray(row * width, (row + 1) * width), at * width));
  return gathered;
}
