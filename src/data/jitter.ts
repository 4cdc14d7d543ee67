/** Shifted copies of digits: the ±2 px jitter with which the paper's teacher was trained (Hinton et al. 2015, §3). */
import { IMAGE_SIDE, NUM_PIXELS } from '../distillation/shape.ts';
import { createRandom, type Random } from './random.ts';

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

/** The jitter of one training step: the same for the same seed and step, so that a run can be resumed. */
export function jitterOfStep(images: Uint8Array, maxShift: number, seed: number, step: number): Uint8Array {
  return jitterImages(images, maxShift, createRandom(seed, `jitter of step ${step}`));
}
