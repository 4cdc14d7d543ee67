/** MNIST on this machine: where it may lie, and how it is read from a folder. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFileError } from '../data/idx.ts';
import { MNIST_FILES, type ReadFile } from '../data/mnist.ts';

/** The first of MNIST_DIR, public/data/mnist and ../shared/data/mnist that holds all four files; null if none does. */
export function findMnistFolder(): string | null {
  const candidates = [process.env['MNIST_DIR'], 'public/data/mnist', '../shared/data/mnist'];
  const holdsAll = (folder: string) =>
    Object.values(MNIST_FILES).every(({ name }) => existsSync(join(folder, name)));
  return candidates.find((folder): folder is string => folder !== undefined && holdsAll(folder)) ?? null;
}

export function readFrom(folder: string): ReadFile {
  return async ({ name, packedBytes }) => {
    try {
      return await readFile(join(folder, name));
    } catch {
      throw new DataFileError(
        `${join(folder, name)} is missing or cannot be read; expected a file of about ${packedBytes} bytes. Name another folder, or use --data embedded.`,
      );
    }
  };
}
