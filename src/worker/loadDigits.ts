/** Where the page's digits come from, by source. */
import type { DigitSet, DigitSplit } from '../data/digitSet.ts';
import { embeddedDigits } from '../data/embedded.ts';
import { fetchFrom } from '../data/fetchMnist.ts';
import { loadMnist } from '../data/mnist.ts';
import type { DataSource } from '../experiment/config.ts';

export interface LoadOptions {
  /** Address of the page, for the files that lie beside it. */
  readonly pageUrl: string;
  readonly onProgress: (done: number, total: number, what: string) => void;
  /** The test digits come first, so that a probe can be shown while the rest is made. */
  readonly onTest: (test: DigitSplit) => void;
}

/** @throws DataFileError naming the file that is missing or wrong */
export function loadDigits(
  source: DataSource,
  { pageUrl, onProgress, onTest }: LoadOptions,
): Promise<DigitSet> {
  switch (source) {
    case 'embedded':
      return embeddedDigits({
        onProgress: (done, total) => onProgress(done, total, 'Writing digits'),
        onTest,
      });
    case 'mnist': {
      const folder = new URL('data/mnist/', pageUrl).href;
      return loadMnist(
        fetchFrom(folder, (done, total) => onProgress(done, total, 'Fetching MNIST')),
        onTest,
      );
    }
    default:
      throw new Error(`Unknown data source ${String(source satisfies never)}.`);
  }
}
