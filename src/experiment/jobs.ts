/** Shares the cohorts of an experiment out over workers. */
import { usesGivenTeacher } from './config.ts';
import type { ExperimentPlan } from './plan.ts';
import type { Shard } from './results.ts';
import { studentWork, teacherWork } from './work.ts';

/** Enough that none waits long at the end; with one per cohort a large sweep would spend its time on joining them. */
const JOBS_PER_WORKER = 8;

/** What one worker does in one go. */
export interface Job {
  /** Null for the whole experiment. */
  readonly shard: Shard | null;
  /** In multiply-adds. */
  readonly work: number;
}

/**
 * A cohort each, or several where there are many, the longest first, so that none is left alone at the end. All in one
 * for a single worker, and where a student teaches the next.
 * @param hasBudget each worker is given one share only: it goes on with more seeds until the time is up
 */
export function jobsOf(
  { units, variants }: ExperimentPlan,
  numTrain: number,
  numWorkers: number,
  hasBudget: boolean,
): Job[] {
  const isChain = variants.some(({ taughtBy }) => taughtBy !== null);
  const count =
    isChain || numWorkers === 1
      ? 1
      : Math.min(units.length, hasBudget ? numWorkers : JOBS_PER_WORKER * numWorkers);
  const works = units.map((unit) => {
    const { config } = unit[0]!;
    const ofTeacher = usesGivenTeacher(config) ? 0 : teacherWork(config, numTrain);
    return ofTeacher + studentWork(unit);
  });
  return Array.from({ length: count }, (_, index) => {
    const shard = count === 1 ? null : { index, count };
    return { shard, work: shareOf(works, shard).reduce((sum, work) => sum + work, 0) };
  }).sort((a, b) => b.work - a.work);
}

/** Those of the cohorts, or of what belongs to each, that a shard has. @param shard null for all of them */
export function shareOf<T>(ofUnits: readonly T[], shard: Shard | null): readonly T[] {
  return shard ? ofUnits.filter((_, at) => at % shard.count === shard.index) : ofUnits;
}
