/**
 * Finds the inked pixels of a batch of images, and lists them twice: by image (for the forward pass) and by pixel
 * (for the weight gradient), so that neither pass ever scatters. Blank stretches are passed over sixteen pixels at a time.
 */
import { IndexImages } from './structs';

/** White ink is 255; the networks see grey levels between 0 and 1. */
const WHITE: f32 = 255;

/** @returns how many of `count` bytes are not zero */
export function countInk(images: usize, count: i32): i32 {
  let inked = 0;
  let i = 0;
  for (; i + 16 <= count; i += 16) inked += popcnt<i32>(inkMask(images + i));
  for (; i < count; i++) if (load<u8>(images + i) != 0) inked++;
  return inked;
}

/** One bit for each of sixteen bytes, set where it is not zero. */
// @ts-ignore: decorator
@inline
function inkMask(at: usize): i32 {
  return ~i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(0))) & 0xffff;
}

/**
 * @param images grey levels, rows × columns bytes
 * @param rowStart rows + 1 integers @param columnOf, rowValue as many entries as inked pixels, image after image
 * @param columnStart columns + 1 integers @param rowOf, columnValue likewise, pixel after pixel
 */
export function indexImages(call: IndexImages): void {
  const rows = call.rows;
  const columns = call.columns;
  const rowStart = call.rowStart;
  const columnOf = call.columnOf;
  const rowValue = call.rowValue;
  const columnStart = call.columnStart;
  memory.fill(columnStart, 0, 4 * (columns + 1));
  let count = 0;
  for (let row = 0; row < rows; row++) {
    store<i32>(rowStart + 4 * row, count);
    const image = call.images + row * columns;
    let column = 0;
    for (; column + 16 <= columns; column += 16) {
      let mask = inkMask(image + column);
      while (mask != 0) {
        addEntry(image, column + ctz<i32>(mask), columnOf, rowValue, columnStart, count++);
        mask &= mask - 1;
      }
    }
    for (; column < columns; column++)
      if (load<u8>(image + column) != 0) addEntry(image, column, columnOf, rowValue, columnStart, count++);
  }
  store<i32>(rowStart + 4 * rows, count);
  for (let column = 1; column <= columns; column++) {
    const at = columnStart + 4 * column;
    store<i32>(at, load<i32>(at) + load<i32>(at - 4));
  }
  listByColumn(call);
}

// @ts-ignore: decorator
@inline
function addEntry(
  image: usize,
  column: i32,
  columnOf: usize,
  rowValue: usize,
  columnStart: usize,
  entry: i32,
): void {
  store<i32>(columnOf + 4 * entry, column);
  store<f32>(rowValue + 4 * entry, <f32>load<u8>(image + column) / WHITE);
  const counter = columnStart + 4 * column;
  store<i32>(counter, load<i32>(counter, 4) + 1, 4);
}

/** The same entries sorted by column: each column's start serves as its cursor, and is moved back afterwards. */
function listByColumn(call: IndexImages): void {
  const columnStart = call.columnStart;
  for (let row = 0; row < call.rows; row++) {
    const end = load<i32>(call.rowStart + 4 * (row + 1));
    for (let at = load<i32>(call.rowStart + 4 * row); at < end; at++) {
      const cursor = columnStart + 4 * load<i32>(call.columnOf + 4 * at);
      const to = load<i32>(cursor);
      store<i32>(call.rowOf + 4 * to, row);
      store<f32>(call.columnValue + 4 * to, load<f32>(call.rowValue + 4 * at));
      store<i32>(cursor, to + 1);
    }
  }
  memory.copy(columnStart + 4, columnStart, 4 * call.columns);
  store<i32>(columnStart, 0);
}
