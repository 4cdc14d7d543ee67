/** Digits that a person drew and labelled, to make a small set of. */
import { joinBytes } from './joinBytes.ts';
import { type DigitSplit } from './digitSet.ts';
import { NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';

export interface DrawnDigit {
  /** Later ones have higher numbers. */
  readonly id: number;
  readonly label: number;
  /** Framed, as the networks see it. */
  readonly image: Uint8Array; // [784]
}

/** More than anybody draws; an import is not to fill the memory. */
export const MAX_DRAWN = 5_000;

/** What the ten classes are called until somebody says otherwise. */
export const DIGIT_NAMES: readonly string[] = Array.from({ length: NUM_CLASSES }, (_, digit) =>
  String(digit),
);

export function splitOf(digits: readonly DrawnDigit[]): DigitSplit {
  return {
    images: joinBytes(digits.map(({ image }) => image)),
    labels: Uint8Array.from(digits, ({ label }) => label),
  };
}

/** @param firstId of the first; the others follow */
export function drawnFrom({ images, labels }: DigitSplit, firstId: number): DrawnDigit[] {
  return Array.from(labels, (label, at) => ({
    id: firstId + at,
    label,
    image: images.slice(at * NUM_PIXELS, (at + 1) * NUM_PIXELS),
  }));
}
