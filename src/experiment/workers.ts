/** How many workers an experiment gets: as many as it has work for, on a machine that has cores and memory for them. */
import type { DataSummary } from './events.ts';
import { bytesOfRun } from './memory.ts';
import type { ExperimentPlan } from './plan.ts';

export interface Machine {
  readonly cores: number;
  /** That is free for workers; Infinity where nobody says. */
  readonly memoryBytes: number;
}

/** @param plan for one worker @returns at least 1 */
export function numWorkersFor(
  plan: ExperimentPlan,
  data: DataSummary,
  { cores, memoryBytes }: Machine,
): number {
  const isChain = plan.variants.some(({ taughtBy }) => taughtBy !== null);
  const numParts = isChain ? 1 : plan.cohorts.flat().length;
  const room = Math.floor(memoryBytes / bytesPerWorker(plan, data));
  return Math.max(1, Math.min(numParts, cores, room));
}

/** Of the engine before it has digits (measured in Node: 213 MB). */
const ENGINE_BYTES = 220e6;
/**
 * 0.97 to 1.2 times the peak of nine runs in Node that were asked for checkpoints, which took 213 MB to 1 GB (decision 0020).
 */
export function bytesPerWorker({ cohorts }: ExperimentPlan, data: DataSummary): number {
  const totals = cohorts.map((cohort) => {
    const { config } = cohort[0]!;
    return bytesOfRun({ config, numVariants: cohort.length }, data).total;
  });
  return ENGINE_BYTES + Math.max(...totals);
}
