/** Files as a person gives them. */

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
export const isBeside = (path: string): boolean =>
  /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$|(readme|licen[cs]e)[^/]*$)|\.(md|html|pdf|json)$/i.test(
    path,
  );
