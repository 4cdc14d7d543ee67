/** What networks take digits for: the most probable class of each, and what follows from it. */
import { softmax } from './softmax.ts';

/** The most probable class of each row. @param logits [n, classes] @returns [n] */
export function predictedClasses(logits: Float32Array, numClasses: number): Uint8Array {
  const classes = new Uint8Array(logits.length / numClasses);
  for (let row = 0; row < classes.length; row++) {
    let best = 0;
    for (let j = 1; j < numClasses; j++)
      if (logits[row * numClasses + j]! > logits[row * numClasses + best]!) best = j;
    classes[row] = best;
  }
  return classes;
}

/** Share of rows on which two networks give the same class. */
export function agreementOf(classes: Uint8Array, otherClasses: Uint8Array): number {
  return 1 - countDifferences(classes, otherClasses) / classes.length;
}

export function countDifferences(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count += 1;
  return count;
}

/** How often each label was read as each class. @returns label · classes + prediction, [classes²] */
export function confusionOf(classes: Uint8Array, labels: Uint8Array, numClasses: number): number[] {
  const counts = new Array<number>(numClasses ** 2).fill(0);
  labels.forEach((label, row) => (counts[label * numClasses + classes[row]!]! += 1));
  return counts;
}

/**
 * Mean softened probabilities over the images of each label: which digits a network finds alike (Hinton et al. 2015, §1).
 * @param logits [n, classes] @param labels [n]
 * @returns label · classes + digit, [classes²]; a row sums to 1, or is 0 where no image has that label
 */
export function meanSoftTargets(
  logits: Float32Array,
  labels: Uint8Array,
  temperature: number,
  numClasses: number,
): Float64Array {
  const means = new Float64Array(numClasses ** 2);
  const counts = new Uint32Array(numClasses);
  labels.forEach((label) => (counts[label]! += 1));
  labels.forEach((label, row) => {
    const soft = softmax(logits.subarray(row * numClasses, (row + 1) * numClasses), temperature);
    for (let j = 0; j < numClasses; j++) means[label * numClasses + j]! += soft[j]! / counts[label]!;
  });
  return means;
}
