/** What an arm has gained over the first one, with the interval of it. */
import { intervalOf } from '../distillation/estimate.ts';
import { mcnemarP, mean, pairedDifference, sampleSd } from '../distillation/statistics.ts';
import { FEWEST_IN_FIRST_STAGE } from '../distillation/twoStage.ts';
import { twoWay } from '../distillation/twoWay.ts';
import { differences } from './outcomes.ts';
import type { Gain, Replicate } from './results.ts';

type ArmOutcomes = Pick<Replicate['arms'][number], 'outcomes'>;

/**
 * Over students and test digits.
 * @param arm, first packed outcomes, in the same order of seeds @param numTested digits
 * @param firstStage pairs that were there when it was decided how many there must be; all if left out
 */
export function gainOf(
  arm: ArmOutcomes,
  first: ArmOutcomes,
  numTested: number,
  firstStage = arm.outcomes.length,
): Gain {
  const rows = arm.outcomes.map((packed, at) => differences(packed, first.outcomes[at]!, numTested));
  const pairs = rows.map((row) => (100 * row.reduce((sum, value) => sum + value, 0)) / numTested);
  const countIn = (row: Int8Array, value: number) => row.filter((each) => each === value).length;
  const alone = gainOverStudents(pairs, mcnemarP(countIn(rows[0]!, 1), countIn(rows[0]!, -1)));
  const { estimate, lack } = twoWay(rows, firstStage);
  const [students, digits] = estimate?.parts.map(({ variance }) => 1e4 * variance) ?? [];
  return {
    ...alone,
    ci95: estimate && inPoints(intervalOf(estimate)),
    covers: 'students and test digits',
    lack,
    variance: estimate && { students: students!, digits: digits! },
    firstStage,
  };
}

const inPoints = ([low, high]: readonly [number, number]) => [100 * low, 100 * high] as const;

/** Over students alone, where it is not known who read which digit. @param pairs percentage points @param mcnemarP of the first */
export function gainOverStudents(pairs: readonly number[], mcnemarP: number): Gain {
  const { ci } = pairedDifference(
    pairs,
    pairs.map(() => 0),
  );
  return {
    mean: mean(pairs),
    ci95: ci,
    covers: 'students',
    lack: ci ? null : 'one student',
    variance: ci && { students: sampleSd(pairs) ** 2 / pairs.length, digits: 0 },
    studentsCi95: ci,
    firstStage: pairs.length,
    pairs,
    mcnemarP,
  };
}

/** Of pairs to which others were added: their spread told how many, unless they were too few to tell. @param numPairs with those added */
export function firstStageOf({ pairs, firstStage }: Gain, numPairs: number): number {
  return pairs.length < FEWEST_IN_FIRST_STAGE ? numPairs : firstStage;
}
