/** Test digits worth looking at after a run: those the teacher finds hardest, and those the networks read differently. */
import { NUM_CLASSES } from '../data/digitSet.ts';
import { logSumExp } from '../distillation/softmax.ts';
import type { Showcase } from '../experiment/events.ts';

/** As many as one looks through. */
const MAX_SHOWN = 100;

/**
 * @param teacherLogits [n, 10] @param labels [n] @param classes what each student reads, [n] each
 * @returns indices of test digits, the most telling first; only digits on which at least two networks differ are disputed
 */
export function showcaseOf(
  teacherLogits: Float32Array,
  labels: Uint8Array,
  classes: readonly Uint8Array[],
): Showcase {
  const numDigits = labels.length;
  const logProbability = Float64Array.from(labels, (label, row) => {
    const first = row * NUM_CLASSES;
    return teacherLogits[first + label]! - logSumExp(teacherLogits, first, NUM_CLASSES);
  });
  const dissent = Float64Array.from(labels, (_, row) => {
    const votes = new Array<number>(NUM_CLASSES).fill(0);
    for (const read of classes) votes[read[row]!]! += 1;
    return 1 - Math.max(...votes) / classes.length;
  });
  const sorted = (compare: (a: number, b: number) => number) =>
    Array.from({ length: numDigits }, (_, row) => row).sort(compare);
  const byHardness = (a: number, b: number) => logProbability[a]! - logProbability[b]! || a - b;
  return {
    hardest: sorted(byHardness).slice(0, MAX_SHOWN),
    disputed: sorted((a, b) => dissent[b]! - dissent[a]! || byHardness(a, b))
      .filter((row) => dissent[row]! > 0)
      .slice(0, MAX_SHOWN),
  };
}
