/** Files as a person gives them. */
import { messageOf } from '../../experiment/messageOf.ts';
import { DataFileError } from '../dataFileError.ts';

/** A file, with the folders it lay in where a folder was given. */
export interface NamedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** As the browser gives files, or as they were found in a folder. */
export type GivenFile = File | NamedFile;

export const named = (file: GivenFile): NamedFile =>
  'blob' in file ? file : { name: file.name, blob: file };

/** Whether a system made it beside a person's files, or it says something about them and is none of them. */
export const isBeside = (path: string): boolean => BESIDE.some((pattern) => pattern.test(path));

const BESIDE: readonly RegExp[] = [
  /(^|\/)(__MACOSX\/|\.(?!\.?\/)|Thumbs\.db$|desktop\.ini$)/i,
  /(^|\/)(readme|licen[cs]e|sample_?submission|(md5|sha\d*)sums?)[^/]*$/i,
  /-mapping\.txt$/i, // EMNIST's
  /\.(md|html|pdf|json|ya?ml|py|ipynb|log)$/i,
];

/** By name, the same in every language of a browser. */
export const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : Number(one.name > other.name);

/** The browser's own words name no file. */
export const unreadable = (name: string, error: unknown): DataFileError =>
  new DataFileError(
    `${name} could not be read: ${messageOf(error)} Was it moved or changed, or may it not be read? Choose it again.`,
  );
