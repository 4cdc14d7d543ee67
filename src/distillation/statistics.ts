/** What a comparison over seeds allows one to say: paired differences with a t interval, and McNemar's exact test. */

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation (n − 1). NaN for fewer than two values. */
export function sampleSd(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

export interface PairedDifference {
  readonly mean: number;
  /** Two-sided t interval for the mean; null with fewer than two pairs. */
  readonly ci: readonly [number, number] | null;
  readonly pairs: readonly number[];
}

/** a − b pair by pair (Student 1908). @param confidence of the interval, in (0, 1) */
export function pairedDifference(
  a: readonly number[],
  b: readonly number[],
  confidence = 0.95,
): PairedDifference {
  if (a.length !== b.length || a.length === 0)
    throw new RangeError(`Pairs need two lists of the same length above 0; got ${a.length} and ${b.length}.`);
  const pairs = a.map((value, index) => value - b[index]!);
  const centre = mean(pairs);
  if (pairs.length < 2) return { mean: centre, ci: null, pairs };
  const half =
    (tQuantile((1 + confidence) / 2, pairs.length - 1) * sampleSd(pairs)) / Math.sqrt(pairs.length);
  return { mean: centre, ci: [centre - half, centre + half], pairs };
}

/**
 * Where the next value lies, with this confidence: wider than the interval of the mean, which says nothing of single ones
 * (Hahn, Meeker 1991, “Statistical Intervals”, §4.7). @param more variance that the next one has beside that of these
 * @returns null with fewer than two
 */
export function predictionInterval(
  pairs: readonly number[],
  more = 0,
  confidence = 0.95,
): [number, number] | null {
  if (pairs.length < 2) return null;
  const spread = Math.sqrt(sampleSd(pairs) ** 2 * (1 + 1 / pairs.length) + more);
  const half = tQuantile((1 + confidence) / 2, pairs.length - 1) * spread;
  return [mean(pairs) - half, mean(pairs) + half];
}

export type Side = 'above' | 'below' | 'undecided' | 'unknown';

/** An interval narrower than this has no width but that of rounding: counts of test digits differ by far more. */
const ROUNDING = 1e-9;

/**
 * On which side of zero an interval lies; unknown without one. Where all pairs are alike, as on ten test digits, the
 * interval has no width: that says how coarse the count is, not how sure the mean, so it decides nothing.
 */
export function sideOf(ci: readonly [number, number] | null): Side {
  if (!ci) return 'unknown';
  const [low, high] = ci;
  if (high - low <= ROUNDING * Math.max(1, Math.abs(low), Math.abs(high))) return 'undecided';
  if (low > 0) return 'above';
  return high < 0 ? 'below' : 'undecided';
}

/**
 * McNemar's exact test (two-sided binomial on the discordant digits): how likely a split at least
 * as uneven is when both networks are equally good. In (0, 1].
 */
export function mcnemarP(onlyFirstWrong: number, onlySecondWrong: number): number {
  const numDiscordant = onlyFirstWrong + onlySecondWrong;
  const smaller = Math.min(onlyFirstWrong, onlySecondWrong);
  let tail = 0;
  for (let k = 0; k <= smaller; k++) tail += Math.exp(logChoose(numDiscordant, k) - numDiscordant * Math.LN2);
  return Math.min(1, 2 * tail);
}

/** Quantile of Student's t by bisection on its distribution function. @param p in (0.5, 1) */
export function tQuantile(p: number, degreesOfFreedom: number): number {
  let low = 0;
  let high = 1;
  while (tDistribution(high, degreesOfFreedom) < p) high *= 2;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (tDistribution(middle, degreesOfFreedom) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(t ≤ x) for x ≥ 0 (Abramowitz & Stegun 26.7.1). */
function tDistribution(x: number, degreesOfFreedom: number): number {
  const y = degreesOfFreedom / (degreesOfFreedom + x * x);
  return 1 - incompleteBeta(y, degreesOfFreedom / 2, 0.5) / 2;
}

/** Regularised incomplete beta function by its continued fraction (Abramowitz & Stegun 26.5.8), Lentz's way. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front =
    Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x)) / a;
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let fraction = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return front * fraction;
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** log Γ(x) for x > 0: Stirling's series, after moving x up to where it is exact to 1e-15 (Abramowitz & Stegun 6.1.41). */
function logGamma(x: number): number {
  let shift = 0;
  while (x < 15) shift -= Math.log(x++);
  const inverse = 1 / (x * x);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x;
  return shift + (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}
