/** A result that was written on the way, to go on from. */
import { readFile } from 'node:fs/promises';
import { factsOf } from '../engine/experiment.ts';
import type { Config } from '../experiment/config.ts';
import { differenceBetween, MergeError, type Difference } from '../experiment/merge.ts';
import type { ExperimentPlan } from '../experiment/plan.ts';
import { parseResultFile } from '../experiment/resultFile.ts';
import type { ExperimentResult, Shard } from '../experiment/results.ts';
import { resultOf } from '../experiment/resultsSoFar.ts';
import { differingSettings } from '../experiment/settings.ts';
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
  const difference = differenceBetween(asked, asWritten(found, asked, plan.variants[0]!.config));
  const other = difference ?? differingVariant(found, plan);
  if (other)
    throw new MergeError(
      `${file} is of another experiment: ${other.name} is ${other.other} in it, and ${other.one} is asked for.`,
    );
  return found;
}

/** A setting in which a run of the file is not what the preset makes of it now; it may have more seeds, and more or fewer replicates. */
function differingVariant({ variants }: ExperimentResult, plan: ExperimentPlan): Difference | null {
  for (const { index, label, config } of variants) {
    const planned = plan.variants[index];
    if (planned?.label !== label)
      return { name: `run ${index}`, one: planned?.label ?? 'nothing', other: label };
    const { seeds, replicates } = planned.config;
    const [setting] = differingSettings(planned.config, { ...config, seeds, replicates });
    if (setting === undefined) continue;
    const [one, other] = [planned.config, config].map((each) => JSON.stringify(each[setting]));
    return { name: `${setting} of "${label}"`, one: one!, other: other! };
  }
  return null;
}

/**
 * A finished experiment of one run is written with the settings of the run, seeds that were added among them. Replicates that
 * are lacking are run, and those that are there stay.
 */
function asWritten(
  found: ExperimentResult,
  { config: { seeds, replicates }, variants, unfinished }: ExperimentResult,
  planned: Config,
): ExperimentResult {
  const isSingle = variants.length + unfinished.length === 1 && found.variants.length === 1;
  const hasEnough = isSingle && found.config.seeds >= planned.seeds;
  return { ...found, config: { ...found.config, replicates, ...(hasEnough && { seeds }) } };
}
