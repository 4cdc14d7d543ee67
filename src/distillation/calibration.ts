/** Whether a network is as sure as it is right: expected calibration error (Guo et al. 2017, §2). */
import { logSumExp } from './softmax.ts';

export const NUM_BINS = 15;

/** Digits whose highest probability falls into one bin. */
export interface ReliabilityBin {
  readonly count: number;
  /** Mean highest probability; 0 in an empty bin. */
  readonly meanConfidence: number;
  /** Share that was right; 0 in an empty bin. */
  readonly accuracy: number;
}

/** Equal-width bins over the confidence (0, 1]. @param logits [n, classes] @param labels [n] */
export function reliabilityBins(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  numClasses: number,
): ReliabilityBin[] {
  const bins = Array.from({ length: NUM_BINS }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (let at = 0; at < labels.length; at++) {
    const first = at * numClasses;
    let best = 0;
    for (let j = 1; j < numClasses; j++) if (logits[first + j]! > logits[first + best]!) best = j;
    const confidence = Math.exp(logits[first + best]! - logSumExp(logits, first, numClasses));
    const bin = bins[binAt(confidence)]!;
    bin.count += 1;
    bin.confidence += confidence;
    bin.right += Number(best === labels[at]);
  }
  return bins.map(({ count, confidence, right }) => ({
    count,
    meanConfidence: count && confidence / count,
    accuracy: count && right / count,
  }));
}

const binAt = (confidence: number) =>
  Math.min(NUM_BINS - 1, Math.max(0, Math.ceil(confidence * NUM_BINS) - 1));

/**
 * Expected calibration error: mean gap between confidence and accuracy over the bins, weighted by their counts; in [0, 1].
 * @param bins of at least one digit
 */
export function calibrationErrorOf(bins: readonly ReliabilityBin[]): number {
  const gaps = bins.map(({ count, meanConfidence, accuracy }) => count * Math.abs(meanConfidence - accuracy));
  return sum(gaps) / sum(bins.map(({ count }) => count));
}

/** The bins of several networks' digits thrown together. @param networks bins of each, of the same edges */
export function pooledBins(networks: readonly (readonly ReliabilityBin[])[]): ReliabilityBin[] {
  return (networks[0] ?? []).map((_, bin) => {
    const own = networks.map((bins) => bins[bin]!);
    const count = sum(own.map((each) => each.count));
    const meanOf = (key: 'meanConfidence' | 'accuracy') =>
      count && sum(own.map((each) => each.count * each[key])) / count;
    return { count, meanConfidence: meanOf('meanConfidence'), accuracy: meanOf('accuracy') };
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
