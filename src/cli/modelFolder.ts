/** The models that ship with the page, as files of this checkout. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../../public/models/', import.meta.url);

/** @throws Error for people when the file is not there */
export async function readModelFile(name: string): Promise<Uint8Array> {
  try {
    return await readFile(new URL(name, FOLDER));
  } catch {
    throw new Error(
      `${fileURLToPath(new URL(name, FOLDER))} is missing. Make it by npm run train-teacher, or use --set teacher=trained.`,
    );
  }
}
