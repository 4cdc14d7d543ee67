/** Text as it comes in a file: its encoding found out, cut at line ends. */
import { DataFileError } from '../dataFileError.ts';
import { peek, type ByteStream } from '../byteStream.ts';

/** Longer than any line of numbers; a text without line ends must not fill the memory. */
const MAX_LINE = 200_000;
/** Looked at to know the encoding. */
const SAMPLE = 512;

/** Pieces of whole lines, each with the number of its first line, from 1. @throws DataFileError */
export async function* textLines(
  name: string,
  bytes: ByteStream,
): AsyncGenerator<{ readonly text: string; readonly firstLine: number }> {
  const { beginning, whole } = await peek(bytes, SAMPLE);
  const decoder = new TextDecoder(encodingOf(beginning)); // takes a byte order mark away
  let rest = '';
  let firstLine = 1;
  let lineEnd = '';
  let held: { readonly text: string; readonly firstLine: number } | null = null; // the last line may have no end, and belongs to it
  for await (const slice of whole) {
    const text = rest + decoder.decode(slice, { stream: true });
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
  rest += decoder.decode();
  yield held ? { ...held, text: held.text + rest } : { text: rest, firstLine };
}

function countOf(lineEnd: string, text: string): number {
  let count = 0;
  if (lineEnd) for (let at = text.indexOf(lineEnd); at >= 0; at = text.indexOf(lineEnd, at + 1)) count += 1;
  return count;
}

/** Whether a file begins like text: no control characters but tabs and line ends, in the encoding it seems to have. */
export function isText(beginning: Uint8Array): boolean {
  const text = new TextDecoder(encodingOf(beginning)).decode(beginning.subarray(0, SAMPLE));
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return text.length > 0 && !/[\x00-\x08\x0e-\x1f\x7f]/.test(text);
}

/** UTF-16 by its mark, or by the zeros that its Latin letters have; else UTF-8. */
function encodingOf(beginning: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = beginning;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const pairs = beginning.subarray(0, beginning.length & ~1);
  if (pairs.length < 4) return 'utf-8';
  const isZeroAt = (parity: number) => pairs.every((byte, at) => at % 2 !== parity || byte === 0);
  if (isZeroAt(1)) return 'utf-16le';
  return isZeroAt(0) ? 'utf-16be' : 'utf-8';
}
