/** What an experiment has found so far, and what it still lacks. */
import type { Predictor } from '../distillation/ensemble.ts';
import { FEWEST_IN_FIRST_STAGE, studentsFor } from '../distillation/twoStage.ts';
import { withMoreSeeds } from './comparison.ts';
import type { Config } from './config.ts';
import type { ExperimentPlan, PlannedCohort, PlannedVariant } from './plan.ts';
import {
  measuredOf,
  RESULT_SCHEMA,
  type ExperimentResult,
  type Gain,
  type Measured,
  type RunResult,
  type VariantResult,
} from './results.ts';
import { MAX_STUDENTS, studentSeeds } from './seeds.ts';

export interface ResultsSoFar {
  /** By place in the plan. */
  readonly done: Map<number, VariantResult>;
  /** Who can teach later variants, by label. */
  readonly students: Map<string, Predictor>;
}

/** Adds what a variant found, or why it was not run. Further seeds are joined to those that are there. */
export function addResult({ done }: ResultsSoFar, variant: PlannedVariant, found: RunResult | string): void {
  done.set(variant.index, variantResult(variant, found, done.get(variant.index)));
}

function variantResult(
  { index, label, config }: PlannedVariant,
  found: RunResult | string,
  before: VariantResult | undefined,
): VariantResult {
  if (typeof found === 'string') return before ?? { index, label, config, problem: found };
  const joined: Measured = before?.problem === null ? withMoreSeeds<Measured>(before, found) : found;
  const seeds = joined.gain.pairs.length;
  return { index, label, config: { ...config, seeds }, problem: null, ...measuredOf(joined) };
}

/**
 * The next of the seeds that the first ones showed to be needed (distillation/twoStage.ts); a round has as many as the config.
 * @param halfWidth percentage points @param numTested digits
 * @returns null when all are there
 */
export function seedsToAdd(
  config: Config,
  { done }: ResultsSoFar,
  cohort: PlannedCohort,
  halfWidth: number,
  numTested: number,
): number[] | null {
  const gains = cohort.flatMap(({ index }) => {
    const found = done.get(index)!;
    return found.problem === null ? [found.gain] : [];
  });
  const numSeeds = Math.max(0, ...gains.map(({ pairs }) => pairs.length));
  const wanted = Math.max(0, ...gains.map((gain) => seedsWanted(gain, halfWidth, numTested)));
  const more = studentSeeds(config, numSeeds).slice(0, wanted - numSeeds);
  return wanted > numSeeds && more.length > 0 ? more : null;
}

/** Where there is no interval because of the test digits, more students would not give one. */
function seedsWanted(
  { pairs, firstStage, lack, variance }: Gain,
  halfWidth: number,
  numTested: number,
): number {
  if (pairs.length < FEWEST_IN_FIRST_STAGE && (variance || lack === 'one student'))
    return FEWEST_IN_FIRST_STAGE;
  if (!variance) return pairs.length;
  const parts = [
    { variance: variance.students, degreesOfFreedom: firstStage - 1 },
    { variance: variance.digits, degreesOfFreedom: numTested - 1 },
  ];
  return studentsFor(parts, pairs.length, halfWidth, MAX_STUDENTS);
}

/** What is true of an experiment whatever it finds. */
type ExperimentFacts = Pick<ExperimentResult, 'data' | 'backend' | 'shard' | 'versions'>;

/** All that is done by now. */
export function resultOf(
  { preset, config, axes, variants }: ExperimentPlan,
  facts: ExperimentFacts,
  { done }: ResultsSoFar,
  totalMs: number,
): ExperimentResult {
  return {
    schema: RESULT_SCHEMA,
    preset,
    config,
    axes,
    ...facts,
    variants: variants.flatMap(({ index }) => done.get(index) ?? []),
    unfinished: variants.flatMap(({ index, label }) => (done.has(index) ? [] : [label])),
    timing: { totalMs },
  };
}
