/** Files that commands read and write. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../experiment/messageOf.ts';

/** A path that cannot be used as it was meant to be. */
export class PathError extends Error {}

/** A path as the person who typed it means it: npm runs commands in the project's folder, wherever they were asked for. */
export const typedPath = (path: string): string => resolve(process.env['INIT_CWD'] ?? '.', path);

/**
 * The file appears whole or not at all, also where the disk fills up on the way: write-file-atomic takes for written what
 * the disk has taken of it, and puts that in the place of what was there.
 */
export async function writeWhole(path: string, contents: string | Uint8Array): Promise<void> {
  const target = await targetOf(path);
  const unfinished = join(dirname(target), `.unfinished-${randomUUID()}`);
  try {
    await writeFile(unfinished, contents, { flush: true });
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** A link stays one, also where nothing is at its end yet. */
async function targetOf(path: string): Promise<string> {
  const end = await readlink(path).catch(() => null);
  return end === null ? path : targetOf(resolve(dirname(path), end));
}

/** Makes sure, before hours of work, that a file can be written; its folder is made. What it holds stays. @throws PathError */
export async function requireWritable(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory())
    throw new PathError(`${path} is a folder; name a file in it, e.g. ${path}/result.json.`);
  if (found && !found.isFile())
    throw new PathError(`${path} is a device or a pipe, and a result is written several times. Name a file.`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await (await open(path, 'a')).close();
    if (!found) await rm(await targetOf(path));
  } catch (error) {
    throw new PathError(`${path} cannot be written: ${messageOf(error)}. Name another file.`);
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
