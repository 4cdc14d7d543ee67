/** Digits as a table: a line a digit, 784 greys and perhaps a label, in any of the dialects of CSV that people have. */
import { NUM_CLASSES, NUM_PIXELS } from '../../distillation/shape.ts';
import type { ByteStream } from '../byteStream.ts';
import { DataFileError } from '../dataFileError.ts';
import { createGreys, expectedGrey } from '../greys.ts';
import { columnsOf, isHeader, numberOf, wrongWidth, type Columns } from './columns.ts';
import { splitterFor } from './dialect.ts';
import { labelColumn, looksLikeLabels } from './labelValues.ts';
import { labelsFrom } from './labels.ts';
import type { Part } from './part.ts';
import { textLines } from './textLines.ts';

/**
 * @param requireRoom throws when so many images are too many
 * @throws DataFileError naming the line and column, what was found and what was expected
 */
export async function readTable(
  name: string,
  bytes: ByteStream,
  requireRoom: (numImages: number) => void,
): Promise<Part> {
  let cellsOf: ReturnType<typeof splitterFor> | null = null;
  let reader: ReturnType<typeof createRowReader> | null = null;
  let header: string[] | null = null;
  let isGuessed = false;
  const at = (line: number) => `${name}, line ${line}`;

  for await (const { text, firstLine } of textLines(name, bytes, () => (isGuessed = true))) {
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
  const [read, above] = [reader as ReturnType<typeof createRowReader> | null, header as string[] | null];
  if (!read)
    throw new DataFileError(
      `${name} holds no digits${above ? `, but a header ("${above.join(' ').slice(0, 30)}")` : ''}; expected lines of a label and ${NUM_PIXELS} greys.`,
    );
  const part = read.done();
  const unsure = isGuessed ? (part.classNames ?? []).filter((each) => !/^[ -~]*$/.test(each)) : [];
  if (unsure.length === 0) return part;
  const remark = `${name} is not in UTF-8: its classes were read as Windows-1252 (${someOf(unsure)}). If they are called otherwise, save it as UTF-8.`;
  return { ...part, remarks: [...part.remarks, remark] };
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

function createRowReader(name: string, { width, counter, label, unnamed, passedOver, pixels }: Columns) {
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
      `${name}, line ${line}, column ${column + 1}: ${cell.trim() === '' ? 'is empty' : `has ${JSON.stringify(cell.slice(0, 20))}`}; ${expectedGrey(numberOf(cell))}`,
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
      if (columnOfLabel !== null) labelCells.push(kept(cells[columnOfLabel]!));
      if (!pixels) return;
      const numKept = isUndecided ? NUM_PIXELS - 1 : NUM_PIXELS;
      const wrong = greys.add(numKept, (at) => greyOf(cells[pixels[at]!]!));
      if (wrong >= 0) refuseGrey(cells, pixels[wrong]!, line);
      if (!isUndecided) return;
      lastCells.push(kept(cells[label[1]]!));
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
        if (found === 'last' || unnamed !== null)
          remarks.push(
            `${name} names no column of labels: its ${found} one (${someOf(labels)}) was taken for it.`,
          );
      }
      const images = pixels && greys.done();
      const isByValues = unnamed !== null && !isUndecided;
      const isLabelled = columnOfLabel !== null && (!isByValues || looksLikeLabels(labels));
      if (passedOver.length > 0) remarks.push(notUsed(name, passedOver, isLabelled));
      if (isByValues)
        remarks.push(
          isLabelled
            ? `${name}: its column "${unnamed}" (${someOf(labels)}) was taken for the labels, for all others are pixels.`
            : notUsed(name, [unnamed], false),
        );
      if (!isLabelled) return { name, images, labels: null, classNames: null, remarks };
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
        `${name}, line ${lines[row]}, ${labelsAre === 'first' ? 'last' : 'first'} column: has ${JSON.stringify(cell)}; ${expectedGrey(numberOf(cell))} (The ${labelsAre} column holds the labels.)`,
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

/** @param columns what they are called */
function notUsed(name: string, columns: readonly string[], isLabelled: boolean): string {
  const some = columns.slice(0, 3).map((column) => JSON.stringify(column));
  const more = columns.length > 3 ? ` and ${columns.length - 3} more` : '';
  const way = isLabelled ? '' : ' So its images have no labels: their column is to be called "label".';
  return `${name}: what is called ${some.join(', ')}${more} is neither pixels nor labels, and was passed over.${way}`;
}

/** Values of a column, for people. */
function someOf(cells: readonly string[]): string {
  const values = [...new Set(cells)];
  return `${values.slice(0, 3).join(', ')}${values.length > 3 ? ', …' : ''}`;
}

/** A copy: V8 makes longer cells views of the text that they were cut from, which would be kept with them. */
const kept = (cell: string) => (cell.length < SHORTEST_VIEW ? cell : Array.from(cell).join(''));
/** V8's SlicedString::kMinLength. */
const SHORTEST_VIEW = 13;

function noLabels(name: string, first: readonly string[], last: readonly string[]): string {
  return (
    `${name} has ${NUM_PIXELS + 1} columns and no header that names the label: neither the first (${someOf(first)}) nor the last (${someOf(last)}) holds several of the digits 0 to 9. ` +
    `Write the labels first, or call their column "label".${new Set(first).size > NUM_CLASSES ? ` At most ${NUM_CLASSES} classes are read: of more take ${NUM_CLASSES}.` : ''}`
  );
}
