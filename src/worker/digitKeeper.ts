/** Keeps the one set of digits in use: the newest load wins, and one that was superseded changes nothing. */
import { openBrowserCache } from '../data/browserCache.ts';
import { identified, imageAt, summaryOf, type DigitSet, type DigitSplit } from '../data/digitSet.ts';
import { embeddedDigits, withEndlessImages } from '../data/embedded.ts';
import { joinBytes } from '../data/joinBytes.ts';
import { loadMnist } from '../data/mnist.ts';
import { fetchMnist, MNIST_MIRRORS } from '../data/mnistSources.ts';
import { mended } from '../data/own/mends.ts';
import type { ReadDigit } from '../data/own/looks.ts';
import { readLabelled, readOwnSet } from '../data/own/ownSet.ts';
import { NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import type { DataSource } from '../experiment/config.ts';
import type { DataChoice } from '../experiment/events.ts';
import { readEmbed } from '../library/embed.ts';
import { SUPERSEDED, type EngineApi, type EngineEvent, type FirstDigit } from './engineApi.ts';

type DigitApi = Pick<
  EngineApi,
  | 'loadData'
  | 'loadOwn'
  | 'mend'
  | 'readLabelled'
  | 'useUnlabelled'
  | 'shareDigits'
  | 'takeDigits'
  | 'cancelLoading'
  | 'testDigit'
  | 'testDigitAt'
>;

export interface DigitKeeper extends DigitApi {
  /** The set in use. @throws Error for people while there is none */
  inUse(): DigitSet;
}

/** Makes or fetches a set. @param onTest told the test digits, which come first, so that a probe can be shown while the rest is made */
export type LoadDigits = (
  choice: DataChoice,
  options: {
    readonly signal: AbortSignal;
    readonly onProgress: (done: number, total: number, what: string) => void;
    readonly onTest: (test: DigitSplit) => void;
  },
) => Promise<DigitSet>;

/** The digit of the article's figure 3. */
const FIRST_PROBE = 7;
/** MNIST test digit whose probabilities are those of that figure: at T = 7 the 1 stands near 0.075, the 6 below 0.01. */
const FIGURE_3 = 9113;

/** The reader is fetched while the files are read; where the network stalls, digits are looked at without it. */
const READER_PATIENCE_MS = 3_000;
/** Between two messages about progress. */
const NEWS_INTERVAL_MS = 100;

/**
 * @param send tells the page; settles when it has heard
 * @param openReader a network that knows how digits lie, to look at a person's own with; null where it cannot be had
 */
export function createDigitKeeper(
  load: LoadDigits,
  send: (event: EngineEvent) => void | Promise<void>,
  openReader: () => Promise<ReadDigit | null> = () => Promise.resolve(null),
): DigitKeeper {
  /** As it was loaded. */
  let loaded: DigitSet | null = null;
  /** The same with the images that were handed in. */
  let set: DigitSet | null = null;
  let handed = new Uint8Array();
  let loading: AbortController | null = null;

  function take(next: DigitSet): void {
    loaded = next;
    set = next;
    if (handed.length === 0) return; // nothing to join, and the set has its id
    const unlabelled = joinBytes([handed, next.unlabelled ?? new Uint8Array()]);
    const name = `${next.name} and ${handed.length / NUM_PIXELS} images of yours`;
    set = identified({ ...next, name, unlabelled });
  }
  function inUse(): DigitSet {
    if (!set) throw new Error('The engine has no digits yet. Wait until the page says that it is ready.');
    return set;
  }
  function supersede(): void {
    loading?.abort(new Error(SUPERSEDED));
    loading = null;
  }
  /** Uses what is made, unless another load has begun by then. */
  async function exchange(
    number: number,
    source: DataSource,
    make: (signal: AbortSignal) => Promise<DigitSet>,
  ) {
    supersede();
    const own = new AbortController();
    loading = own;
    try {
      const made = await make(own.signal).catch((error: unknown) => {
        own.signal.throwIfAborted(); // whatever broke, nobody waits for it
        throw error;
      });
      own.signal.throwIfAborted();
      const digit = firstDigit(made.test, source); // refuses a set without test digits before it is in use
      take(made);
      const summary = summaryOf(inUse());
      if (source === 'own') await send({ type: 'firstDigit', load: number, digit }); // before the answer, which goes another way
      return summary;
    } finally {
      if (loading === own) loading = null;
    }
  }

  /** Tells how far a load is, as often as people can read it. */
  function tellProgress(number: number, signal: AbortSignal) {
    let toldMs = -Infinity;
    return (done: number, total: number, what: string): void => {
      if (signal.aborted || performance.now() - toldMs < NEWS_INTERVAL_MS) return;
      toldMs = performance.now();
      void send({ type: 'dataProgress', load: number, done, total, what });
    };
  }

  return {
    inUse,
    loadData: (number, choice) =>
      exchange(number, choice.data, (signal) => {
        const tell = (event: EngineEvent) => void (signal.aborted || send(event));
        return load(choice, {
          signal,
          onProgress: tellProgress(number, signal),
          onTest: (test) => tell({ type: 'firstDigit', load: number, digit: firstDigit(test, choice.data) }),
        });
      }),
    loadOwn: (number, files) =>
      exchange(number, 'own', async (signal) => {
        const tell = tellProgress(number, signal);
        const onProgress = (done: number, total: number, name: string) =>
          tell(done, total, `Reading ${name}`);
        const readDigit = Promise.race([openReader(), nothingAfter(READER_PATIENCE_MS)]);
        return readOwnSet(files, { signal, onProgress, readDigit });
      }),
    mend: (number, mend) => exchange(number, 'own', async () => mended(loaded ?? inUse(), mend)),
    readLabelled: (files) => readLabelled(files),
    async useUnlabelled(images) {
      const before = inUse();
      handed = new Uint8Array(images);
      take(loaded ?? before);
      return summaryOf(inUse());
    },
    async shareDigits() {
      const { writeUnlabelled, ...shared } = inUse();
      void writeUnlabelled; // a function stays behind, and is made anew
      return shared;
    },
    async takeDigits(digits) {
      supersede();
      const { data, sloppiness } = digits.source;
      take(data === 'embedded' ? withEndlessImages(digits, sloppiness) : digits);
      return summaryOf(inUse());
    },
    async cancelLoading() {
      supersede();
      return set && summaryOf(set);
    },
    async testDigit(label, after) {
      const { id, test } = inUse();
      return { setId: id, ...nextWithLabel(test, label, after) };
    },
    async testDigitAt(index) {
      const { id, test } = inUse();
      return { setId: id, ...digitAt(test, index) };
    },
  };
}

/** Where the page's digits come from, by source. @param pageUrl beside which files of MNIST may lie */
export function loadDigitsBeside(pageUrl: () => string): LoadDigits {
  return async ({ data: source, sloppiness }, { signal, onProgress, onTest }) => {
    switch (source) {
      case 'embedded': {
        const onWritten = (done: number, total: number) => onProgress(done, total, 'Writing digits');
        return embeddedDigits(sloppiness, { signal, onTest, onProgress: onWritten });
      }
      case 'mnist': {
        const onBytes = (done: number, total: number) => onProgress(done, total, 'Fetching MNIST');
        const folders = [new URL('data/mnist/', pageUrl()).href, ...MNIST_MIRRORS];
        const options = { signal, onProgress: onBytes };
        const cache = readEmbed(new URL(pageUrl()).search) ? null : await openBrowserCache();
        return loadMnist(fetchMnist(folders, cache, options), onTest);
      }
      case 'own':
        throw new Error('Own digits come from files, which a link cannot carry: open the files again.');
      default:
        throw new Error(`Unknown data source ${String(source satisfies never)}.`);
    }
  };
}

function digitAt(test: DigitSplit, index: number): FirstDigit {
  const label = test.labels[index];
  if (label === undefined)
    throw new Error(`There is no test digit ${index}; they go from 0 to ${test.labels.length - 1}.`);
  return { index, label, image: imageAt(test, index).slice() };
}

/** The seven of figure 3, or another one; the first digit where there is no seven. */
function firstDigit(test: DigitSplit, source: DataSource): FirstDigit {
  if (source === 'mnist') return digitAt(test, FIGURE_3);
  return digitAt(test, Math.max(0, test.labels.indexOf(FIRST_PROBE)));
}

function nextWithLabel(test: DigitSplit, label: number, after: number): FirstDigit {
  if (!Number.isInteger(label) || label < 0 || label >= NUM_CLASSES)
    throw new Error(`There is no digit ${label}; ask for 0 to ${NUM_CLASSES - 1}.`);
  const later = test.labels.indexOf(label, after + 1);
  const index = later < 0 ? test.labels.indexOf(label) : later;
  if (index < 0) throw new Error(`The test digits contain no ${label}.`);
  return digitAt(test, index);
}

const nothingAfter = (ms: number) => new Promise<null>((resolve) => setTimeout(() => resolve(null), ms));
