/** Whether digits look as those that the page's networks know: white on black, inked to the full, upright. */
import { IMAGE_SIDE } from '../../distillation/shape.ts';
import type { Remark, Turn } from '../../experiment/events.ts';
import { evenRows, gatherImages, gatherLabels } from '../batches.ts';
import { imageAt, type DigitSet } from '../digitSet.ts';
import { brightestOf, inverted, stretched, TURNS, turned } from './mends.ts';

/** The digit that a network reads in an image [784]. */
export type ReadDigit = (image: Uint8Array) => number;

/** Images looked at, evenly from the whole set. */
const NUM_LOOKED_AT = 24;
/** Below it, of 255, the ink is faint. */
const FAINT = 128;
/** Read so much better otherwise, and then as well as this, they lie otherwise. */
const MUCH_BETTER = 0.3;
const READ_WELL = 0.6;
/** No other way would be read better. */
const CERTAIN = 0.85;

/**
 * What looks wrong, with what would put it right; each mend is right whether others are done before it or not.
 * @param readDigit a network that reads digits as they should lie; null where there is none
 */
export async function remarksOnLooks(
  set: Omit<DigitSet, 'id'>,
  readDigit: ReadDigit | null,
  signal?: AbortSignal,
): Promise<Remark[]> {
  const remarks: Remark[] = [];
  const brightest = brightestOf(set);
  if (brightest === 0) return [{ text: 'All images are black: there is no ink in them.', mend: null }];
  if (brightest < FAINT) {
    const range = brightest === 1 ? 'of 0 and 1 alone' : `from 0 to ${brightest}`;
    remarks.push({
      text: `The greys are ${range}, where the networks expect 0 to 255: the brightest ink is almost black. Scale them?`,
      mend: 'stretch',
    });
  }
  const rows = evenRows(set.train.labels.length, NUM_LOOKED_AT);
  let sample = gatherImages(set.train.images, rows);
  if (rimOf(sample) > brightest / 2) {
    sample = inverted(sample, brightest);
    remarks.push({
      text: 'The digits seem to be black on white: the rim of the images is bright. The networks know white ink on black. Invert them?',
      mend: 'invert',
    });
  }
  const turn =
    readDigit &&
    (await turnThatReads(
      stretched(sample, brightest),
      gatherLabels(set.train.labels, rows),
      readDigit,
      signal,
    ));
  if (turn)
    remarks.push({
      text: `The digits seem to lie otherwise than one writes them (EMNIST’s are transposed): of ${turn.count} the shipped teacher reads ${turn.asTheyAre} as they are, and ${turn.right} after “${turn.turn}”. Do that?`,
      mend: turn.turn,
    });
  return remarks;
}

async function turnThatReads(
  images: Uint8Array,
  labels: Uint8Array,
  readDigit: ReadDigit,
  signal?: AbortSignal,
) {
  async function numRight(from: Uint8Array): Promise<number> {
    await pause(signal);
    return labels.reduce(
      (right, label, at) => right + Number(readDigit(imageAt({ images: from, labels }, at)) === label),
      0,
    );
  }
  const count = labels.length;
  const asTheyAre = await numRight(images);
  if (asTheyAre > (1 - MUCH_BETTER) * count) return null;
  let best: { turn: Turn; right: number } | null = null;
  for (const turn of Object.keys(TURNS) as Turn[]) {
    const right = await numRight(turned(images, turn));
    if (right > (best?.right ?? -1)) best = { turn, right };
    if (right >= CERTAIN * count) break; // the usual one comes first
  }
  const isBetter = best && best.right >= READ_WELL * count && best.right - asTheyAre >= MUCH_BETTER * count;
  return isBetter ? { ...best!, asTheyAre, count } : null;
}

/** Lets messages through. */
async function pause(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal?.throwIfAborted();
}

/** Mean grey of the outermost pixels. */
function rimOf(images: Uint8Array): number {
  let [sum, count] = [0, 0];
  images.forEach((grey, at) => {
    const [x, y] = [at % IMAGE_SIDE, Math.floor(at / IMAGE_SIDE) % IMAGE_SIDE];
    if (x > 0 && y > 0 && x < IMAGE_SIDE - 1 && y < IMAGE_SIDE - 1) return;
    sum += grey;
    count += 1;
  });
  return sum / Math.max(1, count);
}
