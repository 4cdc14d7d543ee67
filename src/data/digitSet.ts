/** The one type in which digits travel, whatever their source. */
import { NUM_PIXELS } from '../distillation/shape.ts';
import type { DataSummary } from '../experiment/events.ts';

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
  /** Makes such images without end, where the source can. */
  readonly writeUnlabelled?: WriteUnlabelled | null;
}

/** Images that are made at once when more are made without end. */
export const UNLABELLED_BLOCK = 250;

/** Block number `block`, from 0, of a stream that never ends and is always the same. @returns [UNLABELLED_BLOCK, 28, 28] */
export type WriteUnlabelled = (block: number) => Uint8Array;

/** The pixels of one digit, as a view. @returns Uint8Array [784] */
export function imageAt(split: DigitSplit, index: number): Uint8Array {
  return split.images.subarray(index * NUM_PIXELS, (index + 1) * NUM_PIXELS);
}

/** Tells sets apart that have the same name: a hash (FNV-1a) of all labels and of some pixels of every image. */
export function fingerprintOf({ images, labels }: DigitSplit): string {
  let hash = 0x811c9dc5;
  for (const label of labels) hash = Math.imul(hash ^ label, 0x01000193);
  for (let at = 0; at < images.length; at += 13) hash = Math.imul(hash ^ images[at]!, 0x01000193);
  return (hash >>> 0).toString(16);
}

/** What is said of a set without its pixels. */
export function summaryOf(set: DigitSet): DataSummary {
  const { name, provenance, train, test } = set;
  return {
    ...{ name, provenance, numTrain: train.labels.length, numTest: test.labels.length },
    numUnlabelled: (set.unlabelled?.length ?? 0) / NUM_PIXELS,
    isEndless: Boolean(set.writeUnlabelled),
  };
}
