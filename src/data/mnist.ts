/** MNIST (LeCun, Cortes, Burges): four IDX files, wherever they come from, checked against the known SHA-256 of their contents. */
import { identified, type DigitSet, type DigitSplit } from './digitSet.ts';
import { DEFAULT_CONFIG } from '../experiment/config.ts';
import { DataFileError } from './dataFileError.ts';
import { gunzip } from './gunzip.ts';
import { parseImages, parseLabels } from './idx.ts';
import { sha256Of } from './sha256.ts';

export interface MnistFile {
  readonly name: string;
  /** Of the packed file as the mirrors serve it; another gzip may pack it a little differently. */
  readonly packedBytes: number;
  /** Of the unpacked file. */
  readonly bytes: number;
  /** SHA-256 of the unpacked file. */
  readonly sha256: string;
}

export const MNIST_FILES = {
  trainImages: {
    name: 'train-images-idx3-ubyte.gz',
    packedBytes: 9_912_422,
    bytes: 47_040_016,
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte.gz',
    packedBytes: 28_881,
    bytes: 60_008,
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
  testImages: {
    name: 't10k-images-idx3-ubyte.gz',
    packedBytes: 1_648_877,
    bytes: 7_840_016,
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte.gz',
    packedBytes: 4_542,
    bytes: 10_008,
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
} as const satisfies Record<string, MnistFile>;

/** Gives the bytes of a file, packed or not. Throws a DataFileError that says what came instead. */
export type ReadFile = (file: MnistFile) => Promise<Uint8Array>;

/**
 * Reads, unpacks and checks all four files.
 * @param onTest called with the test digits, which are read first
 * @throws DataFileError naming the file, what was received and what was expected
 */
export async function loadMnist(read: ReadFile, onTest?: (test: DigitSplit) => void): Promise<DigitSet> {
  const { trainImages, trainLabels, testImages, testLabels } = MNIST_FILES;
  const test = {
    images: parseImages(testImages.name, await readChecked(read, testImages)),
    labels: parseLabels(testLabels.name, await readChecked(read, testLabels)),
  };
  onTest?.(test);
  const train = {
    images: parseImages(trainImages.name, await readChecked(read, trainImages)),
    labels: parseLabels(trainLabels.name, await readChecked(read, trainLabels)),
  };
  return identified({ ...MNIST, train, test });
}

const MNIST = {
  source: { data: 'mnist', sloppiness: DEFAULT_CONFIG.sloppiness },
  name: 'MNIST',
  provenance: 'MNIST by LeCun, Cortes and Burges: 70 000 digits written by about 500 people.',
} as const;
/** Of the images and labels in the four files. */
export const MNIST_ID = 'mnist-b173430dac877029';

/** MNIST itself, where a set under another name is nothing else; null where it is not. */
export function asMnist({ train, test, unlabelled }: Omit<DigitSet, 'id'>): DigitSet | null {
  if (train.labels.length !== 60_000 || test.labels.length !== 10_000 || unlabelled) return null;
  const set = identified({ ...MNIST, train, test });
  return set.id === MNIST_ID ? set : null;
}

/** The unpacked contents of one file. @throws DataFileError */
export async function readChecked(read: ReadFile, file: MnistFile): Promise<Uint8Array> {
  const bytes = await read(file);
  const unpacked = await gunzip(file.name, bytes, file.bytes);
  const found = await sha256Of(unpacked);
  if (found !== file.sha256)
    throw new DataFileError(
      `${file.name} is not the file of MNIST: its contents are ${unpacked.length} bytes with SHA-256 ${found.slice(0, 12)}…; ` +
        `expected ${file.bytes} bytes with ${file.sha256.slice(0, 12)}….`,
    );
  return unpacked;
}
