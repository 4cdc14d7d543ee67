/** Penmanship: digits written by a procedure, seeded, any number on demand. Nothing is downloaded and no data of others is used. */
import {
  identified,
  UNLABELLED_BLOCK,
  type DigitSet,
  type DigitSplit,
  type WriteUnlabelled,
} from '../digitSet.ts';
import { NUM_CLASSES, NUM_PIXELS } from '../../distillation/shape.ts';
import { joinBytes } from '../joinBytes.ts';
import { createRandom } from '../random.ts';
import { writeWithPen } from './pen.ts';
import { COMMON_STROKES } from './commonStrokes.ts';
import type { Sloppiness } from '../../experiment/config.ts';
import { HANDS } from './settings.ts';
import { RARE_STROKES } from './rareStrokes.ts';
import type { DigitStrokes } from './strokes.ts';
import { varyStrokes } from './vary.ts';

export interface Digit {
  readonly image: Uint8Array; // [784]
  readonly label: number;
}

export interface PenmanshipOptions {
  readonly seed: number;
  readonly sloppiness: Sloppiness;
  readonly numTrain: number;
  readonly numTest: number;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called with the test digits, which are made first, before the training digits are. */
  readonly onTest?: (test: DigitSplit) => void;
  /** Writing ends at the next chunk when it aborts, with its reason. */
  readonly signal?: AbortSignal;
}

/** The digit number `index` of a stream: depends on nothing but its arguments, so any part can be made at any time. */
export function synthesiseDigit(
  seed: number,
  stream: string,
  index: number,
  sloppiness: Sloppiness,
  table: readonly DigitStrokes[] = COMMON_STROKES,
): Digit {
  const random = createRandom(seed, `${stream} digit ${index}`);
  const label = random.integer(NUM_CLASSES);
  const strokes = varyStrokes(table[label]!, HANDS[sloppiness], random);
  return { image: writeWithPen(strokes, label === 1, random), label };
}

/** Digits written as few people write them, in the hand *mid*: rare and hasty at once, nobody could read them. */
export function rareDigits(seed: number, count: number): DigitSplit {
  const digits = Array.from({ length: count }, (_, index) =>
    synthesiseDigit(seed, 'rare', index, 'mid', RARE_STROKES),
  );
  return {
    images: joinBytes(digits.map(({ image }) => image)),
    labels: Uint8Array.from(digits, ({ label }) => label),
  };
}

/** Digits made between two looks at the messages of the worker. */
const CHUNK = 500;

/** Images that nobody is told the digit of, in a stream of their own. Those once written are kept for the next run. */
export function unlabelledWriter(seed: number, sloppiness: Sloppiness): WriteUnlabelled {
  const kept = new Map<number, Uint8Array>();
  return (block) => {
    const images = kept.get(block) ?? new Uint8Array(UNLABELLED_BLOCK * NUM_PIXELS);
    if (kept.has(block)) return images;
    for (let at = 0; at < UNLABELLED_BLOCK; at++) {
      const { image } = synthesiseDigit(seed, 'unlabelled', block * UNLABELLED_BLOCK + at, sloppiness);
      images.set(image, at * NUM_PIXELS);
    }
    kept.set(block, images);
    return images;
  };
}

/** A whole set, made in chunks so that the caller's other work goes on. */
export async function penmanship(options: PenmanshipOptions): Promise<DigitSet> {
  const { seed, sloppiness, numTrain, numTest, onProgress, onTest, signal } = options;
  const total = numTrain + numTest;
  const test = await writeSplit('test', numTest, 0);
  onTest?.(test);
  const train = await writeSplit('train', numTrain, numTest);
  return identified({
    source: { data: 'embedded', sloppiness },
    name: `Penmanship ${sloppiness}`,
    provenance: `Written by this page: ${total} digits from 140 ways of writing, seed ${seed}, hand “${sloppiness}”.`,
    train,
    test,
  });

  async function writeSplit(stream: string, count: number, alreadyDone: number): Promise<DigitSplit> {
    const images = new Uint8Array(count * NUM_PIXELS);
    const labels = new Uint8Array(count);
    for (let index = 0; index < count; index++) {
      const digit = synthesiseDigit(seed, stream, index, sloppiness);
      images.set(digit.image, index * NUM_PIXELS);
      labels[index] = digit.label;
      if ((index + 1) % CHUNK === 0) {
        onProgress?.(alreadyDone + index + 1, total);
        await new Promise((resolve) => setTimeout(resolve));
        signal?.throwIfAborted();
      }
    }
    return { images, labels };
  }
}
