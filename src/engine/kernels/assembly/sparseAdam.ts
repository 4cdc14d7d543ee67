/**
 * The weight gradient of the sparse first layer and Adam's step on it, in one pass. The first layer of many students does
 * not fit the caches: this way its gradient never goes through memory, a stretch of 32 weights is stepped as soon as
 * theirs is summed, and weights of pixels that never had ink are not touched.
 */
import { stepAdam } from './optimisers';
import { addBlock, addFour, addOne, BLOCK } from './sparse';
import { SparseAdam } from './structs';

/** Columns done before the next pixel: half a kilobyte of each array in a row, so that pages and lines are not left at once. */
const STRETCH: i32 = 128;

/** Index and upstream as in sparseWeightGradient; weights and moments [columns, n]; scratch of 32 floats. */
export function sparseAdam(call: SparseAdam): void {
  const rowOf = call.rowOf;
  const toValue = call.columnValue - rowOf;
  const n = call.n;
  for (let j0 = 0; j0 < n; j0 += STRETCH)
    for (let i = 0; i < call.columns; i++) {
      const first = rowOf + 4 * load<i32>(call.columnStart + 4 * i);
      const end = rowOf + 4 * load<i32>(call.columnStart + 4 * i, 4);
      for (let j = j0; j < min(n, j0 + STRETCH); j += BLOCK) {
        const width = min(BLOCK, n - j);
        const offset = 4 * (i * n + j);
        const firstMoment = call.firstMoment + offset;
        const secondMoment = call.secondMoment + offset;
        // Without gradient, moments or decay a step changes nothing, to the bit.
        if (first == end && call.keep == 1 && width == BLOCK && isBlank(firstMoment) && isBlank(secondMoment)) continue;
        sum(first, end, toValue, call.upstream + 4 * j, n, width, call.scratch);
        stepAdam(call, call.weights + offset, call.scratch, firstMoment, secondMoment, width);
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
