/** Where the page's digits come from, by source. */
import type { DigitSet, DigitSplit } from '../data/digitSet.ts';
import { embeddedDigits } from '../data/embedded.ts';
import { openBrowserCache } from '../data/browserCache.ts';
import { fetchMnist, MNIST_MIRRORS } from '../data/mnistSources.ts';
import { loadMnist } from '../data/mnist.ts';
import type { DataChoice } from './engineApi.ts';

export interface LoadOptions {
  /** Address of the page, for the files that lie beside it. */
  readonly pageUrl: string;
  readonly onProgress: (done: number, total: number, what: string) => void;
  /** The test digits come first, so that a probe can be shown while the rest is made. */
  readonly onTest: (test: DigitSplit) => void;
  readonly signal: AbortSignal;
}

/** @throws DataFileError naming the file that is missing or wrong */
export async function loadDigits(
  { data: source, sloppiness }: DataChoice,
  { pageUrl, onProgress, onTest, signal }: LoadOptions,
): Promise<DigitSet> {
  switch (source) {
    case 'embedded':
      return embeddedDigits(sloppiness, {
        onProgress: (done, total) => onProgress(done, total, 'Writing digits'),
        onTest,
      });
    case 'mnist': {
      const own = new URL('data/mnist/', pageUrl).href;
      const read = fetchMnist([own, ...MNIST_MIRRORS], await openBrowserCache(), {
        signal,
        onProgress: (done, total) => onProgress(done, total, 'Fetching MNIST'),
      });
      return loadMnist(read, onTest);
    }
    case 'own':
      throw new Error('Own digits come from files: drop them on the page.');
    default:
      throw new Error(`Unknown data source ${String(source satisfies never)}.`);
  }
}
