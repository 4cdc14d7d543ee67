/** Digits as comma-separated values: label and 784 grey levels a line, as on Kaggle; without labels where the header says so. */
import { NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import { DataFileError } from './idx.ts';

export interface CsvDigits {
  readonly images: Uint8Array; // [n, 784]
  readonly labels: Uint8Array | null; // [n]
}

const [NEWLINE, RETURN, COMMA, ZERO, NINE] = [10, 13, 44, 48, 57];

/** Characters of the shortest line there can be: one figure and one comma each. */
const SHORTEST_LINE = 2 * NUM_PIXELS - 1;

/**
 * @param bytes of the text; a header line is passed over. One that begins with "pixel0" announces lines without labels
 * @throws DataFileError naming the line, what was received and what was expected
 */
export function parseCsv(name: string, bytes: Uint8Array): CsvDigits {
  const begins = new TextDecoder().decode(bytes.subarray(0, 8)).toLowerCase();
  const isHeader = bytes.length > 0 && !isFigure(bytes[0]!);
  const isLabelled = !begins.startsWith('pixel0');
  const numColumns = NUM_PIXELS + (isLabelled ? 1 : 0);
  const maxRows = Math.floor(bytes.length / SHORTEST_LINE) + 1; // never more than the file can hold
  const images = new Uint8Array(maxRows * NUM_PIXELS);
  const labels = new Uint8Array(maxRows);
  let [row, line] = [0, 1];
  let at = isHeader ? endOfLine(bytes, 0) : 0;
  if (isHeader) line += 1;
  const refuse = (what: string) => new DataFileError(`${name}, line ${line}: ${what}.`);

  while (at < bytes.length) {
    if (bytes[at] === NEWLINE || bytes[at] === RETURN) {
      if (bytes[at] === NEWLINE) line += 1;
      at += 1;
      continue;
    }
    let column = 0;
    for (;;) {
      const start = at;
      let value = 0;
      while (at < bytes.length && isFigure(bytes[at]!) && at - start < 4)
        value = 10 * value + bytes[at++]! - ZERO;
      const isLabel = isLabelled && column === 0;
      if (at === start || value > 255)
        throw refuse(`column ${column + 1} has ${excerpt(bytes, start)}; expected 0 to 255`);
      if (isLabel && value >= NUM_CLASSES)
        throw refuse(`has the label ${value}; labels go from 0 to ${NUM_CLASSES - 1}`);
      if (isLabel) labels[row] = value;
      else if (column < numColumns) images[row * NUM_PIXELS + column - (isLabelled ? 1 : 0)] = value;
      column += 1;
      if (bytes[at] !== COMMA) break;
      at += 1;
    }
    if (at < bytes.length && bytes[at] !== NEWLINE && bytes[at] !== RETURN)
      throw refuse(`column ${column} has ${excerpt(bytes, at)} after its number`);
    if (column !== numColumns)
      throw refuse(
        `has ${column} columns; expected ${numColumns} (${isLabelled ? 'a label and ' : ''}${NUM_PIXELS} pixels)`,
      );
    row += 1;
  }
  if (row === 0) throw new DataFileError(`${name} holds no digits; expected lines of ${numColumns} numbers.`);
  return { images: images.slice(0, row * NUM_PIXELS), labels: isLabelled ? labels.slice(0, row) : null };
}

const isFigure = (byte: number) => byte >= ZERO && byte <= NINE;

function endOfLine(bytes: Uint8Array, from: number): number {
  const found = bytes.indexOf(NEWLINE, from);
  return found < 0 ? bytes.length : found + 1;
}

function excerpt(bytes: Uint8Array, at: number): string {
  return JSON.stringify(new TextDecoder().decode(bytes.subarray(at, at + 8)));
}
