/**
 * The first layer over the inked pixels only: digits are 81 % background.
 *
 * Both passes add multiples of dense rows into 32 columns held in eight registers, forward over the pixels of an image,
 * for the weight gradient over the images of a pixel. Columns come in blocks in the outer loop, so that the part of the
 * dense matrix that is read again and again (784 × 32 floats, 100 kB) stays in the second-level cache.
 * An element's sum runs in the same order in the wide path and in the narrow ones: twins stay equal to the bit.
 */
import { SparseProduct } from './structs';

/** Columns held in registers at once. */
export const BLOCK: i32 = 32;

/** out[rows, n] = images · matrix + bias, clipped at zero if relu is 1; the matrix is that of weights, bias may be 0. */
export function sparseForward(call: SparseProduct): void {
  addRows(call);
}

/** out[columns, n] = imagesᵀ · upstream: listed by pixel; without bias and relu. */
export function sparseWeightGradient(call: SparseProduct): void {
  addRows(call);
}

/** out[i, n] = Σ over the entries of i of value · matrix[index, n], then bias, then relu. */
function addRows(call: SparseProduct): void {
  const start = call.start;
  const indices = call.indices;
  const values = call.values;
  const count = call.rows;
  const matrix = call.matrix;
  const n = call.n;
  const bias = call.bias;
  const relu = call.relu;
  const out = call.out;
  let j = 0;
  for (; j + BLOCK <= n; j += BLOCK)
    for (let i = 0; i < count; i++) {
      const first = indices + 4 * load<i32>(start + 4 * i);
      const end = indices + 4 * load<i32>(start + 4 * i, 4);
      addBlock(first, end, values - indices, matrix + 4 * j, n, bias, relu, j, out + 4 * (i * n + j));
    }
  for (; j < n; j += 4) {
    const isWhole = j + 4 <= n;
    for (let i = 0; i < count; i++) {
      const first = indices + 4 * load<i32>(start + 4 * i);
      const end = indices + 4 * load<i32>(start + 4 * i, 4);
      const target = out + 4 * (i * n + j);
      if (isWhole) addFour(first, end, values - indices, matrix + 4 * j, n, bias, relu, j, target);
      else
        for (let rest = 0; rest < n - j; rest++)
          addOne(first, end, values - indices, matrix + 4 * (j + rest), n, bias, relu, j + rest, target + 4 * rest);
    }
  }
}

/** @param first, end addresses of indices @param toValue what to add to the address of an index for that of its value */
export function addBlock(
  first: usize,
  end: usize,
  toValue: usize,
  block: usize,
  n: i32,
  bias: usize,
  relu: i32,
  j: i32,
  target: usize,
): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  let s4 = f32x4.splat(0);
  let s5 = f32x4.splat(0);
  let s6 = f32x4.splat(0);
  let s7 = f32x4.splat(0);
  const stride = 4 * n;
  for (let at = first; at < end; at += 4) {
    const value = v128.load32_splat(at + toValue);
    const row = block + load<i32>(at) * stride;
    s0 = f32x4.add(s0, f32x4.mul(value, v128.load(row)));
    s1 = f32x4.add(s1, f32x4.mul(value, v128.load(row, 16)));
    s2 = f32x4.add(s2, f32x4.mul(value, v128.load(row, 32)));
    s3 = f32x4.add(s3, f32x4.mul(value, v128.load(row, 48)));
    s4 = f32x4.add(s4, f32x4.mul(value, v128.load(row, 64)));
    s5 = f32x4.add(s5, f32x4.mul(value, v128.load(row, 80)));
    s6 = f32x4.add(s6, f32x4.mul(value, v128.load(row, 96)));
    s7 = f32x4.add(s7, f32x4.mul(value, v128.load(row, 112)));
  }
  finish(s0, bias, relu, j, target);
  finish(s1, bias, relu, j + 4, target + 16);
  finish(s2, bias, relu, j + 8, target + 32);
  finish(s3, bias, relu, j + 12, target + 48);
  finish(s4, bias, relu, j + 16, target + 64);
  finish(s5, bias, relu, j + 20, target + 80);
  finish(s6, bias, relu, j + 24, target + 96);
  finish(s7, bias, relu, j + 28, target + 112);
}

export function addFour(
  first: usize,
  end: usize,
  toValue: usize,
  block: usize,
  n: i32,
  bias: usize,
  relu: i32,
  j: i32,
  target: usize,
): void {
  let sum = f32x4.splat(0);
  for (let at = first; at < end; at += 4) {
    const row = v128.load(block + 4 * (load<i32>(at) * n));
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(at + toValue), row));
  }
  finish(sum, bias, relu, j, target);
}

export function addOne(
  first: usize,
  end: usize,
  toValue: usize,
  column: usize,
  n: i32,
  bias: usize,
  relu: i32,
  j: i32,
  target: usize,
): void {
  let sum: f32 = 0;
  for (let at = first; at < end; at += 4)
    sum += load<f32>(at + toValue) * load<f32>(column + 4 * (load<i32>(at) * n));
  if (bias != 0) sum += load<f32>(bias + 4 * j);
  store<f32>(target, relu != 0 ? max<f32>(sum, 0) : sum);
}

// @ts-ignore: decorator
@inline
function finish(sum: v128, bias: usize, relu: i32, j: i32, target: usize): void {
  let value = sum;
  if (bias != 0) value = f32x4.add(value, v128.load(bias + 4 * j));
  if (relu != 0) value = f32x4.max(value, f32x4.splat(0));
  v128.store(target, value);
}
