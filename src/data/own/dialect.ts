/** How a table is written: what parts its cells, what quotes them, and what stands above it. */
import { dsvFormat } from 'd3-dsv';
import { isHeader } from './columns.ts';

/** Takes the cells of a row, and the number of its line within its text, from 0. */
type TakeRow = (cells: string[], row: number) => void;

/** Tried in this order: the first that cuts most lines into the most cells parts them. */
const SEPARATORS = [',', ';', '\t', '|', ' '];
const DECIMAL_OR_WHOLE = /^\s*-?\d*(,\d+)?\s*$/;
/** Lines looked at to know the dialect. */
const NUM_LINES = 100;

/**
 * @param sample the first lines
 * @returns gives each row of a text, less empty lines, comments, and the titles above the table
 */
export function splitterFor(sample: string): (text: string, take: TakeRow) => void {
  const lines = sample
    .split(/\r\n?|\n/, NUM_LINES)
    .filter((line) => line.trim() !== '' && !isComment(line))
    .map((line) => line.trim());
  const separator = separatorOf(lines);
  // Quotes that RFC 4180 does not know: single ones, and those behind a blank.
  const isQuotedOtherwise = lines.some((line) => /'|[\s]"/.test(line));
  const format = dsvFormat(separator);
  function cellsIn(row: string[]): string[] {
    const filled = separator === ' ' ? row.filter((cell) => cell !== '') : row;
    return isQuotedOtherwise ? filled.map(unquoted) : filled;
  }
  const width = median(lines.map((line) => numFilled(cellsIn(format.parseRows(line)[0] ?? []))));
  let isAbove = true;
  return (text, take) => {
    format.parseRows(text, (row, at) => {
      const cells = cellsIn(row);
      const isEmpty = cells.length === 0 || (cells.length === 1 && cells[0]!.trim() === '');
      if (isEmpty || isComment(cells[0]!)) return null; // nothing is to be kept
      isAbove &&= isTitle(cells, width);
      if (!isAbove) take(cells, at);
      return null;
    });
  };
}

function separatorOf(lines: readonly string[]): string {
  const middle = lines[lines.length >> 1] ?? '';
  // Among decimal commas commas stand as often as what separates, or more often.
  const decimal = SEPARATORS.slice(1).find((each) => {
    const cells = middle.split(each);
    return middle.includes(',') && cells.length > 1 && cells.every((cell) => DECIMAL_OR_WHOLE.test(cell));
  });
  if (decimal !== undefined) return decimal;
  const counts = SEPARATORS.map((separator) => median(lines.map((line) => line.split(separator).length)));
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}

const isComment = (line: string) => /^[#%]/.test(line);

/** What stands above a table so wide, Excel's "sep=;" too. */
function isTitle(cells: readonly string[], width: number): boolean {
  const count = numFilled(cells);
  return count * 2 <= width && (isHeader(cells) || (count === 1 && width > 2));
}

/** Cells up to the last one with something in it: spreadsheets fill lines up with empty ones. */
const numFilled = (cells: readonly string[]) => cells.findLastIndex((cell) => cell.trim() !== '') + 1;

const unquoted = (cell: string) => cell.trim().replace(/^(['"])(.*)\1$/, '$2');

/** The lower one of two. */
const median = (counts: readonly number[]) => counts.toSorted((a, b) => a - b)[(counts.length - 1) >> 1] ?? 0;
