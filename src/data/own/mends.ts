/** What can be put right in digits that lie or are inked otherwise than the page expects; a person decides. */
import { IMAGE_SIDE, NUM_PIXELS } from '../../distillation/shape.ts';
import type { Mend, Turn } from '../../experiment/events.ts';
import { identified, type DigitSet } from '../digitSet.ts';

const LAST = IMAGE_SIDE - 1;

/** Where the pixel comes from that is to stand at (x, y): the symmetries of a square but the one that does nothing. */
export const TURNS: Readonly<Record<Turn, (x: number, y: number) => readonly [x: number, y: number]>> = {
  transpose: (x, y) => [y, x],
  'turn left': (x, y) => [LAST - y, x],
  'turn right': (x, y) => [y, LAST - x],
  'turn over': (x, y) => [LAST - x, LAST - y],
  mirror: (x, y) => [LAST - x, y],
  'mirror upside down': (x, y) => [x, LAST - y],
  'transpose and turn over': (x, y) => [LAST - y, LAST - x],
};

/** @param images [n, 28, 28] */
export function turned(images: Uint8Array, turn: Turn): Uint8Array {
  const sources = Array.from({ length: NUM_PIXELS }, (_, at) => {
    const [x, y] = TURNS[turn](at % IMAGE_SIDE, Math.floor(at / IMAGE_SIDE));
    return y * IMAGE_SIDE + x;
  });
  const out = new Uint8Array(images.length);
  for (let image = 0; image < images.length; image += NUM_PIXELS)
    for (let at = 0; at < NUM_PIXELS; at++) out[image + at] = images[image + sources[at]!]!;
  return out;
}

/** Greys from 0 to the brightest, the other way round. */
export const inverted = (images: Uint8Array, brightest: number): Uint8Array =>
  images.map((grey) => brightest - grey);

/** The brightest becomes 255. */
export const stretched = (images: Uint8Array, brightest: number): Uint8Array =>
  images.map((grey) => Math.round((255 * grey) / brightest));

/** The brightest grey of all images. */
export function brightestOf({ train, test, unlabelled }: Omit<DigitSet, 'id'>): number {
  let brightest = 0;
  for (const images of [train.images, test.images, unlabelled ?? new Uint8Array()])
    for (let at = 0; at < images.length; at++) if (images[at]! > brightest) brightest = images[at]!;
  return brightest;
}

/** The same digits, mended; the remark that asked for it is gone. */
export function mended(set: DigitSet, mend: Mend): DigitSet {
  const rest = (set.remarks ?? []).filter((remark) => remark.mend !== mend);
  const next = { ...set, remarks: rest, provenance: `${set.provenance} Mended: ${mend}.` };
  if (mend === 'swap') return identified({ ...next, train: set.test, test: set.train });
  const brightest = brightestOf(set);
  const change = (images: Uint8Array) => {
    if (mend === 'invert') return inverted(images, brightest);
    return mend === 'stretch' ? stretched(images, brightest) : turned(images, mend);
  };
  return identified({
    ...next,
    train: { ...set.train, images: change(set.train.images) },
    test: { ...set.test, images: change(set.test.images) },
    unlabelled: set.unlabelled ? change(set.unlabelled) : null,
  });
}
