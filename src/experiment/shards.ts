/** Deals the cohorts of an experiment out to workers, in shards. */
import { usesGivenTeacher } from './config.ts';
import type { ExperimentPlan } from './plan.ts';
import type { Shard } from './results.ts';
import { studentWork, teacherWork } from './work.ts';

/** Enough that none waits long at the end; with one per cohort a large sweep would spend its time on joining them. */
const SHARDS_PER_WORKER = 8;

/** What one worker does in one go. */
export interface PlannedShard {
  /** Null for the whole experiment. */
  readonly shard: Shard | null;
  /** In multiply-adds. */
  readonly work: number;
}

/**
 * A cohort each, or several where there are many, the longest first, so that none is left alone at the end. All in one
 * for a single worker, and where a student teaches the next.
 * @param hasBudget each worker is given one shard only: it goes on with more seeds or replicates until the time is up
 */
export function shardsOf(
  plan: ExperimentPlan,
  numTrain: number,
  numWorkers: number,
  hasBudget: boolean,
): PlannedShard[] {
  const { cohorts, variants } = plan;
  const numApart = cohortsApart(plan, hasBudget);
  const isChain = variants.some(({ taughtBy }) => taughtBy !== null);
  const count =
    isChain || numWorkers === 1
      ? 1
      : Math.min(numApart, hasBudget ? numWorkers : SHARDS_PER_WORKER * numWorkers);
  const works = cohorts.map((cohort) => {
    const { config } = cohort[0]!;
    const ofTeacher = usesGivenTeacher(config) ? 0 : teacherWork(config, numTrain);
    return ofTeacher + studentWork(cohort);
  });
  return Array.from({ length: count }, (_, index) => {
    const shard = count === 1 ? null : { index, count };
    return { shard, work: cohortsOfShard(works, shard, numApart).reduce((sum, work) => sum + work, 0) };
  }).sort((a, b) => b.work - a.work);
}

/**
 * Those of the cohorts, or of what belongs to each, that a shard has.
 * @param shard null for all of them @param numApart that are dealt out by themselves, the same ones in each replicate; all if left out
 */
export function cohortsOfShard<T>(
  ofCohorts: readonly T[],
  shard: Shard | null,
  numApart = ofCohorts.length,
): readonly T[] {
  return shard ? ofCohorts.filter((_, at) => (at % numApart) % shard.count === shard.index) : ofCohorts;
}

/** Cohorts that can be dealt out by themselves: with a budget the replicates of one stay together, because they decide on more. */
export function cohortsApart({ cohorts, variants }: ExperimentPlan, hasBudget: boolean): number {
  return hasBudget ? cohorts.length / (variants[0]?.config.replicates ?? 1) : cohorts.length;
}
