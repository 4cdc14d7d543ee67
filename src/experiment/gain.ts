/** What an arm has gained over the first one, with the interval of it. */
import { intervalOf } from '../distillation/estimate.ts';
import { mcnemarP, mean, pairedDifference, sampleSd } from '../distillation/statistics.ts';
import { FEWEST_IN_FIRST_STAGE } from '../distillation/twoStage.ts';
import { twoWay } from '../distillation/twoWay.ts';
import { differences } from './outcomes.ts';
import { drawsOf, meanRow, numbersDrawn, varianceWithin } from './replicates.ts';
import type { Gain, Replicate } from './results.ts';

/** As much of a replicate as a gain asks for. */
export interface Outcomes {
  readonly arms: readonly Pick<Replicate['arms'][number], 'outcomes'>[];
}

/**
 * Over students and test digits; over several replicates too. Of these the mean over each one's students is one draw
 * (a nested random effect, judged by the mean squares of what it is nested in: Searle, Casella, McCulloch 1992, ch. 4).
 * @param replicates at least one, each with the outcomes of all arms in the same order of seeds @param at of the arm, from 1
 * @param numTested digits
 * @param firstStage draws that were there when it was decided how many there must be; all if left out
 */
export function gainOf(
  replicates: readonly Outcomes[],
  at: number,
  numTested: number,
  firstStage?: number,
): Gain {
  const rows = replicates.map(({ arms }) =>
    arms[at]!.outcomes.map((packed, seed) => differences(packed, arms[0]!.outcomes[seed]!, numTested)),
  );
  const counts = rows.map(({ length }) => length);
  const pairs = rows.flat().map((row) => (100 * row.reduce((sum, value) => sum + value, 0)) / numTested);
  const draws = drawsOf<ArrayLike<number>>(rows, meanRow);
  const told = firstStage ?? draws.length;
  const { estimate, lack } = twoWay(draws, told);
  const countIn = (row: Int8Array, value: number) => row.filter((each) => each === value).length;
  const first = rows[0]![0]!;
  const alone = gainOverStudents(pairs, mcnemarP(countIn(first, 1), countIn(first, -1)), counts);
  const [ofDraws, digits] = estimate?.parts.map(({ variance }) => 1e4 * variance) ?? [];
  return {
    ...alone,
    ci95: estimate && inPoints(intervalOf(estimate)),
    covers: rows.length > 1 ? 'replicates, students and test digits' : 'students and test digits',
    lack,
    variance: estimate && { ...partsOf(ofDraws!, pairs, counts), digits: digits! },
    firstStage: told,
  };
}

const inPoints = ([low, high]: readonly [number, number]) => [100 * low, 100 * high] as const;

/** What first weights make of the variance of the draws, and what labels, order and teacher do; null for what these draws cannot tell. */
function partsOf(ofDraws: number, pairs: readonly number[], counts: readonly number[]) {
  if (counts.length === 1) return { students: ofDraws, replicates: null };
  const within = varianceWithin(pairs, counts);
  if (within === null) return { students: null, replicates: ofDraws };
  const students = Math.min(within, ofDraws);
  return { students, replicates: ofDraws - students };
}

/**
 * Over students alone, where it is not known who read which digit; of several replicates, over their means.
 * @param pairs percentage points @param mcnemarP of the first @param perReplicate pairs of each; all of one if left out
 */
export function gainOverStudents(
  pairs: readonly number[],
  mcnemarP: number,
  perReplicate: readonly number[] = [pairs.length],
): Gain {
  const draws = numbersDrawn(pairs, perReplicate);
  const { ci } = pairedDifference(
    draws,
    draws.map(() => 0),
  );
  return {
    mean: mean(draws),
    ci95: ci,
    covers: 'students',
    lack: ci ? null : 'one student',
    variance: ci && { ...partsOf(sampleSd(draws) ** 2 / draws.length, pairs, perReplicate), digits: 0 },
    studentsCi95: ci,
    firstStage: draws.length,
    pairs,
    perReplicate,
    mcnemarP,
  };
}

/**
 * Of draws to which others were added: their spread told how many, unless they were too few to tell, or of another kind.
 * @param perReplicate pairs of each replicate, with those added
 */
export function firstStageOf(before: Gain, perReplicate: readonly number[]): number {
  const numDraws = (counts: readonly number[]) => (counts.length > 1 ? counts.length : (counts[0] ?? 0));
  const isOtherKind = before.perReplicate.length === 1 && perReplicate.length > 1;
  const tooFew = numDraws(before.perReplicate) < FEWEST_IN_FIRST_STAGE;
  return isOtherKind || tooFew ? numDraws(perReplicate) : before.firstStage;
}
