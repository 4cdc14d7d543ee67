/** Penmanship: digits written by a procedure, seeded, any number on demand. Nothing is downloaded and no data of others is used. */
import {
  NUM_CLASSES,
  NUM_PIXELS,
  UNLABELLED_BLOCK,
  type DigitSet,
  type DigitSplit,
  type WriteUnlabelled,
} from '../digitSet.ts';
import { createRandom } from '../random.ts';
import { writeWithPen } from './pen.ts';
import type { Sloppiness } from '../../experiment/config.ts';
import { HANDS } from './settings.ts';
import { STROKES } from './strokes.ts';
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
}

/** The digit number `index` of a stream: depends on nothing but its arguments, so any part can be made at any time. */
export function synthesiseDigit(seed: number, stream: string, index: number, sloppiness: Sloppiness): Digit {
  const random = createRandom(seed, `${stream} digit ${index}`);
  const label = random.integer(NUM_CLASSES);
  const strokes = varyStrokes(STROKES[label]!, HANDS[sloppiness], random);
  return { image: writeWithPen(strokes, label === 1, random), label };
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
  const { seed, sloppiness, numTrain, numTest, onProgress, onTest } = options;
  const total = numTrain + numTest;
  const test = await writeSplit('test', numTest, 0);
  onTest?.(test);
  const train = await writeSplit('train', numTrain, numTest);
  return {
    name: `Penmanship ${sloppiness}`,
    provenance: `Written by this page: ${total} digits from 88 ways of writing, seed ${seed}, hand “${sloppiness}”.`,
    train,
    test,
  };

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
      }
    }
    return { images, labels };
  }
}
