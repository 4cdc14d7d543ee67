/** The digits of a headless run: embedded, MNIST where this machine has it, or those in a folder or file of a person's own. */
import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { DataFileError } from '../data/dataFileError.ts';
import type { DigitSet } from '../data/digitSet.ts';
import { embeddedDigits } from '../data/embedded.ts';
import { loadMnist } from '../data/mnist.ts';
import { isBeside, type NamedFile } from '../data/own/namedFile.ts';
import { readOwnSet } from '../data/own/ownSet.ts';
import { DEFAULT_CONFIG, type Sloppiness } from '../experiment/config.ts';
import { openReader } from '../library/shippedTeacher.ts';
import { readModelFile } from './files.ts';
import { findMnistFolder, readFrom } from './mnistFolder.ts';

/** @param asked "embedded", "mnist", a folder or a file @throws DataFileError saying what is missing or wrong */
export async function loadDigitsFrom(
  asked: string,
  sloppiness: Sloppiness = DEFAULT_CONFIG.sloppiness,
): Promise<DigitSet> {
  if (asked === 'embedded') return embeddedDigits(sloppiness);
  if (asked === 'mnist') {
    const folder = findMnistFolder();
    if (folder) return loadMnist(readFrom(folder));
    throw new DataFileError(
      'MNIST was not found in MNIST_DIR, public/data/mnist or ../shared/data/mnist. Run `npm run data`, name its folder, or use --data embedded.',
    );
  }
  // A folder of this name says that it is MNIST, and is held to it.
  if (basename(resolve(asked)).toLowerCase() === 'mnist') return loadMnist(readFrom(asked));
  const readDigit = openReader(readModelFile);
  return readOwnSet(await filesAt(asked), { name: basename(resolve(asked)), readDigit });
}

/** A file, or all files in a folder and in the folders in it, but for those that say something about the digits. */
async function filesAt(path: string): Promise<NamedFile[]> {
  const found = await stat(path).catch(() => null);
  if (!found)
    throw new DataFileError(
      `${path} is not there. --data takes embedded, mnist, a folder of digits (IDX, CSV or PNG) or one such file.`,
    );
  if (!found.isDirectory()) return [{ name: basename(path), blob: await openAsBlob(path) }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((name) => !isBeside(name));
  if (paths.length === 0)
    throw new DataFileError(`${path} holds no files of digits; expected IDX, CSV or PNG.`);
  return Promise.all(paths.map(async (name) => ({ name, blob: await openAsBlob(join(path, name)) })));
}
