/**
 * Digits that the page asks for, a round of all ten classes at a time. Whoever draws only what was read wrong makes a set on
 * which every network is poor: these alone say how many of a person's own a network reads, and nothing is ever trained on them.
 */
import { CLASSES } from '../distillation/shape.ts';
import { areSameNames, DIGIT_NAMES, type DrawnDigit } from './drawnDigits.ts';
import { frameStrokes, type Stroke } from './framing.ts';
import { createRandom } from './random.ts';

/** What is asked for next. */
export interface Wanted {
  readonly round: number;
  readonly label: number;
  /** How many of the round are drawn. */
  readonly numDrawn: number;
}

/** The ten classes in the order in which a round asks for them; always the same one. */
const orderOf = (round: number): readonly number[] =>
  createRandom(round, 'digits asked for').shuffle([...CLASSES]);

/** The first class, in its order, that the first round with a gap still lacks. */
export function wantedNext(digits: readonly DrawnDigit[]): Wanted {
  const rounds = labelsByRound(digits);
  let round = 0;
  while (isComplete(rounds.get(round))) round += 1;
  const drawn = rounds.get(round) ?? new Set();
  return { round, label: orderOf(round).find((label) => !drawn.has(label))!, numDrawn: drawn.size };
}

/** Those of whole rounds: each class is there as often as any other, and none was left off because of how it was read. */
export function countedDigits(digits: readonly DrawnDigit[]): DrawnDigit[] {
  const rounds = labelsByRound(digits);
  return digits.filter(({ asked }) => asked && isComplete(rounds.get(asked.round)));
}

/**
 * What is left without some. Whoever takes away what was read wrong must not gain by it: the others of a round that was whole
 * stay as if nobody had asked for them. One of a round under way, of which nothing was seen, is asked for again.
 */
export function without(digits: readonly DrawnDigit[], ids: readonly number[]): DrawnDigit[] {
  const counted = countedDigits(digits).filter(({ id }) => ids.includes(id));
  const broken = new Set(counted.map(({ asked }) => asked?.round));
  return digits
    .filter(({ id }) => !ids.includes(id))
    .map((digit) => (digit.asked && broken.has(digit.asked.round) ? { ...digit, asked: null } : digit));
}

/** What a drawn set is for: digits that were asked for are tested on, and no copy of them, from a file perhaps, is trained on. */
export function splitByUse(digits: readonly DrawnDigit[]): {
  readonly train: readonly DrawnDigit[];
  readonly test: readonly DrawnDigit[];
} {
  const asked = digits.filter((digit) => digit.asked);
  const images = new Set(asked.map(({ image }) => image.join()));
  return {
    train: digits.filter((digit) => !digit.asked && (images.size === 0 || !images.has(digit.image.join()))),
    test: countedDigits(digits),
  };
}

/** As the probe is framed. @param names of classes: where they are no digits a dot may be all that tells two apart */
export const frameAsked = (strokes: readonly Stroke[], names: readonly string[]): Uint8Array | null =>
  frameStrokes(strokes, { framing: true, keepSlips: !areSameNames(names, DIGIT_NAMES) });

/** The same digits, with the images that their strokes have now. */
export function framedAnew(digits: readonly DrawnDigit[], names: readonly string[]): DrawnDigit[] {
  return digits.map((digit) =>
    digit.asked ? { ...digit, image: frameAsked(digit.asked.strokes, names) ?? digit.image } : digit,
  );
}

function labelsByRound(digits: readonly DrawnDigit[]): Map<number, Set<number>> {
  const rounds = new Map<number, Set<number>>();
  for (const { label, asked } of digits) {
    if (!asked) continue;
    const labels = rounds.get(asked.round) ?? new Set();
    rounds.set(asked.round, labels.add(label));
  }
  return rounds;
}

const isComplete = (labels: ReadonlySet<number> | undefined) => labels?.size === CLASSES.length;
