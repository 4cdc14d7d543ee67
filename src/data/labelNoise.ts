/** Wrong labels on purpose: what a student that trusts them learns, and one that has a teacher does not. */
import { createRandom } from './random.ts';

/**
 * Draws a share of the labels anew, each from all the digits given, so that some stay right by chance.
 * @param share in [0, 1]; of the labels, rounded to a whole number of them
 * @returns [n]
 */
export function redrawLabels(
  labels: Uint8Array,
  share: number,
  digits: readonly number[],
  seed: number,
): Uint8Array {
  const random = createRandom(seed, 'wrong labels');
  const redrawn = labels.slice();
  const rows = random.shuffle(Uint32Array.from(labels, (_, row) => row));
  for (const row of rows.subarray(0, Math.round(share * labels.length)))
    redrawn[row] = digits[random.integer(digits.length)]!;
  return redrawn;
}
