/** Whether the best of many variants is really the best, or only happened to come first. */
import { mean, pairedDifference, sideOf } from './statistics.ts';

export interface BestCell {
  readonly index: number;
  /** Better than every other cell, all of these claims together at the confidence asked for. */
  readonly isDistinguishable: boolean;
}

/**
 * The cell with the highest mean. It is told from the others by paired t intervals of which each may be wrong the less
 * often the more there are (Bonferroni).
 * @param cells scores by seed, in the same order from the same seed on; compared over the seeds that both have @param confidence in (0, 1)
 * @returns null without cells
 */
export function bestCell(cells: readonly (readonly number[])[], confidence = 0.95): BestCell | null {
  const means = cells.map(mean);
  const index = means.indexOf(Math.max(...means));
  const best = cells[index];
  if (!best) return null;
  const each = 1 - (1 - confidence) / Math.max(1, cells.length - 1);
  const isBeaten = (other: readonly number[]) => {
    const shared = Math.min(best.length, other.length);
    return sideOf(pairedDifference(best.slice(0, shared), other.slice(0, shared), each).ci) === 'above';
  };
  return { index, isDistinguishable: cells.every((other, at) => at === index || isBeaten(other)) };
}
