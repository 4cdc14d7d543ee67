/** The images of one batch, with all that belongs to them. */
import { gatherImages, gatherLabels } from '../data/batches.ts';
import { NUM_CLASSES } from '../data/digitSet.ts';
import type { Batch } from './cohort.ts';
import type { TransferSet } from './training.ts';

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
function gatherFloats(values: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const gathered = new Float32Array(rows.length * width);
  rows.forEach((row, at) => gathered.set(values.subarray(row * width, (row + 1) * width), at * width));
  return gathered;
}
