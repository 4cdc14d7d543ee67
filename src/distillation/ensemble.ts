/** Several networks as one teacher (Hinton et al. 2015, §5): the average of what they say. */
import { countParameters, forward, type NetworkWeights } from './forward.ts';
import { logSoftmax } from './softmax.ts';

/** What is averaged: softened probabilities, or logits (whose softmax is the geometric mean of probabilities). */
export type EnsembleAverage = 'probabilities' | 'logits';

/**
 * Logits that stand for all networks at one temperature: softmax(logits / T) is the mean of their softmax(logits / T),
 * or of their logits. Averaged probabilities depend on T, averaged logits do not.
 * @param networks logits of each network, [n, classes]
 */
export function averageLogits(
  networks: readonly Float32Array[],
  average: EnsembleAverage,
  temperature: number,
  numClasses: number,
): Float32Array {
  const [only] = networks;
  if (only && networks.length === 1) return only;
  const averaged = new Float32Array(only?.length ?? 0);
  for (let first = 0; first < averaged.length; first += numClasses) {
    const rows = networks.map((logits) => logits.subarray(first, first + numClasses));
    if (average === 'logits') {
      for (const row of rows) row.forEach((logit, j) => (averaged[first + j]! += logit / rows.length));
      continue;
    }
    const logs = rows.map((row) => logSoftmax(row, temperature));
    for (let j = 0; j < numClasses; j++) {
      // From the highest log, so that probabilities too small for a float still have a logarithm.
      const top = Math.max(...logs.map((log) => log[j]!));
      const sum = logs.reduce((total, log) => total + Math.exp(log[j]! - top), 0);
      averaged[first + j] = temperature * (top + Math.log(sum / logs.length));
    }
  }
  return averaged;
}

/** Whoever reads a digit: one network, or an ensemble. */
export interface Predictor {
  readonly networks: readonly NetworkWeights[];
  readonly average: EnsembleAverage;
}

export function onePredictor(network: NetworkWeights): Predictor {
  return { networks: [network], average: 'logits' };
}

/** @param image as in forward @returns logits [classes] that stand for the predictor at a temperature */
export function logitsFor(
  { networks, average }: Predictor,
  image: Uint8Array,
): (temperature: number) => Float32Array {
  const logits = networks.map((network) => forward(network, image));
  return (temperature) => averageLogits(logits, average, temperature, logits[0]!.length);
}

/** Of all its networks. */
export function predictorParameters({ networks }: Predictor): number {
  return networks.reduce((sum, network) => sum + countParameters(network), 0);
}
