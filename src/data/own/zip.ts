/** The files in a zip, one after the other, each unpacked while it is read. */
import type { FileEntry } from '@zip.js/zip.js';
import type { ByteStream } from '../byteStream.ts';
import { DataFileError } from '../dataFileError.ts';
import { gunzipped } from '../gunzip.ts';
import { isBeside } from './namedFile.ts';
import { messageOf } from '../../experiment/messageOf.ts';

export interface ZipEntry {
  /** With its folders. */
  readonly name: string;
  readonly bytes: ByteStream;
  /** In the zip. */
  readonly packedBytes: number;
}

/** How an entry is packed (APPNOTE.TXT 6.3.10, 4.4.5); others are rare. */
const [STORED, DEFLATED] = [0, 8];
/** Read at a time: reading each of 70 000 pictures by itself would take minutes. */
const WINDOW_BYTES = 1 << 22;

/**
 * Those that people put there: no folders, and none of the files that systems add.
 * @param isPassedOver by its name; files beside digits if left out @throws DataFileError
 */
export async function* entriesOf(
  name: string,
  blob: Blob,
  signal?: AbortSignal,
  isPassedOver = isBeside,
): AsyncGenerator<ZipEntry> {
  const { BlobReader, ZipReader } = await import('@zip.js/zip.js/lib/zip-core-native.js');
  const reader = new ZipReader(new BlobReader(blob));
  const read = createWindow(blob);
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      signal?.throwIfAborted();
      const { filename, encrypted, compressionMethod } = entry;
      if (entry.directory || isPassedOver(filename)) continue;
      if (encrypted)
        throw new DataFileError(`${name} is locked by a password (${filename}). Unpack it first.`);
      if (compressionMethod !== STORED && compressionMethod !== DEFLATED)
        throw new DataFileError(
          `${name} is packed by method ${compressionMethod} (${filename}). Unpack it first.`,
        );
      const file = `${name}/${filename}`;
      const bytes = gunzipped(file, asGzip(file, entry, read));
      yield { name: filename, bytes, packedBytes: entry.compressedSize };
    }
  } catch (error) {
    if (error instanceof DataFileError || signal?.aborted) throw error;
    throw new DataFileError(`${name} is a damaged zip: ${messageOf(error)}. Fetch or pack it again.`);
  } finally {
    await reader.close().catch(() => undefined);
  }
}

type Read = (at: number, length: number) => Promise<Uint8Array>;

/** Reads ahead: files mostly lie one behind the other. */
function createWindow(blob: Blob): Read {
  let [from, window] = [0, new Uint8Array()];
  return async (at, length) => {
    if (at < from || at + length > from + window.length) {
      from = at;
      window = new Uint8Array(await blob.slice(at, at + Math.max(length, WINDOW_BYTES)).arrayBuffer());
    }
    return window.subarray(at - from, at - from + length);
  };
}

/**
 * The same bytes as gzip, which has the check sum and the length behind them and not in a directory (RFC 1952, §2.3): so that
 * one unpacker checks both. What is stored becomes stored blocks (RFC 1951, §3.2.4).
 */
async function* asGzip(file: string, entry: FileEntry, read: Read): ByteStream {
  const { offset, compressedSize, uncompressedSize, compressionMethod, signature } = entry;
  const local = await read(offset, 30);
  const [nameLength, extraLength] = [26, 28].map((at) => local[at]! + 256 * local[at + 1]!);
  const start = offset + 30 + nameLength! + extraLength!;
  yield Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
  const step = compressionMethod === STORED ? 0xffff : WINDOW_BYTES;
  for (let at = 0; at === 0 || at < compressedSize; at += step) {
    const wanted = Math.min(step, compressedSize - at);
    const piece = await read(start + at, wanted);
    if (piece.length < wanted)
      throw new DataFileError(
        `${file} is cut off: after ${at + piece.length} bytes of the ${compressedSize} that its zip promises. Fetch or pack it again.`,
      );
    if (compressionMethod === STORED) {
      const isLast = at + step >= compressedSize;
      const { length } = piece;
      yield Uint8Array.of(Number(isLast), length & 255, length >> 8, ~length & 255, (~length >> 8) & 255);
    }
    yield piece;
  }
  const trailer = new DataView(new ArrayBuffer(8));
  trailer.setUint32(0, signature ?? 0, true);
  trailer.setUint32(4, uncompressedSize % 2 ** 32, true);
  yield new Uint8Array(trailer.buffer);
}
