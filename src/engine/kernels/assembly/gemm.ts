/**
 * C = op(A) · op(B), packed and blocked (Goto & van de Geijn 2008).
 *
 * Panels of four rows of A and eight columns of B are packed so that the inner loop reads both in order. Strides say
 * where elements lie, so that a transpose, or one member of a wide matrix, costs nothing but another stride. Every
 * element of C is summed over k in the same order, wherever it lies: twins that stand in different columns stay equal
 * to the bit.
 */
import { packA, packB } from './pack';
import { Gemm } from './structs';
import { multiplyTile, TILE_COLUMNS, TILE_ROWS } from './tile';

/** Depth of a packed panel: 256 × 8 floats of B take 8 kB, a quarter of a small first-level cache. */
const DEPTH: i32 = 256;
/** Width of the packed part of B: 256 × 512 floats take 512 kB, within a second-level cache. */
const WIDTH: i32 = 512;

/** Bytes of scratch that gemm needs, whatever the shapes. */
export function gemmScratchBytes(): i32 {
  return 4 * (DEPTH * WIDTH + DEPTH * TILE_ROWS + TILE_ROWS * TILE_COLUMNS);
}

/** Fields as structs.ts describes them; k is at least 1. */
export function gemm(call: Gemm): void {
  const aRow = call.aRow;
  const aColumn = call.aColumn;
  const bRow = call.bRow;
  const bColumn = call.bColumn;
  const c = call.c;
  const cRow = call.cRow;
  const m = call.m;
  const n = call.n;
  const k = call.k;
  const bias = call.bias;
  const mask = call.mask;
  const scratch = call.scratch;
  const packedB = scratch;
  const packedA = scratch + 4 * (DEPTH * WIDTH);
  const edge = packedA + 4 * (DEPTH * TILE_ROWS);
  for (let j0 = 0; j0 < n; j0 += WIDTH) {
    const width = min(WIDTH, n - j0);
    for (let k0 = 0; k0 < k; k0 += DEPTH) {
      const depth = min(DEPTH, k - k0);
      const isFirst = k0 == 0;
      const isLast = k0 + depth == k;
      const biasHere = isLast && bias != 0 ? bias + 4 * j0 : 0;
      const clip = isLast && call.relu != 0;
      packB(call.b + 4 * (k0 * bRow + j0 * bColumn), bRow, bColumn, depth, width, packedB);
      for (let i = 0; i < m; i += TILE_ROWS) {
        const rows = min(TILE_ROWS, m - i);
        packA(call.a + 4 * (i * aRow + k0 * aColumn), aRow, aColumn, rows, depth, packedA);
        const target = c + 4 * (i * cRow + j0);
        multiplyRow(packedA, packedB, depth, target, cRow, rows, width, isFirst, biasHere, clip, edge);
      }
    }
  }
  if (mask != 0) for (let i = 0; i < m; i++) passWhereActive(c + 4 * (i * cRow), mask + 4 * (i * cRow), n);
}

/** One row of tiles of C, at most four rows high and `width` wide, from packed panels. */
export function multiplyRow(
  packedA: usize,
  packedB: usize,
  depth: i32,
  c: usize,
  cRow: i32,
  rows: i32,
  width: i32,
  isFirst: bool,
  bias: usize,
  clip: bool,
  edge: usize,
): void {
  for (let j = 0; j < width; j += TILE_COLUMNS) {
    const columns = min(TILE_COLUMNS, width - j);
    const target = c + 4 * j;
    const panel = packedB + 4 * (j * depth);
    const biasHere = bias != 0 ? bias + 4 * j : 0;
    if (rows == TILE_ROWS && columns == TILE_COLUMNS) {
      multiplyTile(packedA, panel, depth, target, cRow, isFirst, biasHere, clip);
      continue;
    }
    // A tile over the edge is computed whole beside C, and its inner part copied.
    if (!isFirst) copyTile(target, cRow, edge, TILE_COLUMNS, rows, columns);
    multiplyTile(packedA, panel, depth, edge, TILE_COLUMNS, isFirst, 0, false);
    if (biasHere != 0 || clip) finishTile(edge, rows, columns, biasHere, clip);
    copyTile(edge, TILE_COLUMNS, target, cRow, rows, columns);
  }
}

function finishTile(tile: usize, rows: i32, columns: i32, bias: usize, clip: bool): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const at = tile + 4 * (i * TILE_COLUMNS + j);
      let value = load<f32>(at);
      if (bias != 0) value += load<f32>(bias + 4 * j);
      if (clip) value = max<f32>(value, 0);
      store<f32>(at, value);
    }
}

function copyTile(from: usize, fromRow: i32, to: usize, toRow: i32, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      store<f32>(to + 4 * (i * toRow + j), load<f32>(from + 4 * (i * fromRow + j)));
}

/** values[i] stays where output[i] > 0, and becomes 0 elsewhere: the gradient of ReLU, in place. */
export function passWhereActive(values: usize, output: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const isActive = f32x4.gt(v128.load(output + 4 * i), zero);
    v128.store(values + 4 * i, v128.and(v128.load(values + 4 * i), isActive));
  }
  for (; i < count; i++) if (!(load<f32>(output + 4 * i) > 0)) store<f32>(values + 4 * i, 0);
}
