/** The share of a lead that is made up: a ratio of two paired means, given only where there is a lead to take a share of. */
import { mean, pairedDifference, sampleSd, sideOf, tQuantile } from './statistics.ts';

export interface Ratio {
  /** Null unless the lead lies above 0 with its whole interval, or, where one pair has none, itself. */
  readonly value: number | null;
  /** Null with fewer than two pairs, and where there is no value. */
  readonly ci: readonly [number, number] | null;
}

const NO_RATIO: Ratio = { value: null, ci: null };

/**
 * mean(gain) / mean(lead) with Fieller's interval (Fieller 1954): all r for which mean(gain − r·lead) is not
 * distinguishable from 0. Behind a lead below 0 the formula would give a ratio too, and a loss would read as a share.
 * @param confidence in (0, 1)
 */
export function pairedRatio(gain: readonly number[], lead: readonly number[], confidence = 0.95): Ratio {
  const numPairs = gain.length;
  const { mean: meanLead, ci: leadCi } = pairedDifference(
    lead,
    gain.map(() => 0),
    confidence,
  );
  const meanGain = mean(gain);
  if (!leadCi) return meanLead > 0 ? { value: meanGain / meanLead, ci: null } : NO_RATIO;
  if (sideOf(leadCi) !== 'above') return NO_RATIO;
  const t2 = tQuantile((1 + confidence) / 2, numPairs - 1) ** 2;
  const covariance =
    gain.reduce((sum, value, at) => sum + (value - meanGain) * (lead[at]! - meanLead), 0) / (numPairs - 1);
  // The ends solve qa·r² − 2·qb·r + qc = 0; qa is above 0 because the interval of the lead is.
  const qa = meanLead ** 2 - (t2 * sampleSd(lead) ** 2) / numPairs;
  const qb = meanGain * meanLead - (t2 * covariance) / numPairs;
  const qc = meanGain ** 2 - (t2 * sampleSd(gain) ** 2) / numPairs;
  const half = Math.sqrt(Math.max(0, qb ** 2 - qa * qc));
  return { value: meanGain / meanLead, ci: [(qb - half) / qa, (qb + half) / qa] };
}
