/** What one file holds: images, their labels, or both. */
export interface Part {
  readonly name: string;
  readonly images: Uint8Array | null; // [n, 28, 28]
  readonly labels: Uint8Array | null; // [n]
  /** What labels stand for, where the file names its classes. */
  readonly classNames: readonly string[] | null;
  /** Pictures of files each: no file of labels says to which of them it belongs. */
  readonly isInFolders?: boolean;
  /** What a person should know of how it was read, in sentences. */
  readonly remarks: readonly string[];
}
