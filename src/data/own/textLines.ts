/** Text as it comes in a file: decoded, and cut at line ends. */
import { DataFileError } from '../dataFileError.ts';
import type { ByteStream } from '../byteStream.ts';
import { decoded } from './encoding.ts';

/** Longer than any line of numbers; a text without line ends must not fill the memory. */
const MAX_LINE = 200_000;

/** Pieces of whole lines, each with the number of its first line, from 1. @param onGuess told once when the encoding is a guess @throws DataFileError */
export async function* textLines(
  name: string,
  bytes: ByteStream,
  onGuess: () => void,
): AsyncGenerator<{ readonly text: string; readonly firstLine: number }> {
  let rest = '';
  let firstLine = 1;
  let lineEnd = '';
  let held: { readonly text: string; readonly firstLine: number } | null = null; // the last line may have no end, and belongs to it
  for await (const piece of decoded(bytes, onGuess)) {
    const text = rest + piece;
    lineEnd ||= text.includes('\n') ? '\n' : text.includes('\r') ? '\r' : '';
    const end = lineEnd ? text.lastIndexOf(lineEnd) + 1 : 0;
    const numLines = countOf(lineEnd, text);
    rest = text.slice(end);
    if (rest.length > MAX_LINE)
      throw new DataFileError(
        `${name}, line ${firstLine + numLines}: is longer than ${MAX_LINE} characters; expected a label and 784 greys, then a line end.`,
      );
    if (end === 0) continue;
    if (held) yield held;
    held = { text: text.slice(0, end), firstLine };
    firstLine += numLines;
  }
  yield held ? { ...held, text: held.text + rest } : { text: rest, firstLine };
}

function countOf(lineEnd: string, text: string): number {
  let count = 0;
  if (lineEnd) for (let at = text.indexOf(lineEnd); at >= 0; at = text.indexOf(lineEnd, at + 1)) count += 1;
  return count;
}
