/** How many students make an interval narrow enough, asked once, of the spread of those there are. */
import { halfWidthOf, type VariancePart } from './estimate.ts';

/** An interval within a tenth of what the test digits alone leave is as narrow as more students make it. */
const NEAR = 1.1;

/**
 * Stein 1945, “A two-sample test for a linear hypothesis whose power is independent of the variance”, Ann. Math. Stat. 16: the
 * spread of a first stage says how many students there must be, and stays the spread of the interval whatever the others are
 * like. So their number does not depend on their mean, and the interval covers what it says; one that is looked at after each
 * round until it is narrow covers less. Students narrow their own part alone: the digits' stays.
 * @param first parts of the variance of the mean of the first stage @param halfWidth in the unit of the mean
 * @returns from firstStage up; no more than `most`
 */
export function studentsFor(
  [students, ...others]: readonly [VariancePart, ...VariancePart[]],
  firstStage: number,
  halfWidth: number,
  most: number,
): number {
  const leftOver = others.some(({ variance }) => variance > 0) ? halfWidthOf(others) : 0;
  const wanted = Math.max(halfWidth, NEAR * leftOver);
  const isNarrow = (count: number) => {
    const variance = (students.variance * firstStage) / count;
    return halfWidthOf([{ ...students, variance }, ...others]) <= wanted;
  };
  let count = firstStage;
  while (count < most && !isNarrow(count)) count += 1;
  return count;
}
