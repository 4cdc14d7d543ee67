/** What an experiment has found so far, and what it still lacks. */
import { version_core } from '@tensorflow/tfjs-core';
import type { DigitSet } from '../data/digitSet.ts';
import type { Predictor } from '../distillation/ensemble.ts';
import { withMoreSeeds } from '../experiment/comparison.ts';
import type { Config } from '../experiment/config.ts';
import type { ExperimentPlan, PlannedVariant } from '../experiment/plan.ts';
import {
  RESULT_SCHEMA,
  type ExperimentResult,
  type RunResult,
  type Shard,
  type VariantResult,
} from '../experiment/results.ts';

export interface Ledger {
  /** By place in the plan. */
  readonly done: Map<number, VariantResult>;
  /** Who can teach later variants, by label. */
  readonly students: Map<string, Predictor>;
}

/** The variants of one cohort. */
export type Unit = readonly PlannedVariant[];

/** Students of an interval that stays too wide at most: beyond it a narrower one is not worth its time. */
const MAX_SEEDS = 100;

/** Enters what a variant found, or why it was not run. Further seeds are joined to those that are there. */
export function enter({ done }: Ledger, variant: PlannedVariant, found: RunResult | string): void {
  done.set(variant.index, variantResult(variant, found, done.get(variant.index)));
}

function variantResult(
  { index, label, config }: PlannedVariant,
  found: RunResult | string,
  before: VariantResult | undefined,
): VariantResult {
  if (typeof found === 'string') return before ?? { index, label, config, problem: found };
  const earlier = before?.problem === null ? { ...found, ...before } : null;
  const run = earlier ? withMoreSeeds(earlier, found) : found;
  const { teacher, arms, gain, gapClosed, timing } = run;
  return { index, label, config: run.config, problem: null, teacher, arms, gain, gapClosed, timing };
}

/** @returns null when every interval of the unit is narrow enough, or stays as it is */
export function seedsToAdd(config: Config, { done }: Ledger, unit: Unit, halfWidth: number): number[] | null {
  const results = unit.map(({ index }) => done.get(index)!);
  const numSeeds = Math.max(...results.map((each) => (each.problem === null ? each.gain.pairs.length : 0)));
  const isWide = results.some((each) => {
    if (each.problem !== null) return false;
    const { ci95 } = each.gain;
    return ci95 === null || (ci95[1] - ci95[0]) / 2 > halfWidth;
  });
  if (!isWide || numSeeds >= MAX_SEEDS) return null;
  return Array.from(
    { length: Math.min(config.seeds, MAX_SEEDS - numSeeds) },
    (_, i) => config.seed + numSeeds + i,
  );
}

/** What is true of an experiment whatever it finds. */
interface ExperimentFacts {
  readonly plan: ExperimentPlan;
  readonly digits: DigitSet;
  readonly backend: string;
  readonly shard?: Shard | null;
}

/** All that is done by now. */
export function resultOf(
  { plan, digits, backend, shard = null }: ExperimentFacts,
  { done }: Ledger,
  totalMs: number,
): ExperimentResult {
  return {
    schema: RESULT_SCHEMA,
    ...{ preset: plan.preset, config: plan.config, backend, axes: plan.axes, shard },
    data: { name: digits.name, train: digits.train.labels.length, test: digits.test.labels.length },
    variants: plan.variants.flatMap(({ index }) => done.get(index) ?? []),
    unfinished: plan.variants.flatMap(({ index, label }) => (done.has(index) ? [] : [label])),
    timing: { totalMs },
    versions: { tfjs: version_core },
  };
}
