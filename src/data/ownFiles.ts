/** Digits from a person's own files: IDX (plain or gzipped) or CSV, with labels or without. */
import { gatherImages, gatherLabels } from './batches.ts';
import { parseCsv } from './csv.ts';
import { identified, type DigitSet, type DigitSplit } from './digitSet.ts';
import { DEFAULT_CONFIG } from '../experiment/config.ts';
import { NUM_PIXELS } from '../distillation/shape.ts';
import { DataFileError, gunzip, parseImages, parseLabels } from './idx.ts';
import { joinBytes } from './joinBytes.ts';
import { createRandom } from './random.ts';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the files hold; at least one of the two. */
export interface OwnDigits {
  readonly labelled: { readonly train: DigitSplit; readonly test: DigitSplit } | null;
  /** Images alone: they can be transfer images. */
  readonly unlabelled: Uint8Array | null; // [n, 784]
}

/** What was dropped, as the set to train on. @throws DataFileError also when nothing of it has labels */
export async function readOwnSet(files: readonly NamedFile[]): Promise<DigitSet> {
  const { labelled, unlabelled } = await readOwnFiles(files);
  const names = files.map(({ name }) => name).join(', ');
  if (!labelled)
    throw new DataFileError(
      `${names} has images but no labels. Give a file of labels with it: some digits must be labelled to learn from and to test on.`,
    );
  return identified({
    source: { data: 'own', sloppiness: DEFAULT_CONFIG.sloppiness },
    name: 'Own digits',
    provenance: `From your files: ${names}.`,
    ...labelled,
    unlabelled,
  });
}

/** Most that a file may unpack to: 100 000 images. */
const MAX_BYTES = 16 + 100_000 * NUM_PIXELS;
export const MIN_LABELLED = 30;
/** Every sixth digit is kept for testing where the files do not say which. */
const TEST_SHARE = 1 / 6;

interface Part {
  readonly name: string;
  readonly images: Uint8Array | null;
  readonly labels: Uint8Array | null;
}

/** How many of so many labelled digits are kept for testing. */
const numKeptForTest = (numLabelled: number) => Math.round(numLabelled * TEST_SHARE);

/** All labelled digits of the files, in their order. @throws DataFileError also when images have no labels */
export async function readLabelled(files: readonly NamedFile[]): Promise<DigitSplit> {
  const { complete, unlabelled } = await readParts(files);
  if (unlabelled || complete.length === 0)
    throw new DataFileError(
      `${files.map(({ name }) => name).join(', ')} has images without labels. Give the file of their labels with it.`,
    );
  return {
    images: joinBytes(complete.map(({ images }) => images)),
    labels: joinBytes(complete.map(({ labels }) => labels)),
  };
}

async function readParts(files: readonly NamedFile[]): Promise<ReturnType<typeof pairUp>> {
  const parts: Part[] = [];
  for (const { name, bytes } of [...files].sort((a, b) => a.name.localeCompare(b.name)))
    parts.push(readPart(name, await gunzip(name, bytes, MAX_BYTES)));
  return pairUp(parts);
}

/** @throws DataFileError naming the file, what was received and what was expected */
export async function readOwnFiles(files: readonly NamedFile[]): Promise<OwnDigits> {
  const { complete, unlabelled } = await readParts(files);
  if (complete.length > 2)
    throw new DataFileError(
      `The files hold ${complete.length} sets of labelled digits; expected one, or one to train on and one to test.`,
    );
  return { labelled: complete.length === 0 ? null : splitUp(complete), unlabelled };
}

function readPart(name: string, bytes: Uint8Array): Part {
  const magic = bytes.length >= 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) : 0;
  if (magic === 0x803) return { name, images: parseImages(name, bytes), labels: null };
  if (magic === 0x801) return { name, images: null, labels: parseLabels(name, bytes) };
  if (isText(bytes)) return { name, ...parseCsv(name, bytes) };
  throw new DataFileError(
    `${name} is neither IDX nor CSV: it begins with 0x${magic.toString(16).padStart(8, '0')}${magic === 0x89504e47 ? ' (a PNG picture)' : ''}. ` +
      'Expected images (0x00000803) or labels (0x00000801) of MNIST’s form, .gz or not, or lines of label and 784 pixels.',
  );
}

/** Whether the file begins like text: printable characters and line ends alone. */
function isText(bytes: Uint8Array): boolean {
  const beginning = bytes.subarray(0, 200);
  return (
    beginning.length > 0 &&
    beginning.every((byte) => (byte >= 32 && byte < 127) || byte === 10 || byte === 13)
  );
}

/** Images find their labels by number, in the order of their names. */
function pairUp(parts: readonly Part[]): { complete: DigitSplit[]; unlabelled: Uint8Array | null } {
  const complete: DigitSplit[] = [];
  const loose: Part[] = [];
  const labelFiles = parts.filter(({ images }) => !images);
  for (const { name, images, labels } of parts) {
    if (!images) continue;
    const at = labels
      ? -1
      : labelFiles.findIndex((file) => file.labels!.length * NUM_PIXELS === images.length);
    const found = labels ?? (at < 0 ? null : labelFiles.splice(at, 1)[0]!.labels);
    if (found) complete.push({ images, labels: found });
    else loose.push({ name, images, labels: null });
  }
  const [stray] = labelFiles;
  if (stray) {
    const counts = loose.map(({ name, images }) => `${images!.length / NUM_PIXELS} images in ${name}`);
    throw new DataFileError(
      `${stray.name} has ${stray.labels!.length} labels, but there are ${counts.join(', ') || 'no images'}: they do not belong together.`,
    );
  }
  const unlabelled = loose.flatMap(({ images }) => (images ? [images] : []));
  return { complete, unlabelled: unlabelled.length === 0 ? null : joinBytes(unlabelled) };
}

/** The larger set is to train on; a single one is split, seeded. */
function splitUp(sets: readonly DigitSplit[]): { train: DigitSplit; test: DigitSplit } {
  const [first, second] = [...sets].sort((a, b) => b.labels.length - a.labels.length);
  if (second) return { train: first!, test: second };
  const { images, labels } = first!;
  if (labels.length < MIN_LABELLED)
    throw new DataFileError(
      `The files hold ${labels.length} labelled digits; expected at least ${MIN_LABELLED}, of which a sixth is kept for testing.`,
    );
  const order = createRandom(1, 'split of own digits').shuffle(Uint32Array.from(labels, (_, at) => at));
  const numTest = numKeptForTest(labels.length);
  const part = (rows: Uint32Array) => ({
    images: gatherImages(images, rows),
    labels: gatherLabels(labels, rows),
  });
  return { train: part(order.subarray(numTest)), test: part(order.subarray(0, numTest)) };
}
