/** The file of a result, written whole after every cohort: whatever ends the command, what is done by then is there. */
import { readFile } from 'node:fs/promises';
import { messageOf } from '../experiment/messageOf.ts';
import { parseResultFile, resultFile, ResultFileError } from '../experiment/resultFile.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import { lockFile } from './fileLock.ts';
import { PathError, requireWritable, writeWhole } from './files.ts';

export interface ResultWriter {
  /** Writes soon, and one after the other; a failure is said, and the next one tries again. */
  write(result: ExperimentResult): void;
  /** Writes the last one. @returns whether it is there */
  end(result: ExperimentResult): Promise<boolean>;
}

/**
 * Tries, before hours of work, whether the file can be written, by this command alone; what it holds stays until a result
 * takes its place. @param file null for a result that is only printed @throws PathError, also where it holds no result
 */
export async function openResultWriter(file: string | null): Promise<ResultWriter> {
  if (file !== null) {
    await requireWritable(file);
    await lockFile(file);
    await requireResult(file);
  }
  let latest: Promise<boolean> = Promise.resolve(true);

  async function writeNow(result: ExperimentResult): Promise<boolean> {
    if (file === null) return true;
    try {
      await writeWhole(file, `${JSON.stringify(resultFile(result), null, 2)}\n`);
      return true;
    } catch (error) {
      console.error(`${file} could not be written: ${messageOf(error)}. What it held before stays in it.`);
      return false;
    }
  }
  const write = (result: ExperimentResult) => (latest = latest.then(() => writeNow(result)));
  return { write: (result) => void write(result), end: write };
}

/** A name that was mistyped costs nobody another file. */
async function requireResult(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.trim() === '') return;
  try {
    parseResultFile(file, text);
  } catch (error) {
    throw new PathError(`${messageOf(error)} It is not written over: name another file.`);
  }
}

/** The text of a result. @throws ResultFileError when it is not there */
export async function readResult(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new ResultFileError(
      `${file} cannot be read: ${messageOf(error)}. Name a result written by --json FILE.`,
    );
  });
}
