/** The mean difference of two arms over students (or replicates) × test digits, and how far it would move with other ones. */
import type { Estimate } from './estimate.ts';
import { mean, sampleSd } from './statistics.ts';

/** Why there is no interval. */
export type Lack = 'one student' | 'few digits' | 'no spread';

export type TwoWay =
  { readonly estimate: Estimate; readonly lack: null } | { readonly estimate: null; readonly lack: Lack };

/** Test digits on which the arms differ in some pair. Of fewer the mean is not near enough to normal: ten give a simulated cover of 88 … 93 %. */
export const MIN_TELLING = 30;

/**
 * Crossed random effects d(k, i) = μ + student(k) + digit(i) + rest(k, i), by mean squares (Searle, Casella, McCulloch 1992,
 * “Variance Components”, ch. 4; in radiology readers × cases: Obuchowski, Rockette 1995, Gallas 2006). For K students and n digits,
 *   students: V = s²/K, s² the variance of the students' means, K − 1 degrees of freedom: holds rest(k, i)/Kn too;
 *   digits:   V = max(0, MS(digits) − MS(rest)) / Kn, n − 1 degrees of freedom.
 * @param rows one per pair of students, [K][n]: 1 where only the second arm read a digit right, −1 where only the first did, else 0;
 * of several replicates the mean over each one's pairs, which is a draw of its own as a student is
 * @param firstStage how many of them, from the first, tell the spread of students: all unless it was that spread that asked for
 * the others (twoStage.ts)
 */
export function twoWay(rows: readonly ArrayLike<number>[], firstStage = rows.length): TwoWay {
  const numStudents = rows.length;
  const numDigits = rows[0]?.length ?? 0;
  if (Math.min(numStudents, firstStage) < 2) return { estimate: null, lack: 'one student' };

  const ofStudent = rows.map(shareOf);
  const centre = mean(ofStudent);
  let [numTelling, digitSquares, restSquares] = [0, 0, 0];
  for (let i = 0; i < numDigits; i++) {
    let [sum, isTelling] = [0, false];
    for (let k = 0; k < numStudents; k++) {
      const value = rows[k]![i]!;
      sum += value;
      if (value !== 0) isTelling = true;
    }
    const ofDigit = sum / numStudents;
    if (isTelling) numTelling += 1;
    digitSquares += (ofDigit - centre) ** 2;
    for (let k = 0; k < numStudents; k++)
      restSquares += (rows[k]![i]! - ofStudent[k]! - ofDigit + centre) ** 2;
  }
  if (numTelling === 0) return { estimate: null, lack: 'no spread' };
  if (numTelling < MIN_TELLING) return { estimate: null, lack: 'few digits' };
  const all = numStudents * numDigits;
  const ofDigits = digitSquares / (numDigits - 1) / numDigits; // MS(digits) / Kn
  const ofRest = restSquares / ((numStudents - 1) * (numDigits - 1)) / all; // MS(rest) / Kn
  const students = sampleSd(ofStudent.slice(0, firstStage)) ** 2 / numStudents;
  const digits = Math.max(0, ofDigits - ofRest);
  if (students + digits <= ROUNDING) return { estimate: null, lack: 'no spread' };
  const parts = [
    { variance: students, degreesOfFreedom: Math.min(numStudents, firstStage) - 1 },
    { variance: digits, degreesOfFreedom: numDigits - 1 },
  ];
  return { estimate: { mean: centre, parts }, lack: null };
}

/** A variance of shares below this is what rounding left of equal numbers. */
const ROUNDING = 1e-20;

function shareOf(row: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += row[i]!;
  return sum / row.length;
}
