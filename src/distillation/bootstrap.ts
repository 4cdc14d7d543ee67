/** How far a number that is counted on test digits would move on other test digits: the percentile bootstrap. */

export interface BootstrapOptions {
  readonly numItems: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly numResamples?: number;
  /** In (0, 1). */
  readonly confidence?: number;
}

/**
 * Percentile intervals (Efron & Tibshirani 1993, §13.3) of statistics of items drawn with replacement, the same draws for all.
 * @param statistics of the items with these indices, some of them several times; [numItems]
 * @returns one interval per statistic
 */
export function bootstrapIntervals(
  statistics: readonly ((rows: Uint32Array) => number)[],
  { numItems, random, numResamples = 1_000, confidence = 0.95 }: BootstrapOptions,
): [number, number][] {
  const rows = new Uint32Array(numItems);
  const values = statistics.map(() => new Float64Array(numResamples));
  for (let resample = 0; resample < numResamples; resample++) {
    for (let at = 0; at < numItems; at++) rows[at] = Math.floor(random() * numItems);
    statistics.forEach((statistic, which) => (values[which]![resample] = statistic(rows)));
  }
  return values.map((found) => {
    const sorted = found.sort();
    return [percentile(sorted, (1 - confidence) / 2), percentile(sorted, (1 + confidence) / 2)];
  });
}

/** @param sorted rising @param p in [0, 1]; between two values in proportion */
function percentile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const [below, above] = [sorted[low]!, sorted[Math.ceil(at)]!];
  return below + (at - low) * (above - below);
}
