/**
 * Distorted copies of digits, so that a network sees more than its set holds: moved as the paper's teacher saw them (±2 px,
 * Hinton et al. 2015, §3), and bent as other hands and pens would have written them (Simard, Steinkraus & Platt 2003, §2).
 */
import { IMAGE_SIDE, NUM_PIXELS } from '../distillation/shape.ts';
import { createRandom, type Random } from './random.ts';

export interface Distortion {
  /** Whole pixels at most, across and down. */
  readonly jitter: number;
  /** How far digits are bent; 1 as much as people differ. */
  readonly bend: number;
}

/** The images of one training step, distorted: the same for the same seed and step, so that a run can be resumed. */
export function distortStep(
  images: Uint8Array,
  { jitter, bend }: Distortion,
  seed: number,
  step: number,
): Uint8Array {
  const bent = bendImages(images, bend, createRandom(seed, `bends of step ${step}`));
  return jitterImages(bent, jitter, createRandom(seed, `jitter of step ${step}`));
}

/**
 * Every image moved by whole pixels, −maxShift … maxShift across and down; what leaves the image is lost.
 * @param images [n, 784] @returns [n, 784]; the same array when maxShift is 0
 */
export function jitterImages(images: Uint8Array, maxShift: number, random: Random): Uint8Array {
  if (maxShift === 0) return images;
  const moved = new Uint8Array(images.length);
  for (let start = 0; start < images.length; start += NUM_PIXELS) {
    const dx = random.integer(2 * maxShift + 1) - maxShift;
    const dy = random.integer(2 * maxShift + 1) - maxShift;
    const left = Math.max(0, -dx);
    const right = IMAGE_SIDE - Math.max(0, dx);
    for (let row = Math.max(0, -dy); row < IMAGE_SIDE - Math.max(0, dy); row++) {
      const from = start + row * IMAGE_SIDE;
      moved.set(images.subarray(from + left, from + right), from + dy * IMAGE_SIDE + left + dx);
    }
  }
  return moved;
}

/** How far copies are bent at an amount of 1: standard deviations, but for the shift and the pen. */
const SPREAD = {
  rotation: (8 * Math.PI) / 180,
  slant: 0.12,
  /** Of the logarithms of width over height, and of the size. */
  aspect: 0.12,
  size: 0.08,
  /** Pixels at most. */
  shift: 1.5,
  /** Share of the way to the darkest or lightest neighbour at most. */
  pen: 0.9,
} as const;

const CENTRE = (IMAGE_SIDE - 1) / 2;

/**
 * Every image turned, slanted, stretched, scaled and moved at random about its centre, its ink thinner or thicker; what
 * leaves the image is lost.
 * @param images grey levels, [n, 784] @param amount how far, 1 as a person might @returns [n, 784]; the same array when amount is 0
 */
export function bendImages(images: Uint8Array, amount: number, random: Random): Uint8Array {
  if (amount === 0) return images;
  const bent = new Uint8Array(images.length);
  const moved = new Float32Array(NUM_PIXELS);
  for (let start = 0; start < images.length; start += NUM_PIXELS) {
    const image = images.subarray(start, start + NUM_PIXELS);
    moveInk(image, randomMap(amount, random), moved);
    putOnPen(
      moved,
      amount * SPREAD.pen * (2 * random.uniform() - 1),
      bent.subarray(start, start + NUM_PIXELS),
    );
  }
  return bent;
}

/** Where the ink of a pixel comes from: u = xx·x + xy·y + x0, v = yx·x + yy·y + y0. */
interface PlaneMap {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly x0: number;
  readonly y0: number;
}

function randomMap(amount: number, random: Random): PlaneMap {
  const angle = amount * SPREAD.rotation * random.normal();
  const slant = amount * SPREAD.slant * random.normal();
  const width = Math.exp((amount * SPREAD.aspect * random.normal()) / 2);
  const size = Math.exp(amount * SPREAD.size * random.normal());
  const shift = () => amount * SPREAD.shift * (2 * random.uniform() - 1);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const xx = (cos * width) / size;
  const yx = (sin * width) / size;
  const xy = (cos * slant - sin) / (width * size);
  const yy = (sin * slant + cos) / (width * size);
  const [dx, dy] = [CENTRE + shift(), CENTRE + shift()];
  return { xx, xy, yx, yy, x0: CENTRE - xx * dx - xy * dy, y0: CENTRE - yx * dx - yy * dy };
}

/** Bilinear. @param into overwritten, [28, 28] */
function moveInk(image: Uint8Array, { xx, xy, yx, yy, x0, y0 }: PlaneMap, into: Float32Array): void {
  const last = IMAGE_SIDE - 1;
  into.fill(0);
  for (let y = 0, at = 0; y < IMAGE_SIDE; y++) {
    let u = xy * y + x0;
    let v = yy * y + y0;
    for (let x = 0; x < IMAGE_SIDE; x++, at++, u += xx, v += yx) {
      if (u < 0 || v < 0 || u >= last || v >= last) continue;
      const left = u | 0;
      const top = v | 0;
      const from = top * IMAGE_SIDE + left;
      const a = image[from]!;
      const b = image[from + 1]!;
      const c = image[from + IMAGE_SIDE]!;
      const d = image[from + IMAGE_SIDE + 1]!;
      if ((a | b | c | d) === 0) continue;
      const upper = a + (b - a) * (u - left);
      const lower = c + (d - c) * (u - left);
      into[at] = upper + (lower - upper) * (v - top);
    }
  }
}

/** @param share of the way to the darkest of the four neighbours, or to the lightest where below 0 @param into [28, 28], empty */
function putOnPen(ink: Float32Array, share: number, into: Uint8Array): void {
  const sign = share > 0 ? 1 : -1;
  for (let y = 1; y < IMAGE_SIDE - 1; y++)
    for (let x = 1, at = y * IMAGE_SIDE + 1; x < IMAGE_SIDE - 1; x++, at++) {
      const here = sign * ink[at]!;
      const left = sign * ink[at - 1]!;
      const right = sign * ink[at + 1]!;
      const above = sign * ink[at - IMAGE_SIDE]!;
      const below = sign * ink[at + IMAGE_SIDE]!;
      let goal = here;
      if (left > goal) goal = left;
      if (right > goal) goal = right;
      if (above > goal) goal = above;
      if (below > goal) goal = below;
      if (goal !== 0 || here !== 0) into[at] = sign * here + share * (goal - here) + 0.5;
    }
}
