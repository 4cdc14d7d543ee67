/** The share of a gap that is closed: a ratio of two paired means, with an interval that knows when it is not defined. */
import { mean, sampleSd, tQuantile } from './statistics.ts';

export interface Ratio {
  /** Null when even its sign is open, because the denominator may be zero. */
  readonly value: number | null;
  /** Null with fewer than two pairs, or when the interval would have no end. */
  readonly ci: readonly [number, number] | null;
}

/**
 * mean(a) / mean(b) with Fieller's interval (Fieller 1954): all r for which mean(a − r·b) is not distinguishable from 0.
 * It has two ends only where mean(b) itself is distinguishable from 0.
 * @param confidence in (0, 1)
 */
export function pairedRatio(a: readonly number[], b: readonly number[], confidence = 0.95): Ratio {
  if (a.length !== b.length || a.length === 0)
    throw new RangeError(`Pairs need two lists of the same length above 0; got ${a.length} and ${b.length}.`);
  const [meanA, meanB] = [mean(a), mean(b)];
  if (a.length < 2) return { value: meanB === 0 ? null : meanA / meanB, ci: null };
  const numPairs = a.length;
  const t2 = tQuantile((1 + confidence) / 2, numPairs - 1) ** 2;
  const covariance =
    a.reduce((sum, value, at) => sum + (value - meanA) * (b[at]! - meanB), 0) / (numPairs - 1);
  // The ends solve qa·r² − 2·qb·r + qc = 0.
  const qa = meanB ** 2 - (t2 * sampleSd(b) ** 2) / numPairs;
  const qb = meanA * meanB - (t2 * covariance) / numPairs;
  const qc = meanA ** 2 - (t2 * sampleSd(a) ** 2) / numPairs;
  if (qa <= 0) return { value: null, ci: null };
  const half = Math.sqrt(Math.max(0, qb ** 2 - qa * qc));
  return { value: meanA / meanB, ci: [(qb - half) / qa, (qb + half) / qa] };
}
