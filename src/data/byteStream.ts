/** Files as they are read: by and by, so that none has to fit into memory twice, and whoever waits can give up. */
import { joinBytes } from './joinBytes.ts';

export type ByteStream = AsyncIterable<Uint8Array, void>;

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Told how many bytes of the file were read since it was told last. */
  readonly onRead?: (bytes: number) => void;
}

const SLICE_BYTES = 1 << 20;

/** @throws the signal's reason; DataFileError is left to whoever knows the file's name */
export async function* slicesOf(blob: Blob, { signal, onRead }: ReadOptions = {}): ByteStream {
  const read = async (at: number) => new Uint8Array(await blob.slice(at, at + SLICE_BYTES).arrayBuffer());
  let next = read(0);
  for (let at = 0; at < blob.size; at += SLICE_BYTES) {
    signal?.throwIfAborted();
    const slice = await next;
    next = read(at + SLICE_BYTES); // comes while the caller is at work
    next.catch(() => undefined); // heard when it is awaited, if it is
    onRead?.(slice.length);
    yield slice;
  }
}

/** Looks at the beginning of a stream. @returns at least so many bytes, if there are as many, and the stream as it was */
export async function peek(
  stream: ByteStream,
  numBytes: number,
): Promise<{ readonly beginning: Uint8Array; readonly whole: ByteStream }> {
  const rest: AsyncIterator<Uint8Array, void> = stream[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let isAtEnd = false;
  for (let length = 0; length < numBytes && !isAtEnd; length = lengthOf(read)) {
    const { done, value } = await rest.next();
    if (done) isAtEnd = true;
    else read.push(value);
  }
  const beginning = joinBytes(read);
  async function* whole() {
    if (beginning.length > 0) yield beginning;
    while (!isAtEnd) {
      const { done, value } = await rest.next();
      if (done) return;
      yield value;
    }
  }
  return { beginning, whole: whole() };
}

/** All of it, into one array; reading ends as soon as there is more. @returns null when there is more than so many bytes */
export async function collect(stream: ByteStream, maxBytes: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > maxBytes) return null;
    parts.push(part);
  }
  return joinBytes(parts);
}

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, { length }) => sum + length, 0);
