/** A set of digits from a person's own files, whatever kind they are of. */
import { DEFAULT_CONFIG } from '../../experiment/config.ts';
import type { Remark } from '../../experiment/events.ts';
import { gatherImages, gatherLabels } from '../batches.ts';
import { DataFileError } from '../dataFileError.ts';
import { identified, MIN_LABELLED, type DigitSet, type DigitSplit } from '../digitSet.ts';
import { joinBytes } from '../joinBytes.ts';
import { asMnist } from '../mnist.ts';
import { createRandom } from '../random.ts';
import { remarksOnLooks, type ReadDigit } from './looks.ts';
import { joined, pairUp, splitByRole, type Labelled, type Unlabelled } from './pairing.ts';
import type { NamedFile } from './namedFile.ts';
import { readFiles, type FileReading } from './readFiles.ts';

/** Every sixth digit is kept for testing where the files do not say which. */
const TEST_SHARE = 1 / 6;

export interface OwnReading extends FileReading {
  /** What the set is called; "Own digits" if left out. */
  readonly name?: string;
  /** A network that knows how digits lie; it may still be on its way while the files are read. */
  readonly readDigit?: ReadDigit | null | Promise<ReadDigit | null>;
}

/** The files as the set to train on. @throws DataFileError also when nothing of it has labels; the signal's reason */
export async function readOwnSet(
  files: readonly NamedFile[],
  { name = 'Own digits', readDigit = null, ...reading }: OwnReading = {},
): Promise<DigitSet> {
  const { labelled, unlabelled } = pairUp(await readFiles(files, reading));
  const names = namesOf(files);
  if (labelled.length === 0)
    throw new DataFileError(
      [`${names} has images but no labels. ${wayToLabel(unlabelled)}`, ...remarksOf(unlabelled)].join(' '),
    );
  const { train, test, isGuess } = splitByRole(labelled);
  const isOne = test.length === 0;
  const splits = isOne ? splitUp(joined(train)) : { train: joined(train), test: joined(test) };
  requireClasses(train, splits.train.labels);
  const set = {
    source: { data: 'own', sloppiness: DEFAULT_CONFIG.sloppiness },
    name,
    provenance: `From your files: ${names}.`,
    ...splits,
    unlabelled: unlabelled.length > 0 ? joinBytes(unlabelled.map(({ images }) => images)) : null,
    classNames: labelled[0]!.classNames,
  } as const;
  const known = asMnist(set);
  if (known) return known;
  const guess: Remark = {
    text: `Neither name says which of the two is to train on: ${sizeOf(train)} is, ${sizeOf(test)} is to test on. The other way round?`,
    mend: 'swap',
  };
  const remarks = [
    ...remarksOf([...labelled, ...unlabelled]).map((text) => ({ text, mend: null })),
    ...(isGuess ? [guess] : []),
    ...remarksOnTest(set),
    ...(await remarksOnLooks(set, await readDigit, reading.signal)),
  ];
  return identified({ ...set, remarks });
}

/** All labelled digits of the files, in their order. @throws DataFileError also when images have no labels */
export async function readLabelled(
  files: readonly NamedFile[],
  reading: FileReading = {},
): Promise<DigitSplit & { readonly classNames: readonly string[] | null }> {
  const { labelled, unlabelled } = pairUp(await readFiles(files, reading));
  if (unlabelled.length > 0 || labelled.length === 0)
    throw new DataFileError(
      `${unlabelled.map(({ name }) => name).join(', ') || namesOf(files)} has images without labels. ${wayToLabel(unlabelled)}`,
    );
  return { ...joined(labelled), classNames: labelled[0]!.classNames };
}

const wayToLabel = (sets: readonly Unlabelled[]): string =>
  sets.every(({ isInFolders }) => isInFolders)
    ? 'Put the pictures into a folder per class (0, 1, …), and give the folder that holds these.'
    : 'Give a file of labels with it: some digits must be labelled to learn from and to test on.';

const remarksOf = (sets: readonly { readonly remarks: readonly string[] }[]) =>
  sets.flatMap(({ remarks }) => remarks);

function namesOf(files: readonly NamedFile[]): string {
  const names = files.map(({ name }) => name);
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

const sizeOf = (sets: readonly Labelled[]) =>
  sets.map(({ name, labels }) => `${name} (${labels.length} digits)`).join(', ');

/** @throws DataFileError when there is but one class, which nothing can be learnt from */
function requireClasses(sets: readonly Labelled[], labels: Uint8Array): void {
  const [first] = labels;
  if (labels.some((label) => label !== first)) return;
  throw new DataFileError(
    `${sets.map(({ name }) => name).join(', ')}: all ${labels.length} labels are ${sets[0]!.classNames?.[first!] ?? first}; expected several classes. Is another column, or another file, that of the labels? ${remarksOf(sets).join(' ')}`.trim(),
  );
}

/** To test on one class is a person's right, and sooner a column taken for another. */
function remarksOnTest({ test, classNames }: Pick<DigitSet, 'test' | 'classNames'>): Remark[] {
  const [first] = test.labels;
  if (first === undefined || test.labels.some((label) => label !== first)) return [];
  const text = `All ${test.labels.length} digits to test on are labelled ${classNames?.[first] ?? first}: accuracy will be that of one class. Are their labels in the files?`;
  return [{ text, mend: null }];
}

/** A part is kept for testing, seeded. @throws DataFileError when there are too few */
function splitUp({ images, labels }: DigitSplit): { train: DigitSplit; test: DigitSplit } {
  if (labels.length < MIN_LABELLED)
    throw new DataFileError(
      `The files hold ${labels.length} labelled digits; expected at least ${MIN_LABELLED}, of which a sixth is kept for testing.`,
    );
  const order = createRandom(1, 'split of own digits').shuffle(Uint32Array.from(labels, (_, at) => at));
  const numTest = Math.round(labels.length * TEST_SHARE);
  const part = (rows: Uint32Array) => ({
    images: gatherImages(images, rows),
    labels: gatherLabels(labels, rows),
  });
  return { train: part(order.subarray(numTest)), test: part(order.subarray(0, numTest)) };
}
