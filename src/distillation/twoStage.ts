/** How many students make an interval narrow enough, asked once, of the spread of those there are. */
import { halfWidthOf, type VariancePart } from './estimate.ts';

/** Fewer tell so little of the spread that dozens would be asked for. */
export const FEWEST_IN_FIRST_STAGE = 3;

/** An interval within a tenth of what the test digits alone leave is as narrow as more students make it. */
const NEAR = 1.1;

/**
 * Stein 1945, “A two-sample test for a linear hypothesis whose power is independent of the variance”, Ann. Math. Stat. 16: the
 * spread of a first stage says how many students there must be, and stays the spread of the interval whatever the others are
 * like. So their number does not depend on their mean, and the interval covers what it says; one that is looked at after each
 * round until it is narrow covers less. Students narrow their own part alone: the digits' stays.
 * @param parts of the variance of the mean of so many students, that of the students first; with it the first stage's degrees of freedom
 * @param halfWidth in the unit of the mean
 * @returns numStudents where it is narrow already; no more than `most`
 */
export function studentsFor(
  [students, ...others]: readonly VariancePart[],
  numStudents: number,
  halfWidth: number,
  most: number,
): number {
  if (!students) return numStudents;
  const leftOver = others.some(({ variance }) => variance > 0) ? halfWidthOf(others) : 0;
  const wanted = Math.max(halfWidth, NEAR * leftOver);
  const isNarrow = (count: number) => {
    const variance = (students.variance * numStudents) / count;
    return halfWidthOf([{ ...students, variance }, ...others]) <= wanted;
  };
  let count = numStudents;
  while (count < most && !isNarrow(count)) count += 1;
  return count;
}
