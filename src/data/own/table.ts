/** Digits as a table: a line a digit, 784 greys and perhaps a label, in any of the dialects of CSV that people have. */
import { dsvFormat } from 'd3-dsv';
import { NUM_PIXELS } from '../../distillation/shape.ts';
import type { ByteStream } from '../byteStream.ts';
import { DataFileError } from '../dataFileError.ts';
import { createGreys } from '../greys.ts';
import { columnsOf, isHeader, labelColumn, numberOf, wrongWidth, type Columns } from './columns.ts';
import { labelsFrom } from './labels.ts';
import type { Part } from './part.ts';
import { textLines } from './textLines.ts';

/** Tried in this order: the first that cuts both of the first lines into the most cells is the separator. */
const SEPARATORS = [',', ';', '\t', '|', ' '];
const DECIMAL_OR_WHOLE = /^\s*-?\d*(,\d+)?\s*$/;

/**
 * @param requireRoom throws when so many images are too many
 * @throws DataFileError naming the line and column, what was found and what was expected
 */
export async function readTable(
  name: string,
  bytes: ByteStream,
  requireRoom: (numImages: number) => void,
): Promise<Part> {
  let cellsOf: ((text: string, take: (cells: string[], line: number) => void) => void) | null = null;
  let reader: ReturnType<typeof createRowReader> | null = null;
  let header: string[] | null = null;
  const at = (line: number) => `${name}, line ${line}`;

  for await (const { text, firstLine } of textLines(name, bytes)) {
    cellsOf ??= splitterFor(text);
    cellsOf(text, (cells, row) => {
      const line = firstLine + row;
      if (!reader && !header && isHeader(cells)) header = cells;
      else {
        const filled = reader ? cells : withoutLastIfEmpty(cells);
        if (!reader) requireNumbers(at(line), filled);
        reader ??= createRowReader(name, columnsOf(at(line), header && withoutLastIfEmpty(header), filled));
        reader.take(cells, line);
        requireRoom(reader.numRows);
      }
    });
  }
  // What a callback assigned is not seen by the compiler.
  const read = reader as ReturnType<typeof createRowReader> | null;
  if (!read)
    throw new DataFileError(
      `${name} holds no digits${header ? ', but a header' : ''}; expected lines of a label and ${NUM_PIXELS} greys.`,
    );
  return read.done();
}

/** @throws DataFileError for text that is no table of digits at all */
function requireNumbers(place: string, cells: readonly string[]): void {
  const numWords = cells.filter((cell) => Number.isNaN(numberOf(cell)) && cell.trim() !== '').length;
  if (cells.length > 2 && numWords * 2 > cells.length)
    // two columns may be numbers of rows and names of classes
    throw new DataFileError(
      `${place}: begins with ${JSON.stringify(cells.join(' ').slice(0, 30))}; expected a label and ${NUM_PIXELS} greys, parted by commas, semicolons, tabs or blanks.`,
    );
}

/** A line that ends with a separator has one column less than it seems. */
const withoutLastIfEmpty = (cells: string[]) => (cells.at(-1)?.trim() === '' ? cells.slice(0, -1) : cells);

/** @returns gives each row of a text with its number in it, from 0; empty lines and comments are passed over */
function splitterFor(sample: string) {
  const lines = sample.split(/\r\n?|\n/, 100).filter((line) => line.trim() !== '' && !isComment(line));
  const [first = '', second = first] = lines;
  const counts = SEPARATORS.map((separator) =>
    Math.min(...[first, second].map((line) => line.trim().split(separator).length)),
  );
  // Among decimal commas commas stand as often as what separates, or more often.
  const decimal = SEPARATORS.slice(1).find((each) => {
    const cells = second.trim().split(each);
    return second.includes(',') && cells.length > 1 && cells.every((cell) => DECIMAL_OR_WHOLE.test(cell));
  });
  const separator = decimal ?? SEPARATORS[counts.indexOf(Math.max(...counts))]!;
  const format = dsvFormat(separator);
  const isBlank = separator === ' ';
  return (text: string, take: (cells: string[], row: number) => void): void => {
    format.parseRows(text, (cells, row) => {
      const filled = isBlank ? cells.filter((cell) => cell !== '') : cells;
      const isEmpty = filled.length === 0 || (filled.length === 1 && filled[0]!.trim() === '');
      if (!isEmpty && !isComment(filled[0]!)) take(filled, row);
      return null; // nothing is to be kept
    });
  };
}

const isComment = (line: string) => line.startsWith('#');

function createRowReader(name: string, { width, counter, label, pixels }: Columns) {
  const greys = createGreys(pixels ? NUM_PIXELS : 0);
  const lines: number[] = [];
  let firstNumber: number | null = null;
  const isUndecided = typeof label === 'object' && label !== null;
  const columnOfLabel = isUndecided ? label[0] : label;
  const labelCells: string[] = [];
  const lastCells: string[] = [];

  function refuseGrey(cells: readonly string[], column: number, line: number): never {
    const cell = cells[column]!;
    throw new DataFileError(
      `${name}, line ${line}, column ${column + 1}: ${cell.trim() === '' ? 'is empty' : `has ${JSON.stringify(cell.slice(0, 20))}`}; ` +
        'expected a grey from 0 to 255, or from 0 to 1.',
    );
  }
  return {
    get numRows() {
      return lines.length;
    },
    take(cells: readonly string[], line: number): void {
      const isAsWide = cells.length === width || (cells.length === width + 1 && cells[width]!.trim() === '');
      if (!isAsWide)
        throw new DataFileError(
          `${name}, line ${line}: has ${cells.length} columns; expected ${width}, as the lines before it have.`,
        );
      if (counter !== null) {
        firstNumber ??= Number(cells[counter]);
        if (Number(cells[counter]) !== firstNumber + lines.length) throw wrongWidth(`${name}, line 1`, width);
      }
      lines.push(line);
      if (columnOfLabel !== null) labelCells.push(cells[columnOfLabel]!);
      if (!pixels) return;
      const numKept = isUndecided ? NUM_PIXELS - 1 : NUM_PIXELS;
      const wrong = greys.add(numKept, (at) => greyOf(cells[pixels[at]!]!));
      if (wrong >= 0) refuseGrey(cells, pixels[wrong]!, line);
      if (!isUndecided) return;
      lastCells.push(cells[label[1]]!);
      greys.add(1, () => 0); // put there when it is known to be a pixel
    },
    done(): Part {
      const remarks: string[] = [];
      let labels = labelCells;
      if (isUndecided) {
        const found = labelColumn(labelCells, lastCells);
        if (!found) throw new DataFileError(noLabels(name, labelCells, lastCells));
        labels = found === 'first' ? labelCells : lastCells;
        placeOthers(found === 'first' ? lastCells : labelCells, found);
        if (found === 'last')
          remarks.push(
            `${name} has no header: its last column holds nothing but digits from 0 to 9, and was taken for the labels.`,
          );
      }
      const images = pixels && greys.done();
      if (columnOfLabel === null) return { name, images, labels: null, classNames: null, remarks };
      const named = labelsFrom(name, labels, (at) => `line ${lines[at]}`);
      return { name, images, ...named, remarks };
    },
  };

  /** Puts the pixels of the column that holds no labels where they belong. */
  function placeOthers(cells: readonly string[], labelsAre: 'first' | 'last'): void {
    if (labelsAre === 'last') greys.shift();
    const place = labelsAre === 'first' ? NUM_PIXELS - 1 : 0;
    cells.forEach((cell, row) => {
      if (greys.put(row * NUM_PIXELS + place, greyOf(cell))) return;
      throw new DataFileError(
        `${name}, line ${lines[row]}, ${labelsAre === 'first' ? 'last' : 'first'} column: has ${JSON.stringify(cell)}; expected a grey from 0 to 255. (The ${labelsAre} column holds the labels.)`,
      );
    });
  }
}

/** NaN where the cell is empty or no number. Of millions most are 0, and nearly all are whole numbers of up to three figures. */
function greyOf(cell: string): number {
  if (cell === '0') return 0;
  if (cell.length === 0 || cell.length > 3) return numberOf(cell);
  let value = 0;
  for (let at = 0; at < cell.length; at++) {
    const figure = cell.charCodeAt(at) - 48;
    if (figure < 0 || figure > 9) return numberOf(cell);
    value = 10 * value + figure;
  }
  return value;
}

function noLabels(name: string, first: readonly string[], last: readonly string[]): string {
  const said = (cells: readonly string[]) => [...new Set(cells)].slice(0, 3).join(', ');
  return (
    `${name} has ${NUM_PIXELS + 1} columns and no header that names the label: neither the first (${said(first)}, …) nor the last (${said(last)}, …) holds several of the digits 0 to 9. ` +
    `Write the labels first, or call their column "label".`
  );
}
