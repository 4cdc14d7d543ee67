/** What an interval takes for independent draws: the students of one replicate, or, of several, whole replicates. */
import { mean, predictionInterval, sampleSd } from '../distillation/statistics.ts';
import type { Config } from './config.ts';

/** The run that makes a replicate. @param at from 0 */
export function ofReplicate<Run extends Pick<Config, 'seed'>>(config: Run, at: number): Run {
  return { ...config, seed: config.seed + at };
}

/** How many students and replicates there are, in the words of the settings. */
export function drawnIn({
  gain: { perReplicate },
}: {
  readonly gain: { readonly perReplicate: readonly number[] };
}): Pick<Config, 'seeds' | 'replicates'> {
  return { seeds: Math.max(...perReplicate), replicates: perReplicate.length };
}

/** A list over all pairs, cut up. @param counts pairs of each replicate, in their order */
export function byReplicate<T>(pairs: readonly T[], counts: readonly number[]): T[][] {
  let first = 0;
  return counts.map((count) => pairs.slice(first, (first += count)));
}

/**
 * Students of one replicate share its labels, order and teacher, so that only their mean is a draw of its own.
 * @param ofReplicates a value for each student @param meanOf one replicate's @returns at least one
 */
export function drawsOf<T>(
  ofReplicates: readonly (readonly T[])[],
  meanOf: (students: readonly T[]) => T,
): readonly T[] {
  const [only, ...others] = ofReplicates;
  return others.length === 0 ? (only ?? []) : ofReplicates.map(meanOf);
}

/** Of one value per pair. */
export function numbersDrawn(pairs: readonly number[], counts: readonly number[]): readonly number[] {
  return drawsOf(byReplicate(pairs, counts), mean);
}

/**
 * Where the next pair lies, with 95 % confidence, on the same test digits: of the same replicate, or, of several, of one that is
 * drawn anew. Wider than the interval of the mean, which says nothing of single pairs (Hahn, Meeker 1991, “Statistical
 * Intervals”, §4.7). @returns null with fewer than two draws
 */
export function nextPair(pairs: readonly number[], counts: readonly number[]): [number, number] | null {
  const draws = numbersDrawn(pairs, counts);
  // A pair is as far from its replicate's mean as students of one replicate are from each other.
  const fromMean = counts.length === 1 ? 0 : spreadAboutMeans(pairs, counts);
  return predictionInterval(draws, fromMean);
}

/** Variance of a student about its replicate, less what the mean over the replicate's students has of it; 0 where each has one. */
function spreadAboutMeans(pairs: readonly number[], counts: readonly number[]): number {
  const replicates = byReplicate(pairs, counts).filter(({ length }) => length > 1);
  if (replicates.length === 0) return 0;
  return mean(replicates.map((students) => (1 - 1 / students.length) * sampleSd(students) ** 2));
}

/** @param rows [students][n] @returns [n] */
export function meanRow(rows: readonly ArrayLike<number>[]): Float64Array {
  const sum = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let i = 0; i < sum.length; i++) sum[i]! += row[i]!;
  return sum.map((value) => value / rows.length);
}

/** Variance of the mean of all that students of one replicate differ by; null where each has only one. @param pairs in any unit */
export function varianceWithin(pairs: readonly number[], counts: readonly number[]): number | null {
  const replicates = byReplicate(pairs, counts);
  if (replicates.some(({ length }) => length < 2)) return null;
  const ofMeans = replicates.map((students) => sampleSd(students) ** 2 / students.length);
  return mean(ofMeans) / replicates.length;
}
