/** The files in a zip, one after the other, each unpacked while it is read. */
import { messageOf } from '../../experiment/messageOf.ts';
import type { ByteStream } from '../byteStream.ts';
import { DataFileError } from '../dataFileError.ts';

export interface ZipEntry {
  /** With its folders. */
  readonly name: string;
  readonly bytes: ByteStream;
  /** In the zip. */
  readonly packedBytes: number;
}

/** Those that people put there: no folders, and none of the files that systems add. @throws DataFileError */
export async function* entriesOf(name: string, blob: Blob, signal?: AbortSignal): AsyncGenerator<ZipEntry> {
  const { BlobReader, ZipReader, configure } = await import('@zip.js/zip.js/lib/zip-core-native.js');
  configure({ useWebWorkers: false }); // this is a worker already
  const refuse = (error: unknown) =>
    new DataFileError(`${name} is a damaged zip: ${messageOf(error)}. Fetch or pack it again.`);
  const reader = new ZipReader(new BlobReader(blob));
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      signal?.throwIfAborted();
      const { filename, compressedSize: packedBytes } = entry;
      if (entry.directory || isOfSystem(filename)) continue;
      if (entry.encrypted)
        throw new DataFileError(`${name} is locked by a password (${filename}). Unpack it first.`);
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const written = entry.getData(writable, { checkSignature: true });
      written.catch(() => undefined); // the reader hears it too
      yield { name: filename, bytes: chunksOf(readable, refuse), packedBytes };
    }
  } catch (error) {
    throw error instanceof DataFileError || signal?.aborted ? error : refuse(error);
  } finally {
    await reader.close().catch(() => undefined);
  }
}

/** Whether a system made it beside a person's files. */
export const isOfSystem = (path: string): boolean =>
  /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i.test(path);

async function* chunksOf(
  stream: ReadableStream<Uint8Array>,
  refuse: (error: unknown) => DataFileError,
): ByteStream {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw refuse(error);
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
