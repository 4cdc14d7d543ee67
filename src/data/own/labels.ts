/** Labels as people write them: digits, `7.0`, or the names of classes. */
import { CLASSES, NUM_CLASSES } from '../../distillation/shape.ts';
import { DataFileError } from '../dataFileError.ts';

/** Labels of one file, and what they stand for where they were words. */
export interface Labels {
  readonly labels: Uint8Array; // [n], 0 … 9
  readonly classNames: readonly string[] | null;
}

/** With a point for a comma. */
const plain = (cell: string) => cell.trim().replace(/^(\d+),(\d+)$/, '$1.$2');

/** @param placeOf says where a label stands, e.g. "line 7" @throws DataFileError naming the first that is no label */
export function labelsFrom(
  name: string,
  written: readonly string[],
  placeOf: (at: number) => string,
): Labels {
  const cells = written.map(plain);
  const isWord = (cell: string) => Number.isNaN(Number(cell));
  if (cells.length > 0 && cells.every(isWord)) return labelsOfClasses(name, cells);
  const labels = Uint8Array.from(cells, (cell, at) => {
    const label = Number(cell);
    if (cell.trim() !== '' && CLASSES.includes(label)) return label;
    throw new DataFileError(`${name}, ${placeOf(at)}: has the label ${said(cell)}; ${expected(cells)}`);
  });
  return { labels, classNames: null };
}

/** Labels of words, numbered in the order of the alphabet; digits stand for themselves. @throws DataFileError when there are too many */
export function labelsOfClasses(name: string, words: readonly string[]): Labels {
  const trimmed = words.map((word) => word.trim());
  const classNames = [...new Set(trimmed)].sort();
  if (classNames.every((each) => /^0*\d$/.test(each)))
    return { labels: Uint8Array.from(trimmed, Number), classNames: null };
  if (classNames.length > NUM_CLASSES)
    throw new DataFileError(
      `${name} names ${classNames.length} classes (${classNames.slice(0, NUM_CLASSES + 1).join(', ')}${classNames.length > NUM_CLASSES + 1 ? ', …' : ''}); expected at most ${NUM_CLASSES}. Take ${NUM_CLASSES} of them.`,
    );
  return { labels: Uint8Array.from(trimmed, (word) => classNames.indexOf(word)), classNames };
}

/** All that is labelled, in one numbering. @throws DataFileError when some have digits and others names */
export function withOneNumbering<Part extends Labels & { readonly name: string }>(
  parts: readonly Part[],
): Part[] {
  const named = parts.filter(({ classNames }) => classNames);
  const other = parts.find(({ classNames }) => !classNames);
  if (named.length === 0) return [...parts];
  if (other)
    throw new DataFileError(
      `${named[0]!.name} names its classes (${named[0]!.classNames!.join(', ')}), ${other.name} numbers them. Label both alike.`,
    );
  const { classNames } = labelsOfClasses(
    named.map(({ name }) => name).join(', '),
    named.flatMap((part) => part.classNames!),
  );
  return named.map((part) => ({
    ...part,
    classNames,
    labels: part.labels.map((label) => classNames!.indexOf(part.classNames![label]!)),
  }));
}

const said = (cell: string) =>
  cell.trim() === '' || Number.isNaN(Number(cell)) ? JSON.stringify(cell) : cell.trim();

function expected(cells: readonly string[]): string {
  const numbers = cells.map(Number);
  const goTo10 = numbers.every((label) => label >= 1 && label <= NUM_CLASSES);
  return goTo10
    ? `labels go from 0 to ${NUM_CLASSES - 1}, these from 1 to 10. Write 0 for 10, or count from 0.`
    : `labels go from 0 to ${NUM_CLASSES - 1}, or are names of at most ${NUM_CLASSES} classes.`;
}
