/** The digits of a headless run: embedded, MNIST where this machine has it, or MNIST from a named folder. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DigitSet } from '../data/digitSet.ts';
import { embeddedDigits } from '../data/embedded.ts';
import { DataFileError } from '../data/idx.ts';
import { loadMnist, MNIST_FILES, type ReadFile } from '../data/mnist.ts';
import { DEFAULT_CONFIG, type DataSource, type Sloppiness } from '../experiment/config.ts';

/** @param asked "embedded", "mnist" or a folder @throws DataFileError saying what is missing */
export async function loadDigitsFrom(
  asked: string,
  sloppiness: Sloppiness = DEFAULT_CONFIG.sloppiness,
): Promise<{ digits: DigitSet; data: DataSource }> {
  if (asked === 'embedded') return { digits: await embeddedDigits(sloppiness), data: 'embedded' };
  const folder = asked === 'mnist' ? findMnistFolder() : asked;
  if (folder === null)
    throw new DataFileError(
      'MNIST was not found in MNIST_DIR, public/data/mnist or ../shared/data/mnist. Run `npm run data`, name its folder, or use --data embedded.',
    );
  return { digits: await loadMnist(readFrom(folder)), data: 'mnist' };
}

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
