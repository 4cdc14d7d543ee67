/** Which column of a table is what: one of labels or none, 784 of greys, and such as number the rows. */
import { CLASSES, IMAGE_SIDE, NUM_CLASSES, NUM_PIXELS } from '../../distillation/shape.ts';
import { DataFileError } from '../dataFileError.ts';

export interface Columns {
  /** Of every row. */
  readonly width: number;
  /** Where labels stand; null where there are none. Two where the first and the last may be it, and the values decide. */
  readonly label: number | readonly [first: number, last: number] | null;
  /** A column that must count the rows, from 0 or 1, for nothing names it; null where there is none. */
  readonly counter: number | null;
  /** The column of each pixel; null for a table of labels alone. With two candidates: as if the first one held the labels. */
  readonly pixels: readonly number[] | null;
}

const LABEL_NAMES = ['label', 'labels', 'class', 'y', 'target', 'digit', 'category'];
const ROW_NAMES = ['', 'id', 'idx', 'index', 'row', 'imageid', 'image_id', 'unnamed: 0', 'filename', 'file'];
/** pixel0, px_7, p12, "12", or 3x14 (row and column, from 0 or from 1). */
const PIXEL_NAME = /^(?:[a-z]{0,12}[ _.-]?)(\d+)$/;
const ROW_AND_COLUMN = /^[a-z]{0,5}(\d+)[x_,-](\d+)$/;

const DECIMAL_COMMA = /^\s*-?\d*,\d+\s*$/;

/** NaN where a cell is empty or no number; decimal commas are read where they do not separate. */
export function numberOf(cell: string): number {
  const value = Number(cell);
  if (value === 0 && cell.trim() === '') return NaN;
  return Number.isNaN(value) && DECIMAL_COMMA.test(cell) ? Number(cell.replace(',', '.')) : value;
}

/** Whether the first row names the columns: most cells are words, or the numbers only count. */
export function isHeader(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const words = filled.filter((cell) => Number.isNaN(numberOf(cell)));
  if (words.length * 2 >= filled.length) return filled.length > 0;
  const numbers = filled.filter((cell) => !Number.isNaN(numberOf(cell))).map(numberOf);
  return numbers.length >= NUM_PIXELS && numbers.every((number, at) => number === numbers[0]! + at);
}

/** @param header null where there is none @param first row of data @throws DataFileError saying what there is and what was expected */
export function columnsOf(
  place: string,
  header: readonly string[] | null,
  first: readonly string[],
): Columns {
  const width = first.length;
  const isCounted = header?.every((cell) => cell.trim() === '' || !Number.isNaN(Number(cell)));
  return header && !isCounted ? named(place, header, width) : unnamed(place, first);
}

function unnamed(place: string, first: readonly string[]): Columns {
  const width = first.length;
  const hasRowNumber = width === NUM_PIXELS + 2 && /^[01]$/.test(first[0]!.trim());
  const start = hasRowNumber ? 1 : 0;
  const counter = hasRowNumber ? 0 : null;
  if (width === 1) return { width, counter, label: 0, pixels: null };
  if (width === NUM_PIXELS) return { width, counter, label: null, pixels: range(0, NUM_PIXELS) };
  if (width - start === NUM_PIXELS + 1)
    return { width, counter, label: [start, width - 1], pixels: range(start + 1, NUM_PIXELS) };
  throw wrongWidth(place, width);
}

export const wrongWidth = (place: string, width: number): DataFileError =>
  new DataFileError(
    `${place}: has ${width} columns; expected ${NUM_PIXELS + 1} (a label and ${NUM_PIXELS} pixels), or ${NUM_PIXELS} without labels.`,
  );

function named(place: string, header: readonly string[], width: number): Columns {
  // R writes the names of rows and none above them.
  const names = [...(header.length === width - 1 ? [''] : []), ...header].map((cell) =>
    cell.trim().toLowerCase(),
  );
  if (names.length !== width)
    throw new DataFileError(
      `${place}: has ${width} columns, but the header names ${header.length}. Give each column a name.`,
    );
  const label = LABEL_NAMES.map((name) => names.indexOf(name)).find((column) => column >= 0) ?? null;
  const others = range(0, width).filter((column) => column !== label && !ROW_NAMES.includes(names[column]!));
  const pixelsByName = others.filter((column) => placeIn(names[column]!) !== null);
  const rest = others.filter((column) => !pixelsByName.includes(column));
  if (label !== null && others.length === 0) return { width, counter: null, label, pixels: null };
  if (others.length === NUM_PIXELS) return { width, counter: null, label, pixels: inOrder(others, names) };
  if (pixelsByName.length === NUM_PIXELS) {
    if (label !== null) return { width, counter: null, label, pixels: inOrder(pixelsByName, names) };
    if (rest.length === 1)
      return { width, counter: null, label: rest[0]!, pixels: inOrder(pixelsByName, names) };
  }
  if (label === null && others.length === NUM_PIXELS + 1)
    return { width, counter: null, label: [others[0]!, others.at(-1)], pixels: others.slice(1) };
  throw new DataFileError(
    `${place}: has ${others.length} columns besides ${label === null ? 'those that number the rows' : `the label ("${header[label - (width - header.length)]!}")`}; ` +
      `expected ${NUM_PIXELS} pixels. ${label === null ? `A column of labels is called ${LABEL_NAMES.slice(0, 6).join(', ')}.` : ''}`.trim(),
  );
}

/** Pixels in the order that their names give them, where all have one; else as they stand. */
function inOrder(columns: readonly number[], names: readonly string[]): number[] {
  const placeOf = (column: number) => placeIn(names[column]!);
  const places = new Set(columns.map(placeOf));
  const isComplete = places.size === NUM_PIXELS && !places.has(null);
  return isComplete ? columns.toSorted((a, b) => placeOf(a)! - placeOf(b)!) : [...columns];
}

/** Where a pixel of this name belongs, row by row; null when the name is no pixel's. */
function placeIn(name: string): number | null {
  const [, row, column] = ROW_AND_COLUMN.exec(name) ?? [];
  if (row !== undefined) return Number(row) * (IMAGE_SIDE + 1) + Number(column);
  const [, number] = PIXEL_NAME.exec(name) ?? [];
  return number === undefined ? null : Number(number);
}

/** Which of two columns holds the labels: the one with digits of which there are more. @returns null when neither does */
export function labelColumn(first: readonly string[], last: readonly string[]): 'first' | 'last' | null {
  const [numFirst, numLast] = [first, last].map(numDigits);
  if (Math.max(numFirst!, numLast!) < 2) return null;
  return numLast! > numFirst! ? 'last' : 'first';
}

/** How many different digits there are in a column that may hold labels: most of its values are 0 … 9, or words. */
function numDigits(cells: readonly string[]): number {
  const isLabel = (cell: string) =>
    Number.isNaN(Number(cell)) || (cell.trim() !== '' && CLASSES.includes(Number(cell)));
  const labels = cells.filter(isLabel);
  return labels.length * 2 < cells.length ? 0 : Math.min(NUM_CLASSES, new Set(labels).size);
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
