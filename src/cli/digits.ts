/** The digits of a headless run: embedded, MNIST where this machine has it, or MNIST from a named folder. */
import type { DigitSet } from '../data/digitSet.ts';
import { embeddedDigits } from '../data/embedded.ts';
import { DataFileError } from '../data/idx.ts';
import { loadMnist } from '../data/mnist.ts';
import { DEFAULT_CONFIG, type DataSource, type Sloppiness } from '../experiment/config.ts';
import { findMnistFolder, readFrom } from './mnistFolder.ts';

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
