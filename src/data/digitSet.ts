/** The one type in which digits travel, whatever their source. */
import { NUM_PIXELS } from '../distillation/shape.ts';
import type { DataChoice, DataSummary, Remark } from '../experiment/events.ts';
import type { RunResult } from '../experiment/results.ts';

/** Images beside their labels, in the same order. */
export interface DigitSplit {
  /** Grey levels 0 (ground) … 255 (ink). */
  readonly images: Uint8Array; // [n, 28, 28]
  readonly labels: Uint8Array; // [n], 0 … 9
}

/** A set of digits, split into those trained on and those only tested on. */
export interface DigitSet {
  /** Source and fingerprint of all images and labels. */
  readonly id: string;
  readonly source: DataChoice;
  readonly name: string;
  /** Where the digits come from, in one sentence for a reader. */
  readonly provenance: string;
  readonly train: DigitSplit;
  readonly test: DigitSplit;
  /** More images, of which nobody says what they are; they can be transfer images. */
  readonly unlabelled?: Uint8Array | null; // [m, 28, 28]
  /** Makes such images without end, where the source can. */
  readonly writeUnlabelled?: WriteUnlabelled | null;
  /** What classes are called, by label, where the source says so. */
  readonly classNames?: readonly string[] | null;
  /** What a person should know of it. */
  readonly remarks?: readonly Remark[];
}

/** Images that are made at once when more are made without end. */
export const UNLABELLED_BLOCK = 250;

/** Block number `block`, from 0, of a stream that never ends and is always the same. @returns [UNLABELLED_BLOCK, 28, 28] */
export type WriteUnlabelled = (block: number) => Uint8Array;

/** Fewer labelled digits than these make no set: a sixth of them is kept for testing. */
export const MIN_LABELLED = 30;

/** The pixels of one digit, as a view. @returns Uint8Array [784] */
export function imageAt(split: DigitSplit, index: number): Uint8Array {
  return split.images.subarray(index * NUM_PIXELS, (index + 1) * NUM_PIXELS);
}

/** Gives a set its id: sets of one source with the same images and labels have the same one, and no others but by a chance of one in 2⁶⁴. */
export function identified(set: Omit<DigitSet, 'id'>): DigitSet {
  const { source, train, test, unlabelled } = set;
  const from = source.data === 'embedded' ? `embedded-${source.sloppiness}` : source.data;
  const parts = [train.images, train.labels, test.images, test.labels, unlabelled ?? new Uint8Array()];
  return { ...set, id: `${from}-${fingerprintOf(parts)}` };
}

/** A hash of the bytes and lengths of all parts: two lanes of FNV-1a over words of four bytes. @returns 16 hexadecimal figures */
function fingerprintOf(parts: readonly Uint8Array[]): string {
  let [low, high] = [0x811c9dc5, 0x01000193];
  const mix = (word: number) => {
    low = Math.imul(low ^ word, 0x01000193);
    high = Math.imul(high ^ word, 0x85ebca6b) ^ (low >>> 13);
  };
  for (const bytes of parts) {
    const numWords = bytes.length >> 2;
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice(); // views of files begin anywhere
    new Uint32Array(aligned.buffer, aligned.byteOffset, numWords).forEach(mix);
    bytes.subarray(numWords << 2).forEach(mix);
    mix(bytes.length);
  }
  return [low, high].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}

/** What a result says of its digits. */
export function resultData({ id, name, train, test }: DigitSet): RunResult['data'] {
  return { id, name, train: train.labels.length, test: test.labels.length };
}

/** What is said of a set without its pixels. */
export function summaryOf(set: DigitSet): DataSummary {
  const { id, source, name, provenance, train, test } = set;
  return {
    id,
    source,
    name,
    provenance,
    numTrain: train.labels.length,
    numTest: test.labels.length,
    numUnlabelled: (set.unlabelled?.length ?? 0) / NUM_PIXELS,
    isEndless: Boolean(set.writeUnlabelled),
    classNames: set.classNames ?? null,
    remarks: set.remarks ?? [],
  };
}
