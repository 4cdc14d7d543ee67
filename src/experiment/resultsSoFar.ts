/** What an experiment has found so far, and what it still lacks. */
import type { Predictor } from '../distillation/ensemble.ts';
import { withMoreSeeds } from './comparison.ts';
import type { Config } from './config.ts';
import type { ExperimentPlan, PlannedCohort, PlannedVariant } from './plan.ts';
import {
  measuredOf,
  RESULT_SCHEMA,
  type ExperimentResult,
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

/** @returns null when every interval of the cohort is narrow enough, or stays as it is */
export function seedsToAdd(
  config: Config,
  { done }: ResultsSoFar,
  cohort: PlannedCohort,
  halfWidth: number,
): number[] | null {
  const results = cohort.map(({ index }) => done.get(index)!);
  const numSeeds = Math.max(...results.map((each) => (each.problem === null ? each.gain.pairs.length : 0)));
  const isWide = results.some((each) => {
    if (each.problem !== null) return false;
    const { ci95 } = each.gain;
    return ci95 === null || (ci95[1] - ci95[0]) / 2 > halfWidth;
  });
  if (!isWide || numSeeds >= MAX_STUDENTS) return null;
  return studentSeeds(config, numSeeds);
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
