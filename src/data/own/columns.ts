/** Which column of a table is what: one of labels or none, 784 of greys, and such as number the rows. */
import { CLASSES, IMAGE_SIDE, NUM_CLASSES, NUM_PIXELS } from '../../distillation/shape.ts';
import { DataFileError } from '../dataFileError.ts';

export interface Columns {
  /** Of every row. */
  readonly width: number;
  /** Where labels stand; null where there are none. Two where the first and the last may be it, and the values decide. */
  readonly label: number | readonly [first: number, last: number] | null;
  /** What the column of labels, or the first of two, is called where that does not say so, and its values must; null elsewhere. */
  readonly unnamed: string | null;
  /** What columns are called that are of no use. */
  readonly passedOver: readonly string[];
  /** A column that must count the rows, from 0 or 1, for nothing names it; null where there is none. */
  readonly counter: number | null;
  /** The column of each pixel; null for a table of labels alone. With two candidates: as if the first one held the labels. */
  readonly pixels: readonly number[] | null;
}

const LABEL_NAMES = ['label', 'labels', 'class', 'y', 'target', 'digit', 'category'];
const ROW_NAMES = ['', 'id', 'idx', 'index', 'row', 'imageid', 'image_id', 'unnamed: 0', 'filename', 'file'];
/** pixel0, px_7, p12, "12", or 3x14, r3c14, pixel_3_14 (row and column, from 0 or from 1). */
const PIXEL_NAME = /^(?:[a-z]{0,12}[ _.-]?)(\d+)$/;
const ROW_AND_COLUMN = /^[a-z_]{0,8}(\d+)[a-z_,-]{1,4}(\d+)$/;

const DECIMAL_COMMA = /^\s*-?\d*,\d+\s*$/;

/** NaN where a cell is empty or no number; decimal commas are read where they do not separate. */
export function numberOf(cell: string): number {
  const value = Number(cell);
  if (value === 0 && cell.trim() === '') return NaN;
  return Number.isNaN(value) && DECIMAL_COMMA.test(cell) ? Number(cell.replace(',', '.')) : value;
}

/** Whether the first row names the columns: most cells are words, or the numbers are none of greys. */
export function isHeader(cells: readonly string[]): boolean {
  if (cells.length === 2 && isWord(cells[0]!) && isDigit(cells[1]!)) return false; // a file and its label
  const filled = cells.filter((cell) => cell.trim() !== '');
  const numbers = filled.map(numberOf).filter((number) => !Number.isNaN(number));
  if (numbers.length * 2 <= filled.length) return filled.length > 0;
  const mayCount = numbers.length >= NUM_PIXELS || cells[0]!.trim() === ''; // pandas numbers rows and columns
  return mayCount && (numbers.every((number, at) => number === numbers[0]! + at) || areMadeDifferent(filled));
}

/** Whether pandas took a row of numbers for names, and made 0, 0, 0 into 0, 0.1, 0.2. */
function areMadeDifferent(cells: readonly string[]): boolean {
  const counts = new Map<string, number>();
  return cells.every((cell) => {
    const number = cell.replace(/\.\d+$/, '');
    const count = counts.get(number) ?? 0;
    counts.set(number, count + 1);
    return cell === (count === 0 ? number : `${number}.${count}`);
  });
}

const isWord = (cell: string) => cell.trim() !== '' && Number.isNaN(numberOf(cell));
const isDigit = (cell: string) => cell.trim() !== '' && CLASSES.includes(Number(cell));

/** @param header null where there is none @param first row of data @throws DataFileError saying what there is and what was expected */
export function columnsOf(
  place: string,
  header: readonly string[] | null,
  first: readonly string[],
): Columns {
  const isCounted = header?.every((cell) => cell.trim() === '' || !Number.isNaN(Number(cell)));
  if (header && !isCounted) return named(place, header, first);
  return unnamed(place, first, header?.[0]?.trim() === '');
}

/** @param hasRowNames whether the first column names the rows, in whatever way */
function unnamed(place: string, first: readonly string[], hasRowNames: boolean): Columns {
  const width = first.length;
  const mayBeNumbered = width === 2 || width === NUM_PIXELS + 2;
  const counter = !hasRowNames && mayBeNumbered && /^[01]$/.test(first[0]!.trim()) ? 0 : null;
  const isOfFile = width === 2 && isWord(first[0]!);
  const start = hasRowNames || isOfFile || counter !== null ? 1 : 0;
  const columns = { width, counter, unnamed: null, passedOver: [] };
  if (width - start === 1) return { ...columns, label: start, pixels: null };
  if (width - start === NUM_PIXELS) return { ...columns, label: null, pixels: range(start, NUM_PIXELS) };
  if (width - start === NUM_PIXELS + 1)
    return { ...columns, label: [start, width - 1], pixels: range(start + 1, NUM_PIXELS) };
  throw wrongWidth(place, width);
}

export const wrongWidth = (place: string, width: number): DataFileError =>
  new DataFileError(
    `${place}: has ${width} columns; expected ${NUM_PIXELS + 1} (a label and ${NUM_PIXELS} pixels), or ${NUM_PIXELS} without labels.${otherSize(width)}`,
  );

/** What so many columns may be instead. */
function otherSize(numColumns: number): string {
  if ([NUM_CLASSES, NUM_CLASSES + NUM_PIXELS].includes(numColumns))
    return ` Are ${NUM_CLASSES} of them labels, a one in the place of the class? Write the class itself, in one column.`;
  const sides = [numColumns, numColumns - 1, numColumns - NUM_CLASSES].map(Math.sqrt);
  const side = sides.find((each) => Number.isInteger(each) && each >= 8 && each !== IMAGE_SIDE);
  return side === undefined
    ? ''
    : ` Are these images of ${side}×${side} pixels${side === 8 ? ', like the digits of scikit-learn' : ''}? Scale them to ${IMAGE_SIDE}×${IMAGE_SIDE} first.`;
}

function named(place: string, header: readonly string[], first: readonly string[]): Columns {
  const width = first.length;
  // R writes the names of rows and none above them.
  const asWritten = [...(header.length === width - 1 ? [''] : []), ...header];
  const names = asWritten.map((cell) => cell.trim().toLowerCase());
  if (names.length !== width)
    throw new DataFileError(
      `${place}: has ${width} columns, but the header names ${header.length}. Give each column a name.`,
    );
  const label = LABEL_NAMES.map((name) => names.indexOf(name)).find((column) => column >= 0) ?? null;
  const others = range(0, width).filter((column) => column !== label && !ROW_NAMES.includes(names[column]!));
  const columns = { width, counter: null, label, unnamed: null, passedOver: [] };
  // Names of files and the like stand beside labels, no pixels.
  if (label !== null && others.every((column) => isWord(first[column]!)))
    return { ...columns, pixels: null, passedOver: others.map((column) => asWritten[column]!) };
  if (label === null && others.length === 1 && width <= 2)
    return { ...columns, label: others[0]!, pixels: null };
  if (others.length === NUM_PIXELS) return { ...columns, pixels: inOrder(others, names) };
  const pixels = pixelsAmong(others, names);
  if (pixels) {
    const rest = others.filter((column) => !pixels.includes(column));
    const unnamed = label === null && rest.length === 1 ? asWritten[rest[0]!]! : null;
    return {
      ...columns,
      label: unnamed === null ? label : rest[0]!,
      unnamed,
      pixels: inOrder(pixels, names),
      passedOver: unnamed === null ? rest.map((column) => asWritten[column]!) : [],
    };
  }
  if (label === null && others.length === NUM_PIXELS + 1)
    return {
      ...columns,
      label: [others[0]!, others.at(-1)],
      unnamed: asWritten[others[0]!]!,
      pixels: others.slice(1),
    };
  throw new DataFileError(
    `${place}: has ${others.length} columns besides ${label === null ? 'those that number the rows' : `the label ("${asWritten[label]!}")`}; ` +
      `expected ${NUM_PIXELS} pixels.${otherSize(others.length)}${label === null ? ` A column of labels is called ${LABEL_NAMES.slice(0, 6).join(', ')}.` : ''}`,
  );
}

/** The columns whose names differ in nothing but numbers, if they are as many as an image has pixels. */
function pixelsAmong(columns: readonly number[], names: readonly string[]): number[] | null {
  const stemOf = (column: number) => names[column]!.replaceAll(/\d+/g, '');
  const numbered = columns.filter((column) => placeIn(names[column]!) !== null);
  const groups = [...new Set(numbered.map(stemOf))].map((stem) =>
    numbered.filter((column) => stemOf(column) === stem),
  );
  return groups.find(({ length }) => length === NUM_PIXELS) ?? null;
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

const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
