/** The files of MNIST from the page's own origin, where `npm run data` puts them. */
import { DataFileError } from './idx.ts';
import { MNIST_FILES, type MnistFile, type ReadFile } from './mnist.ts';

/** @param folder address that ends in "/" @param onProgress bytes received of bytes expected, all files together */
export function fetchFrom(folder: string, onProgress: (done: number, total: number) => void): ReadFile {
  const total = Object.values(MNIST_FILES).reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  let done = 0;
  return async (file) => {
    const response = await fetch(folder + file.name).catch((error: unknown) => {
      throw new DataFileError(`${file.name} could not be fetched from ${folder}: ${String(error)}.`);
    });
    requireFile(file, response, folder);
    const reader = response.body!.getReader();
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    for (;;) {
      const { done: isOver, value } = await reader.read().catch((error: unknown) => {
        throw new DataFileError(
          `${file.name} broke off: of about ${file.packedBytes} bytes ${chunks.reduce((sum, { length }) => sum + length, 0)} came, then ${String(error)}.`,
        );
      });
      if (isOver) break;
      chunks.push(value);
      done += value.length;
      onProgress(Math.min(done, total), total);
    }
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
  };
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
