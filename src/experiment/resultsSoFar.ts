/** What an experiment has found so far, and what it still lacks. */
import type { Predictor } from '../distillation/ensemble.ts';
import { FEWEST_IN_FIRST_STAGE, studentsFor } from '../distillation/twoStage.ts';
import { joined } from './comparison.ts';
import type { Config } from './config.ts';
import { LIMITS } from './limits.ts';
import { cohortOfReplicate, type ExperimentPlan, type PlannedCohort, type PlannedVariant } from './plan.ts';
import {
  measuredOf,
  RESULT_SCHEMA,
  type ExperimentResult,
  type Gain,
  type Measured,
  type RunResult,
  type VariantResult,
} from './results.ts';
import { drawnIn, ofReplicate } from './replicates.ts';
import { MAX_STUDENTS, studentSeeds } from './seeds.ts';

export interface ResultsSoFar {
  /** By place in the plan. */
  readonly done: Map<number, VariantResult>;
  /** Who can teach later variants, by label and seed of the replicate. */
  readonly students: Map<string, Predictor>;
}

/**
 * Adds what a variant found, or why it was not run. Further seeds and replicates are joined to those that are there.
 * @param variant of the plan, in its first replicate
 */
export function addResult({ done }: ResultsSoFar, variant: PlannedVariant, found: RunResult | string): void {
  done.set(variant.index, variantResult(variant, found, done.get(variant.index)));
}

function variantResult(
  { index, label, config }: PlannedVariant,
  found: RunResult | string,
  before: VariantResult | undefined,
): VariantResult {
  if (typeof found === 'string') return before ?? { index, label, config, problem: found };
  const both: Measured = before?.problem === null ? joined<Measured>(before, found, found.data.test) : found;
  return { index, label, config: { ...config, ...drawnIn(both) }, problem: null, ...measuredOf(both) };
}

/** Whether a variant has been tried in a replicate. Files of schema 1 do not say in which; a variant that was refused is refused in all. */
export function isDone(variant: VariantResult | undefined, seed: number): boolean {
  if (!variant) return false;
  if (variant.problem !== null || variant.replicates.length === 0) return true;
  return variant.replicates.some((replicate) => replicate.seed === seed);
}

/** Whether a variant has been tried in as many replicates as were asked for. */
export function isWhole(
  variant: VariantResult | undefined,
  { replicates }: Pick<Config, 'replicates'>,
): boolean {
  if (!variant) return false;
  return variant.problem !== null || Math.max(1, variant.replicates.length) >= replicates;
}

/** A cohort, and the students of it that are to be trained. */
export interface CohortDraw {
  readonly cohort: PlannedCohort;
  readonly seeds: readonly number[];
}

/**
 * The next of the draws that the first ones showed to be needed (distillation/twoStage.ts): seeds of a single replicate, as
 * many in a round as the config has, else another replicate.
 * @param cohort of the first replicate @param halfWidth percentage points @param numTested digits
 * @returns null when all are there
 */
export function drawToAdd(
  { done }: ResultsSoFar,
  cohort: PlannedCohort,
  halfWidth: number,
  numTested: number,
): CohortDraw | null {
  const { config } = cohort[0]!;
  const gains = cohort.flatMap(({ index }) => {
    const found = done.get(index);
    return found && found.problem === null && isWhole(found, config) ? [found.gain] : [];
  });
  const there = Math.max(0, ...gains.map(numDraws));
  const wanted = Math.max(0, ...gains.map((gain) => drawsWanted(gain, halfWidth, numTested)));
  if (wanted <= there) return null;
  if (gains.some(({ perReplicate }) => perReplicate.length > 1))
    return { cohort: cohortOfReplicate(cohort, there), seeds: studentSeeds(ofReplicate(config, there)) };
  const seeds = studentSeeds(config, there).slice(0, wanted - there);
  return seeds.length > 0 ? { cohort, seeds } : null;
}

const numDraws = ({ pairs, perReplicate }: Gain) =>
  perReplicate.length > 1 ? perReplicate.length : pairs.length;

/** Where there is no interval because of the test digits, more draws would not give one. */
function drawsWanted(gain: Gain, halfWidth: number, numTested: number): number {
  const { firstStage, lack, variance, perReplicate } = gain;
  const there = numDraws(gain);
  if (there < FEWEST_IN_FIRST_STAGE && (variance || lack === 'one student')) return FEWEST_IN_FIRST_STAGE;
  if (!variance) return there;
  const parts = [
    {
      variance: (variance.students ?? 0) + (variance.replicates ?? 0),
      degreesOfFreedom: firstStage - 1,
    },
    { variance: variance.digits, degreesOfFreedom: numTested - 1 },
  ];
  return studentsFor(parts, there, halfWidth, perReplicate.length > 1 ? LIMITS.replicates.max : MAX_STUDENTS);
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
    unfinished: variants.flatMap(({ index, label }) => (isWhole(done.get(index), config) ? [] : [label])),
    timing: { totalMs },
  };
}
