/** The one type in which digits travel, whatever their source. */
import type { DataSummary } from '../experiment/events.ts';

export const IMAGE_SIDE = 28;
export const NUM_PIXELS = IMAGE_SIDE * IMAGE_SIDE;
export const NUM_CLASSES = 10;

/** Images beside their labels, in the same order. */
export interface DigitSplit {
  /** Grey levels 0 (ground) … 255 (ink). */
  readonly images: Uint8Array; // [n, 28, 28]
  readonly labels: Uint8Array; // [n], 0 … 9
}

/** A set of digits, split into those trained on and those only tested on. */
export interface DigitSet {
  readonly name: string;
  /** Where the digits come from, in one sentence for a reader. */
  readonly provenance: string;
  readonly train: DigitSplit;
  readonly test: DigitSplit;
  /** More images, of which nobody says what they are; they can be transfer images. */
  readonly unlabelled?: Uint8Array | null; // [m, 28, 28]
}

/** The pixels of one digit, as a view. @returns Uint8Array [784] */
export function imageAt(split: DigitSplit, index: number): Uint8Array {
  return split.images.subarray(index * NUM_PIXELS, (index + 1) * NUM_PIXELS);
}

/** What is said of a set without its pixels. */
export function summaryOf({ name, provenance, train, test, unlabelled }: DigitSet): DataSummary {
  const numUnlabelled = (unlabelled?.length ?? 0) / NUM_PIXELS;
  return { name, provenance, numTrain: train.labels.length, numTest: test.labels.length, numUnlabelled };
}
