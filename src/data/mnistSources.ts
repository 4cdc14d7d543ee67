/** Where the files of MNIST come from: the page's own origin, else public mirrors, else nowhere; each is checked, then kept. */
import { DataFileError } from './dataFileError.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { joinBytes } from './joinBytes.ts';
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

/** Time for a server to begin its answer, and to go on with it. */
const PATIENCE_MS = 15_000;
/** A file that goes on beyond its unpacked size is not the file. */
const SLACK_BYTES = 100_000;

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** Bytes received of bytes expected, of all four files together; never falls. */
  readonly onProgress: (done: number, total: number) => void;
}

/** @param folders addresses that end in "/", tried in this order */
export function fetchMnist(
  folders: readonly string[],
  cache: FileCache | null,
  { signal, onProgress }: FetchOptions,
): ReadFile {
  const note = createTally(onProgress);
  const sources = folders.map((name) => ({ name, read: fetchFrom(name, signal, note) }));
  const read = readFirstGood(sources, cache);
  return async (file) => {
    const contents = await read(file);
    note(file, file.packedBytes); // the cache tells no bytes, and another gzip packs a little differently
    return contents;
  };
}

/** Told of so many bytes of a file. */
type Note = (file: MnistFile, received: number) => void;

/** Adds up the files in whatever order they come; one that is begun anew elsewhere counts when it gets further. */
function createTally(onProgress: FetchOptions['onProgress']): Note {
  const total = Object.values(MNIST_FILES).reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  const most = new Map<string, number>();
  return ({ name, packedBytes }, received) => {
    most.set(name, Math.max(most.get(name) ?? 0, Math.min(received, packedBytes)));
    const done = [...most.values()].reduce((sum, each) => sum + each, 0);
    onProgress(done, total);
  };
}

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

/** @param folder address that ends in "/" */
export function fetchFrom(folder: string, signal: AbortSignal, note: Note = () => undefined): ReadFile {
  return async (file) => {
    signal.throwIfAborted();
    const request = new AbortController(); // AbortSignal.any would want Safari 17.4
    const cancel = () => request.abort();
    signal.addEventListener('abort', cancel);
    try {
      const response = await answerOf(folder + file.name, file, request);
      requireFile(file, response, folder);
      return await bodyOf(response, file, note, request);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}

async function answerOf(address: string, file: MnistFile, request: AbortController): Promise<Response> {
  return inTime(fetch(address, { signal: request.signal }), request).catch((error: unknown) => {
    throw new DataFileError(`${file.name} could not be fetched from ${address}: ${messageOf(error)}.`);
  });
}

/** Gives a request up that says nothing for too long. */
async function inTime<T>(answer: Promise<T>, request: AbortController): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`nothing came for ${PATIENCE_MS / 1000} s`));
      request.abort();
    }, PATIENCE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

async function bodyOf(
  response: Response,
  file: MnistFile,
  note: Note,
  request: AbortController,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  const reader = response.body!.getReader();
  for (;;) {
    const { done, value } = await inTime(reader.read(), request).catch((error: unknown) => {
      throw new DataFileError(
        `${file.name} broke off: of about ${file.packedBytes} bytes ${received} came, then ${messageOf(error)}.`,
      );
    });
    if (done) return joinBytes(chunks);
    chunks.push(value);
    received += value.length;
    if (received > file.bytes + SLACK_BYTES) {
      await reader.cancel();
      throw new DataFileError(
        `${file.name} goes on beyond ${received} bytes; expected about ${file.packedBytes}.`,
      );
    }
    note(file, received);
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
