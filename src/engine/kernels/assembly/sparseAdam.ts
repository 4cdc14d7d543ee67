/**
 * The weight gradient of the sparse first layer and Adam's step on it, in one pass. The first layer of many students does
 * not fit the caches: this way its gradient never goes through memory, a stretch of 32 weights is stepped as soon as
 * theirs is summed, and weights of pixels that never had ink are not touched.
 */
import { adam } from './optimisers';
import { addBlock, addFour, addOne, BLOCK } from './sparse';

/** Columns done before the next pixel: half a kilobyte of each array in a row, so that pages and lines are not left at once. */
const STRETCH: i32 = 128;

/**
 * @param columnStart, rowOf, columnValue, columns, upstream, n as in sparseWeightGradient
 * @param weights, firstMoment, secondMoment [columns, n] @param beta1 … keep as in adam @param buffer 32 floats
 */
export function sparseAdam(
  columnStart: usize,
  rowOf: usize,
  columnValue: usize,
  columns: i32,
  upstream: usize,
  n: i32,
  weights: usize,
  firstMoment: usize,
  secondMoment: usize,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  stepSize: f32,
  secondCorrection: f32,
  epsilon: f32,
  keep: f32,
  buffer: usize,
): void {
  for (let j0 = 0; j0 < n; j0 += STRETCH)
    for (let i = 0; i < columns; i++) {
      const first = rowOf + 4 * load<i32>(columnStart + 4 * i);
      const end = rowOf + 4 * load<i32>(columnStart + 4 * i, 4);
      for (let j = j0; j < min(n, j0 + STRETCH); j += BLOCK) {
      const width = min(BLOCK, n - j);
      const offset = 4 * (i * n + j);
      // Without gradient, moments or decay a step changes nothing, to the bit.
      if (first == end && keep == 1 && width == BLOCK) {
        if (isBlank(firstMoment + offset) && isBlank(secondMoment + offset)) continue;
      }
      sum(first, end, columnValue - rowOf, upstream + 4 * j, n, width, buffer);
      adam(
        weights + offset,
        buffer,
        firstMoment + offset,
        secondMoment + offset,
        width,
        beta1,
        rest1,
        beta2,
        rest2,
        stepSize,
        secondCorrection,
        epsilon,
        keep,
      );
      }
    }
}

function sum(
  first: usize,
  end: usize,
  toValue: usize,
  block: usize,
  n: i32,
  width: i32,
  out: usize,
): void {
  if (width == BLOCK) {
    addBlock(first, end, toValue, block, n, 0, 0, 0, out);
    return;
  }
  let j = 0;
  for (; j + 4 <= width; j += 4) addFour(first, end, toValue, block + 4 * j, n, 0, 0, 0, out + 4 * j);
  for (; j < width; j++) addOne(first, end, toValue, block + 4 * j, n, 0, 0, 0, out + 4 * j);
}

/** Whether 32 floats are all zero. */
function isBlank(at: usize): bool {
  let any = v128.or(v128.load(at), v128.load(at, 16));
  any = v128.or(any, v128.or(v128.load(at, 32), v128.load(at, 48)));
  any = v128.or(any, v128.or(v128.load(at, 64), v128.load(at, 80)));
  any = v128.or(any, v128.or(v128.load(at, 96), v128.load(at, 112)));
  return !v128.any_true(any);
}
