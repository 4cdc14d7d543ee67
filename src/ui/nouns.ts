/** What the page calls images and their classes: digits, or what stands for them where a person brought classes of their own. */
import { areSameNames, DIGIT_NAMES } from '../data/drawnDigits.ts';
import { namesOf, recordNames } from '../store/selectors.ts';
import type { State } from '../store/state.ts';

export interface Nouns {
  readonly image: string;
  readonly images: string;
  /** What an image is read as. */
  readonly kind: string;
  readonly kinds: string;
}

const OF_DIGITS: Nouns = { image: 'digit', images: 'digits', kind: 'digit', kinds: 'digits' };
const OF_OWN_CLASSES: Nouns = { image: 'image', images: 'images', kind: 'class', kinds: 'classes' };

/** @param names of the ten classes @returns one of two constants */
export function nounsFor(names: readonly string[]): Nouns {
  return areSameNames(names, DIGIT_NAMES) ? OF_DIGITS : OF_OWN_CLASSES;
}

/** Of the run on display. */
export const recordNouns = (state: State): Nouns => nounsFor(recordNames(state));

/** Of the digits in use. */
export const dataNouns = (state: State): Nouns => nounsFor(namesOf(state, state.data.summary?.id ?? null));

/** At the head of a line. */
export const capitalised = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
