/** Files that commands read and write. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The file appears whole or not at all. */
export async function writeWhole(path: string, contents: string | Uint8Array): Promise<void> {
  const part = `${path}.${process.pid}.part`; // two commands at once do not write into one file
  try {
    await writeFile(part, contents);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

const MODELS_FOLDER = new URL('../../public/models/', import.meta.url);

/** One of the models that ship with the page. @throws Error for people when the file is not there */
export async function readModelFile(name: string): Promise<Uint8Array> {
  const path = fileURLToPath(new URL(name, MODELS_FOLDER));
  try {
    return await readFile(path);
  } catch {
    throw new Error(`${path} is missing. Make it by npm run train-teacher, or use --set teacher=trained.`);
  }
}

/**
 * A document whose numbers nobody types: what commands write there lies between two marks.
 * @param mark e.g. "bench", of <!-- bench --> … <!-- end of bench --> @throws Error when the document has lost its marks
 */
export function betweenMarkers(file: string, document: string, mark: string, text: string): string {
  const [beginMark, endMark] = [`<!-- ${mark} -->`, `<!-- end of ${mark} -->`];
  const [begin, end] = [document.indexOf(beginMark), document.indexOf(endMark)];
  if (begin < 0 || end < begin)
    throw new Error(`${file} has no place for the table: expected "${beginMark}" and later "${endMark}".`);
  return `${document.slice(0, begin + beginMark.length)}\n\n${text}\n\n${document.slice(end)}`;
}
