/** A mean whose variance is a sum of parts, each known to its own degrees of freedom: its interval, and how far it lies from zero. */
import { tQuantile } from './statistics.ts';

/** Of the mean, from one source of chance. */
export interface VariancePart {
  /** Of the mean itself, not of a single value; at least 0. */
  readonly variance: number;
  /** With which the variance is known, above 0. */
  readonly degreesOfFreedom: number;
}

export interface Estimate {
  readonly mean: number;
  /** Of sources that are independent of each other; one or more, of which one is above 0. */
  readonly parts: readonly VariancePart[];
}

/**
 * Half the width of the two-sided interval of a mean: q·√V, V = Σ Vᵢ, q = Σ (Vᵢ / V)·t(νᵢ). With one part it is Student's.
 * The weighted quantile (Cochran 1964, “Approximate significance levels of the Behrens–Fisher test”, Biometrics 20) covers a
 * little more than it says, where Satterthwaite's degrees of freedom cover less if the first part has one or two (README.md).
 * @param confidence in (0, 1)
 */
export function halfWidthOf(parts: readonly VariancePart[], confidence = 0.95): number {
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const weighted = parts.reduce(
    (sum, part) =>
      part.variance > 0 ? sum + part.variance * tQuantile((1 + confidence) / 2, part.degreesOfFreedom) : sum,
    0,
  );
  return weighted / Math.sqrt(variance);
}

/** @param confidence in (0, 1) */
export function intervalOf({ mean, parts }: Estimate, confidence = 0.95): [number, number] {
  const half = halfWidthOf(parts, confidence);
  return [mean - half, mean + half];
}

/** A p below this is as good as this: tails so thin are not known. */
const LEAST_P = 1e-9;

/** Two-sided p of a mean against zero: 1 − the confidence at which the interval ends at zero. In [1e-9, 1]. */
export function pValueOf({ mean, parts }: Estimate): number {
  // From p = 10^low, whose interval holds zero, to 10^high, whose interval does not.
  let [low, high] = [Math.log10(LEAST_P), 0];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (halfWidthOf(parts, 1 - 10 ** middle) > Math.abs(mean)) low = middle;
    else high = middle;
  }
  return 10 ** high;
}
