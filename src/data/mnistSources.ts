/** Where the files of MNIST come from: the page's own origin, else public mirrors, else nowhere; each is checked, then kept. */
import { DataFileError } from './idx.ts';
import { MNIST_FILES, readChecked, type MnistFile, type ReadFile } from './mnist.ts';

/** One place to have files from, by a name that messages use. */
export interface Source {
  readonly name: string;
  readonly read: ReadFile;
}

/** Keeps files that were checked; one that keeps nothing does no harm. */
export interface FileCache {
  get(name: string): Promise<Uint8Array | null>;
  put(name: string, bytes: Uint8Array): Promise<void>;
}

export const MNIST_MIRRORS = [
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
] as const;

/** Time for a server to begin its answer. */
const PATIENCE_MS = 15_000;
/** A file that goes on beyond its unpacked size is not the file. */
const SLACK_BYTES = 100_000;

/**
 * Each file from the first source that gives it right. What was fetched is kept, file by file: a download that broke off
 * begins with the files that are missing.
 * @throws DataFileError naming the file and what each source gave; anything else that a source throws, at once
 */
export function readFirstGood(sources: readonly Source[], cache: FileCache | null): ReadFile {
  return async (file) => {
    const kept = await cache?.get(file.name).catch(() => null);
    if (kept) {
      const isGood = await readChecked(() => Promise.resolve(kept), file).catch(() => null);
      if (isGood) return isGood;
    }
    const tried: string[] = [];
    for (const { name, read } of sources) {
      try {
        const bytes = await read(file);
        const contents = await readChecked(() => Promise.resolve(bytes), file);
        await cache?.put(file.name, bytes).catch(() => undefined); // a full disk costs the next download, not this one
        return contents;
      } catch (error) {
        if (!(error instanceof DataFileError)) throw error; // cancelled
        tried.push(`${name}: ${error.message}`);
      }
    }
    throw new DataFileError(`${file.name} could not be had. Tried: ${tried.join(' ')}`);
  };
}

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** Bytes received of bytes expected, of all four files together. */
  readonly onProgress: (done: number, total: number) => void;
}

/** @param folder address that ends in "/" */
export function fetchFrom(folder: string, { signal, onProgress }: FetchOptions): ReadFile {
  const total = Object.values(MNIST_FILES).reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  return async (file) => {
    const before = Object.values(MNIST_FILES)
      .slice(
        0,
        Object.values(MNIST_FILES).findIndex(({ name }) => name === file.name),
      )
      .reduce((sum, { packedBytes }) => sum + packedBytes, 0);
    const response = await answerOf(folder + file.name, file, signal);
    requireFile(file, response, folder);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    const reader = response.body!.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        signal.throwIfAborted();
        throw new DataFileError(
          `${file.name} broke off: of about ${file.packedBytes} bytes ${received} came, then ${String(error)}.`,
        );
      });
      if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
      chunks.push(value);
      received += value.length;
      if (received > file.bytes + SLACK_BYTES) {
        await reader.cancel();
        throw new DataFileError(
          `${file.name} goes on beyond ${received} bytes; expected about ${file.packedBytes}.`,
        );
      }
      onProgress(Math.min(before + received, total), total);
    }
  };
}

async function answerOf(address: string, file: MnistFile, signal: AbortSignal): Promise<Response> {
  const impatient = new AbortController();
  const timer = setTimeout(() => impatient.abort(), PATIENCE_MS);
  try {
    return await fetch(address, { signal: AbortSignal.any([signal, impatient.signal]) });
  } catch (error) {
    signal.throwIfAborted();
    const reason = impatient.signal.aborted ? `no answer within ${PATIENCE_MS / 1000} s` : String(error);
    throw new DataFileError(`${file.name} could not be fetched from ${address}: ${reason}.`);
  } finally {
    clearTimeout(timer);
  }
}

/** A server of single pages answers a missing file with its index page and status 200. */
function requireFile({ name, packedBytes }: MnistFile, response: Response, folder: string): void {
  const expected = `expected about ${packedBytes} bytes of gzip`;
  if (!response.ok)
    throw new DataFileError(`${folder}${name} is missing (status ${response.status}); ${expected}.`);
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/html'))
    throw new DataFileError(`${folder}${name} is missing (an HTML page came instead); ${expected}.`);
}
