/** Labelled digits as files that anybody can read, and that can be opened here again: IDX, a table, or pictures in folders. */
import { IMAGE_SIDE, NUM_PIXELS } from '../distillation/shape.ts';
import { DIGIT_NAMES } from './drawnDigits.ts';
import { imageAt, type DigitSplit } from './digitSet.ts';
import { isFormula } from './formula.ts';
import { encodeImages, encodeLabels } from './idx.ts';

/** Images, then labels. @param stem what both names begin with */
export function idxFiles({ images, labels }: DigitSplit, stem: string): [images: File, labels: File] {
  return [
    new File([encodeImages(images)], `${stem}-images-idx3-ubyte`),
    new File([encodeLabels(labels)], `${stem}-labels-idx1-ubyte`),
  ];
}

/** A line a digit: what it is, and its 784 greys. @param names of the classes */
export async function csvFile(split: DigitSplit, stem: string, names: readonly string[]): Promise<File> {
  const { csvFormatRows } = await import('d3-dsv');
  const written = writtenNames(names);
  const header = ['label', ...Array.from({ length: NUM_PIXELS }, (_, pixel) => `pixel${pixel}`)];
  const lines = Array.from(split.labels, (label, at) => [
    written[label]!,
    ...Array.from(imageAt(split, at), String),
  ]);
  return new File([csvFormatRows([header, ...lines]), '\n'], `${stem}.csv`, { type: 'text/csv' });
}

/** A zip of a PNG a digit, ink white as in MNIST, in a folder a class. @param names of the classes */
export async function pngFile(split: DigitSplit, stem: string, names: readonly string[]): Promise<File> {
  const [{ encode }, { BlobWriter, Uint8ArrayReader, ZipWriter }] = await Promise.all([
    import('fast-png'),
    import('@zip.js/zip.js/lib/zip-core-native.js'),
  ]);
  const written = writtenNames(names);
  // Pictures are packed already, and a worker takes longer to start than they take to write.
  const zip = new ZipWriter(new BlobWriter('application/zip'), { level: 0, useWebWorkers: false });
  for (const [at, label] of split.labels.entries()) {
    const picture = {
      width: IMAGE_SIDE,
      height: IMAGE_SIDE,
      data: imageAt(split, at),
      channels: 1,
      depth: 8,
    } as const;
    const name = `${written[label]}/${String(at).padStart(5, '0')}.png`; // sorted by name they keep their order
    await zip.add(name, new Uint8ArrayReader(encode(picture)));
  }
  return new File([await zip.close()], `${stem}.zip`, { type: 'application/zip' });
}

/** Names that files can carry: ten different words, each fit for a folder. Of others the numbers are written. */
function writtenNames(names: readonly string[]): readonly string[] {
  const areWords = names.every(
    (name) => /^[^\s./\\][^/\\]*$/.test(name) && Number.isNaN(Number(name)) && !isFormula(name),
  );
  return areWords && new Set(names).size === names.length ? names : DIGIT_NAMES;
}
