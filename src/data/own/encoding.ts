/** Text of the encodings that people's files are in. */
import { peek, type ByteStream } from '../byteStream.ts';
import { joinBytes } from '../joinBytes.ts';

/** Looked at to know the encoding. */
const SAMPLE = 512;

/**
 * The text of a stream, piece by piece, without a byte order mark. What is no UTF-8 is taken for windows-1252, which Excel
 * writes in the west of Europe: replacement characters would make one class of all names with an umlaut.
 * @param onGuess told once when it is
 */
export async function* decoded(bytes: ByteStream, onGuess: () => void): AsyncIterable<string> {
  const { beginning, whole } = await peek(bytes, SAMPLE);
  const encoding = encodingOf(beginning);
  let decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
  let held = new Uint8Array(); // begins a letter that the next slice ends
  for await (const slice of whole) {
    try {
      yield decoder.decode(slice, { stream: true });
    } catch {
      decoder = new TextDecoder('windows-1252');
      onGuess();
      yield decoder.decode(joinBytes([held, slice]), { stream: true });
    }
    const tail = joinBytes([held, slice.subarray(-3)]); // a slice may be shorter than a letter
    held = tail.slice(tail.length - numHeld(tail));
  }
  try {
    yield decoder.decode();
  } catch {
    onGuess();
    yield new TextDecoder('windows-1252').decode(held);
  }
}

/** How many bytes at the end begin a letter of UTF-8 and do not end it (RFC 3629). */
function numHeld(bytes: Uint8Array): number {
  const last = bytes.subarray(-3);
  const start = last.findLastIndex((byte) => byte >= 0xc0);
  const first = last[start] ?? 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return start < 0 || last.length - start >= length ? 0 : last.length - start;
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
