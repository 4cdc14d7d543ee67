/** Mini-batches: their seeded order, and their digits gathered into one array. */
import { NUM_PIXELS } from '../distillation/shape.ts';
import { createRandom } from './random.ts';

/** The order of all images in one epoch; depends on nothing but its arguments, so a run can be resumed at any epoch. */
export function epochOrder(numImages: number, seed: number, epoch: number): Uint32Array {
  const order = Uint32Array.from({ length: numImages }, (_, index) => index);
  return createRandom(seed, `order of epoch ${epoch}`).shuffle(order);
}

/** So many rows at most, evenly from all: sets may be sorted by class, and the first half of MNIST is the easier one. */
export function evenRows(numRows: number, most: number): Uint32Array {
  const count = Math.min(numRows, most);
  return Uint32Array.from({ length: count }, (_, at) => Math.floor((at * numRows) / count));
}

/** @param images [n, 784] @returns [rows, 784] */
export function gatherImages(images: Uint8Array, rows: Uint32Array): Uint8Array {
  const gathered = new Uint8Array(rows.length * NUM_PIXELS);
  rows.forEach((row, at) => {
    gathered.set(images.subarray(row * NUM_PIXELS, (row + 1) * NUM_PIXELS), at * NUM_PIXELS);
  });
  return gathered;
}

/** @param labels [n] @returns [rows] */
export function gatherLabels(labels: Uint8Array, rows: Uint32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => labels[row]!);
}

/** @param values [n, width] @returns [rows, width] */
export function gatherFloats(values: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const gathered = new Float32Array(rows.length * width);
  rows.forEach((row, at) => gathered.set(values.subarray(row * width, (row + 1) * width), at * width));
  return gathered;
}
