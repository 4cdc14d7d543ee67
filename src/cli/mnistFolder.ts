/** Where MNIST lies on this machine, under any of the names that its four files go by. */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFileError } from '../data/dataFileError.ts';
import { MNIST_FILES, type MnistFile, type ReadFile } from '../data/mnist.ts';

const NAMES = Object.values(MNIST_FILES).map(({ name }) => name);

/** MNIST_DIR, else the first of public/data/mnist and ../shared/data/mnist that holds all four files; null if none does. @throws DataFileError when MNIST_DIR does not */
export function findMnistFolder(): string | null {
  const named = process.env['MNIST_DIR'];
  if (named) return requireAll(named);
  return ['public/data/mnist', '../shared/data/mnist'].find((each) => missingIn(each).length === 0) ?? null;
}

function requireAll(folder: string): string {
  const missing = missingIn(folder);
  if (missing.length === 0) return folder;
  throw new DataFileError(
    `MNIST_DIR is ${folder}, which lacks ${missing.join(', ')} (also without .gz, or with a dot before idx). Name the folder that has them, or leave MNIST_DIR out.`,
  );
}

const missingIn = (folder: string) => NAMES.filter((name) => pathIn(folder, name) === null);

/** As LeCun's page named it, unpacked, or with the dot that Kaggle's copy has. */
function pathIn(folder: string, name: string): string | null {
  const unpacked = name.replace(/\.gz$/, '');
  const names = [name, unpacked].flatMap((each) => [each, each.replace('-idx', '.idx')]);
  const isFile = (path: string) => existsSync(path) && statSync(path).isFile();
  return names.map((each) => join(folder, each)).find(isFile) ?? null;
}

/** Reads the files of MNIST from a folder. */
export function readFrom(folder: string): ReadFile {
  return async ({ name, packedBytes }: MnistFile) => {
    const path = pathIn(folder, name);
    const bytes = path && (await readFile(path).catch(() => null));
    if (bytes) return bytes;
    throw new DataFileError(
      `${join(folder, name)} is missing or cannot be read; expected a file of about ${packedBytes} bytes, or the same unpacked. Name another folder, or use --data embedded.`,
    );
  };
}
