/** Hands a file to the person, by the browser's own download. */

/** Safari fetches the file some time after the click. */
const KEPT_MS = 60_000;

export function saveFile(fileName: string, contents: Blob): void {
  const url = URL.createObjectURL(contents);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
