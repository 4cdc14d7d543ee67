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
 * @param hasBudget each worker is given one shard only: it goes on with more seeds until the time is up
 */
export function shardsOf(
  { cohorts, variants }: ExperimentPlan,
  numTrain: number,
  numWorkers: number,
  hasBudget: boolean,
): PlannedShard[] {
  const isChain = variants.some(({ taughtBy }) => taughtBy !== null);
  const count =
    isChain || numWorkers === 1
      ? 1
      : Math.min(cohorts.length, hasBudget ? numWorkers : SHARDS_PER_WORKER * numWorkers);
  const works = cohorts.map((cohort) => {
    const { config } = cohort[0]!;
    const ofTeacher = usesGivenTeacher(config) ? 0 : teacherWork(config, numTrain);
    return ofTeacher + studentWork(cohort);
  });
  return Array.from({ length: count }, (_, index) => {
    const shard = count === 1 ? null : { index, count };
    return { shard, work: cohortsOfShard(works, shard).reduce((sum, work) => sum + work, 0) };
  }).sort((a, b) => b.work - a.work);
}

/** Those of the cohorts, or of what belongs to each, that a shard has. @param shard null for all of them */
export function cohortsOfShard<T>(ofCohorts: readonly T[], shard: Shard | null): readonly T[] {
  return shard ? ofCohorts.filter((_, at) => at % shard.count === shard.index) : ofCohorts;
}
