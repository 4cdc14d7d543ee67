/** A result that was written on the way, to go on from. */
import { readFile } from 'node:fs/promises';
import { factsOf } from '../engine/experiment.ts';
import { differenceBetween, MergeError } from '../experiment/merge.ts';
import { parseResultFile } from '../experiment/resultFile.ts';
import type { ExperimentResult, Shard } from '../experiment/results.ts';
import { resultOf } from '../experiment/resultsSoFar.ts';
import { PathError } from './files.ts';
import type { Prepared } from './runExperiment.ts';

/**
 * @returns what is done already, of the very experiment that is asked for; null where no file is there yet, so that a task
 * that is begun again by its engine has one command for the first time and for those after it
 * @throws PathError, ResultFileError, MergeError naming what differs
 */
export async function readDone(
  file: string,
  { plan, digits, backend }: Prepared,
  shard: Shard | null,
): Promise<ExperimentResult | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new PathError(`${file} cannot be read; expected a result written by --json FILE.`);
  });
  // Empty is what a kill leaves that comes while the file is tried.
  if (text === '') {
    console.error(`${file} is not there yet: everything is run.`);
    return null;
  }
  const found = parseResultFile(file, text, () => plan.variants[0]!.label);
  const facts = factsOf({ digits, backend: backend.label, shard });
  const asked = resultOf(plan, facts, { done: new Map(), students: new Map() }, 0);
  const difference = differenceBetween(asked, asWritten(found, asked, plan.variants[0]!.config.seeds));
  if (difference)
    throw new MergeError(
      `${file} is of another experiment: ${difference.name} is ${difference.other} in it, and ${difference.one} is asked for.`,
    );
  return found;
}

/** A finished experiment of one run is written with the settings of the run, seeds that were added among them. */
function asWritten(
  found: ExperimentResult,
  { config, variants, unfinished }: ExperimentResult,
  seeds: number,
): ExperimentResult {
  const isSingle = variants.length + unfinished.length === 1 && found.variants.length === 1;
  return isSingle
    ? { ...found, config: { ...found.config, ...(found.config.seeds >= seeds && { seeds: config.seeds }) } }
    : found;
}
