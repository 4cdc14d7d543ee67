/** The file of a result, written whole after every cohort: whatever ends the command, what is done by then is there. */
import { messageOf } from '../experiment/messageOf.ts';
import { resultFile } from '../experiment/resultFile.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import { writeWhole } from './files.ts';

export interface ResultWriter {
  /** Writes soon, and one after the other; a failure is said, and the next one tries again. */
  write(result: ExperimentResult): void;
  /** Writes the last one. @returns whether it is there */
  end(result: ExperimentResult): Promise<boolean>;
}

/** @param file null for a result that is only printed */
export function createResultWriter(file: string | null): ResultWriter {
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
