/** Images find their labels, and sets what they are for: to train on, or to test on. */
import { NUM_PIXELS } from '../../distillation/shape.ts';
import { DataFileError } from '../dataFileError.ts';
import type { DigitSplit } from '../digitSet.ts';
import { joinBytes } from '../joinBytes.ts';
import { withOneNumbering } from './labels.ts';
import type { Part } from './part.ts';
import { roleOf, stemOf } from './role.ts';

/** Images with their labels. */
export interface Labelled extends DigitSplit {
  readonly name: string;
  readonly classNames: readonly string[] | null;
  readonly remarks: readonly string[];
}

/** Images that nobody labelled. */
export interface Unlabelled {
  readonly name: string;
  readonly images: Uint8Array; // [n, 28, 28]
}

/**
 * Labels belong to images of the same number: of the same name but for what says "labels", else of the same role, else the
 * first there are.
 * @throws DataFileError when labels are left over
 */
export function pairUp(parts: readonly Part[]): { labelled: Labelled[]; unlabelled: Unlabelled[] } {
  const labelFiles = parts.filter(({ images }) => !images);
  const labelled: Labelled[] = [];
  const unlabelled: Unlabelled[] = [];
  const imageFiles = parts.filter(({ images }) => images);
  for (const { name, images, labels, classNames, remarks } of imageFiles) {
    const file = labels ? null : takeLabelsFor(name, images!.length / NUM_PIXELS, labelFiles);
    if (labels) labelled.push({ name, images: images!, labels, classNames, remarks });
    else if (file)
      labelled.push({
        name: `${name} with ${file.name}`,
        images: images!,
        labels: file.labels!,
        classNames: file.classNames,
        remarks: [...remarks, ...file.remarks],
      });
    else unlabelled.push({ name, images: images! });
  }
  const [stray] = labelFiles;
  if (stray) {
    const counts = imageFiles.map((each) => `${each.images!.length / NUM_PIXELS} images in ${each.name}`);
    throw new DataFileError(
      `${stray.name} has ${stray.labels!.length} labels, but there are ${counts.join(', ') || 'no images'}: they do not belong together. Give the images of these labels with them.`,
    );
  }
  return { labelled: withOneNumbering(labelled), unlabelled };
}

function takeLabelsFor(name: string, numImages: number, labelFiles: Part[]): Part | null {
  const fitting = labelFiles.filter(({ labels }) => labels!.length === numImages);
  const found =
    fitting.find((file) => stemOf(file.name) === stemOf(name)) ??
    fitting.find((file) => roleOf(file.name) === roleOf(name)) ??
    fitting[0];
  if (found) labelFiles.splice(labelFiles.indexOf(found), 1);
  return found ?? null;
}

/** Sets with what they are for. */
export interface Split {
  readonly train: readonly Labelled[];
  /** Empty where a part of the others is to be kept for testing. */
  readonly test: readonly Labelled[];
  /** Whether nothing but their sizes says which of two is to train on. */
  readonly isGuess: boolean;
}

/** By the names of the files; of two that do not say it the larger one is to train on. @throws DataFileError when there are more */
export function splitByRole(sets: readonly Labelled[]): Split {
  const named = (role: 'train' | 'test') => sets.filter(({ name }) => roleOf(name) === role);
  const neutral = sets.filter(({ name }) => roleOf(name) === null);
  const [train, test] = [named('train'), named('test')];
  if (neutral.length > 0 && (neutral.length > 2 || sets.length > 2))
    throw new DataFileError(
      `${neutral.map(({ name, labels }) => `${name} (${labels.length} digits)`).join(', ')}: nothing says which to train on and which to test on. ` +
        'Call those to train on "train …" and those to test on "test …", or give one or two files.',
    );
  if (neutral.length === 2) {
    const [larger, smaller] = [...neutral].sort((a, b) => b.labels.length - a.labels.length);
    return { train: [larger!], test: [smaller!], isGuess: true };
  }
  if (train.length === 0)
    return {
      train: neutral.length > 0 ? neutral : test,
      test: neutral.length > 0 ? test : [],
      isGuess: false,
    };
  return { train, test: [...test, ...neutral], isGuess: false };
}

/** Sets of one role, one after the other. */
export function joined(sets: readonly DigitSplit[]): DigitSplit {
  return sets.length === 1
    ? sets[0]!
    : {
        images: joinBytes(sets.map(({ images }) => images)),
        labels: joinBytes(sets.map(({ labels }) => labels)),
      };
}
