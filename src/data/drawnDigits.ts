/** Digits that a person drew and labelled, to make a small set of. */
import { joinBytes } from './joinBytes.ts';
import { type DigitSplit } from './digitSet.ts';
import type { Stroke } from './framing.ts';
import { NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';

export interface DrawnDigit {
  /** Later ones have higher numbers. */
  readonly id: number;
  readonly label: number;
  /** Framed, as the networks see it; of one that was asked for, derived from its strokes. */
  readonly image: Uint8Array; // [784]
  /** Null where a person chose what to draw, or brought it in files. */
  readonly asked: Asked | null;
}

/** How a digit came about that the page asked for, before it showed what networks read. */
interface Asked {
  /** Rounds of all ten classes, from 0. */
  readonly round: number;
  readonly strokes: readonly Stroke[];
}

/** More than anybody draws; an import is not to fill the memory. */
export const MAX_DRAWN = 5_000;

/** What the ten classes are called until somebody says otherwise. */
export const DIGIT_NAMES: readonly string[] = Array.from({ length: NUM_CLASSES }, (_, digit) =>
  String(digit),
);

export const areSameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one === other || one.every((name, label) => name === other[label]);

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
    asked: null,
  }));
}
