/** Packing for gemm: panels of A and B laid out in the order in which the inner loop reads them, edges filled with zeros. */
import { TILE_COLUMNS, TILE_ROWS } from './tile';

/**
 * [depth][4]: step after step of a panel of four rows of A; missing rows are zero.
 * @param row, column strides of A in floats; contiguous rows and contiguous columns both go by whole vectors
 */
export function packA(a: usize, row: i32, column: i32, rows: i32, depth: i32, packed: usize): void {
  if (rows == TILE_ROWS && row == 1) {
    for (let p = 0; p < depth; p++) v128.store(packed + 16 * p, v128.load(a + 4 * (p * column)));
    return;
  }
  if (rows == TILE_ROWS && column == 1) {
    const whole = depth & ~3;
    for (let p = 0; p < whole; p += 4) transpose4Rows(a + 4 * p, row, packed + 16 * p, 16);
    for (let p = whole; p < depth; p++)
      for (let i = 0; i < TILE_ROWS; i++) copyFloat(a + 4 * (i * row + p), packed + 16 * p + 4 * i);
    return;
  }
  for (let i = 0; i < TILE_ROWS; i++) {
    const source = a + 4 * (i * row);
    const target = packed + 4 * i;
    if (i < rows) for (let p = 0; p < depth; p++) copyFloat(source + 4 * (p * column), target + 16 * p);
    else for (let p = 0; p < depth; p++) store<f32>(target + 16 * p, 0);
  }
}

/** Panels of [depth][8]: step after step of eight columns of B; missing columns are zero. */
export function packB(b: usize, row: i32, column: i32, depth: i32, width: i32, packed: usize): void {
  for (let j = 0; j < width; j += TILE_COLUMNS) {
    const columns = min(TILE_COLUMNS, width - j);
    packPanel(b + 4 * (j * column), row, column, depth, columns, packed + 4 * (j * depth));
  }
}

/** One panel: [depth][8]. */
export function packPanel(b: usize, row: i32, column: i32, depth: i32, columns: i32, panel: usize): void {
  if (columns == TILE_COLUMNS && column == 1) {
    for (let p = 0; p < depth; p++) {
      const from = b + 4 * (p * row);
      v128.store(panel + 32 * p, v128.load(from));
      v128.store(panel + 32 * p, v128.load(from, 16), 16);
    }
    return;
  }
  if (columns == TILE_COLUMNS && row == 1) {
    const whole = depth & ~3;
    for (let p = 0; p < whole; p += 4) {
      transpose4Rows(b + 4 * p, column, panel + 32 * p, 32);
      transpose4Rows(b + 4 * p + 16 * column, column, panel + 32 * p + 16, 32);
    }
    for (let p = whole; p < depth; p++)
      for (let q = 0; q < TILE_COLUMNS; q++) copyFloat(b + 4 * (q * column + p), panel + 32 * p + 4 * q);
    return;
  }
  for (let q = 0; q < TILE_COLUMNS; q++) {
    const from = b + 4 * (q * column);
    const to = panel + 4 * q;
    if (q < columns) for (let p = 0; p < depth; p++) copyFloat(from + 4 * (p * row), to + 32 * p);
    else for (let p = 0; p < depth; p++) store<f32>(to + 32 * p, 0);
  }
}

/** As transpose4, the four runs `stride` floats apart. */
// @ts-ignore: decorator
@inline
function transpose4Rows(from: usize, stride: i32, to: usize, step: usize): void {
  transpose4(from, from + 4 * stride, from + 8 * stride, from + 12 * stride, to, step);
}

/** Four runs of four floats become the columns of four vectors, `step` bytes apart. */
// @ts-ignore: decorator
@inline
export function transpose4(p0: usize, p1: usize, p2: usize, p3: usize, to: usize, step: usize): void {
  const r0 = v128.load(p0);
  const r1 = v128.load(p1);
  const r2 = v128.load(p2);
  const r3 = v128.load(p3);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
  v128.store(to + step, v128.shuffle<f64>(low01, low23, 1, 3));
  v128.store(to + 2 * step, v128.shuffle<f64>(high01, high23, 0, 2));
  v128.store(to + 3 * step, v128.shuffle<f64>(high01, high23, 1, 3));
}

// @ts-ignore: decorator
@inline
export function copyFloat(from: usize, to: usize): void {
  store<f32>(to, load<f32>(from));
}
