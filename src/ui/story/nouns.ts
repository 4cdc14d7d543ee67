/** What the Story calls images and their classes: digits, or what stands for them where a person brought classes of their own. */
import { areSameNames, DIGIT_NAMES } from '../../data/drawnDigits.ts';

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
