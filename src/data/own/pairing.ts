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
  readonly isInFolders: boolean;
  readonly remarks: readonly string[];
}

/**
 * Labels belong to images of the same number: of the same name but for what says "labels", else of the same role, else the
 * first there are, if one of the two has no role. Each way is tried for all files before the next one.
 * @throws DataFileError when labels are left over
 */
export function pairUp(parts: readonly Part[]): { labelled: Labelled[]; unlabelled: Unlabelled[] } {
  const labelFiles = parts.filter(({ images }) => !images);
  const labelled: Labelled[] = [];
  const unlabelled: Unlabelled[] = [];
  const imageFiles = parts.filter(({ images }) => images);
  const files = matched(imageFiles, labelFiles);
  for (const part of imageFiles) {
    const { name, images, labels, classNames, remarks } = part;
    const { file, doubt } = files.get(part) ?? { file: null, doubt: [] };
    if (labels) labelled.push({ name, images: images!, labels, classNames, remarks });
    else if (file)
      labelled.push({
        name: `${name} with ${file.name}`,
        images: images!,
        labels: file.labels!,
        classNames: file.classNames,
        remarks: [...remarks, ...file.remarks, ...doubt],
      });
    else unlabelled.push({ name, images: images!, isInFolders: part.isInFolders ?? false, remarks });
  }
  const taken = new Set([...files.values()].map(({ file }) => file));
  const stray = labelFiles.find((file) => !taken.has(file));
  if (stray) {
    const counts = imageFiles.map((each) => `${each.images!.length / NUM_PIXELS} images in ${each.name}`);
    const isOffByOne = imageFiles.some(
      ({ images }) => Math.abs(images!.length / NUM_PIXELS - stray.labels!.length) === 1,
    );
    throw new DataFileError(
      `${stray.name} has ${stray.labels!.length} labels, but there are ${counts.join(', ') || 'no images'}: they do not belong together. ${isOffByOne ? 'Is its first line a header, or was it taken for one? Write "label" above the labels. ' : ''}${imageFiles.some(({ isInFolders }) => isInFolders) ? 'Pictures have their labels by the folders that they lie in, one per class.' : 'Give the images of these labels with them.'}`,
    );
  }
  return { labelled: onceEach(withOneNumbering(labelled)), unlabelled };
}

interface Match {
  readonly file: Part;
  /** A remark, where another match would be as good. */
  readonly doubt: readonly string[];
}

function matched(imageFiles: readonly Part[], labelFiles: readonly Part[]): Map<Part, Match> {
  const found = new Map<Part, Match>();
  const ways: ((images: string, labels: string) => boolean)[] = [
    (images, labels) => stemOf(images) === stemOf(labels),
    (images, labels) => roleOf(images) === roleOf(labels),
    (images, labels) => roleOf(images) === null || roleOf(labels) === null,
  ];
  for (const belong of ways) {
    const free = imageFiles.filter((part) => !part.labels && !part.isInFolders && !found.has(part));
    const left = labelFiles.filter((file) => ![...found.values()].some((match) => match.file === file));
    const fits = (part: Part, file: Part) =>
      file.labels!.length * NUM_PIXELS === part.images!.length && belong(part.name, file.name);
    const taken = new Set<Part>();
    for (const part of free) {
      const fitting = left.filter((file) => fits(part, file));
      const file = fitting.find((each) => !taken.has(each));
      if (!file) continue;
      taken.add(file);
      const isOnly = fitting.length === 1 && free.filter((each) => fits(each, file)).length === 1;
      found.set(part, { file, doubt: isOnly ? [] : [inDoubt(part, file)] });
    }
  }
  return found;
}

const inDoubt = (part: Part, file: Part) =>
  `${file.name} was taken for the labels of ${part.name}, for they are as many: no name says so. If they are of others, call images and labels of one set alike.`;

/** A set that was given twice, packed and plain perhaps, counts once: nobody is to be tested on what was trained on. */
function onceEach(sets: readonly Labelled[]): Labelled[] {
  const kept: Labelled[] = [];
  for (const set of sets) {
    const at = kept.findIndex(
      ({ images, labels }) => isSame(labels, set.labels) && isSame(images, set.images),
    );
    if (at < 0) kept.push(set);
    else {
      const remark = `${set.name} holds the same digits as ${kept[at]!.name}: they were taken once.`;
      kept[at] = { ...kept[at]!, remarks: [...kept[at]!.remarks, ...set.remarks, remark] };
    }
  }
  return kept;
}

const isSame = (one: Uint8Array, other: Uint8Array) =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

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
