/** The forms of the soft loss, for one image: what a student is asked to have in common with its teacher. */
import { klDivergence } from './divergence.ts';
import { logSoftmax, logSumExp } from './softmax.ts';

/**
 * probabilities: KL of the softened probabilities (Hinton et al. 2015, §2).
 * logits: half the mean squared difference of the centred logits, its limit for T → ∞ (§2.1, eq. 4).
 * decoupled: KL of target against rest, and KL among the rest, weighted apart (Zhao et al. 2022, eq. 7).
 */
export const SOFT_LOSSES = ['probabilities', 'logits', 'decoupled'] as const;
export type SoftLossName = (typeof SOFT_LOSSES)[number];

export interface SoftLossOptions {
  readonly temperature: number;
  /** Multiply by T², so that the gradient keeps its size as T grows; logits know no temperature. */
  readonly squareTemperature: boolean;
  /** probabilities if left out. */
  readonly softLoss?: SoftLossName;
  /** decoupled: weight of the KL among the non-target classes (β; the target's α is 1). 1 if left out. */
  readonly nonTargetWeight?: number;
}

export interface SoftLoss {
  /** In nats (logits: in squared logits); 0 for a student like its teacher. */
  readonly value: number;
  /** On the student's logits. */
  readonly gradient: Float64Array; // [classes]
}

type Logits = Float64Array; // [classes]

/** @param v the teacher's logits @param z the student's @param label the target class, which only decoupled asks for */
export function softLossOf(v: Logits, z: Logits, label: number, options: SoftLossOptions): SoftLoss {
  const { temperature, squareTemperature, softLoss = 'probabilities', nonTargetWeight = 1 } = options;
  const scale = squareTemperature ? temperature ** 2 : 1;
  switch (softLoss) {
    case 'probabilities':
      return matchProbabilities(v, z, temperature, scale);
    case 'logits':
      return matchLogits(v, z);
    case 'decoupled':
      return decouple(v, z, label, temperature, scale, nonTargetWeight);
    default:
      throw new Error(`Unknown soft loss ${String(softLoss satisfies never)}.`);
  }
}

function matchProbabilities(v: Logits, z: Logits, temperature: number, scale: number): SoftLoss {
  const [logP, logQ] = [logSoftmax(v, temperature), logSoftmax(z, temperature)];
  const gradient = Float64Array.from(
    z,
    (_, j) => (scale / temperature) * (Math.exp(logQ[j]!) - Math.exp(logP[j]!)),
  );
  return { value: scale * klDivergence(logP, logQ), gradient };
}

function matchLogits(v: Logits, z: Logits): SoftLoss {
  const mean = (logits: Logits) => logits.reduce((sum, value) => sum + value, 0) / logits.length;
  const [meanV, meanZ] = [mean(v), mean(z)];
  const gradient = Float64Array.from(z, (value, j) => (value - meanZ - (v[j]! - meanV)) / z.length);
  const value = (z.length / 2) * gradient.reduce((sum, each) => sum + each ** 2, 0);
  return { value, gradient };
}

function decouple(
  v: Logits,
  z: Logits,
  label: number,
  temperature: number,
  scale: number,
  nonTargetWeight: number,
): SoftLoss {
  const [logP, logQ] = [logSoftmax(v, temperature), logSoftmax(z, temperature)];
  const others = (logits: Logits) =>
    logSoftmax(
      logits.filter((_, j) => j !== label),
      temperature,
    );
  const [otherP, otherQ] = [others(v), others(z)];
  const targetAgainstRest = (log: ArrayLike<number>) => {
    const rest = Array.from(log).filter((_, j) => j !== label);
    return [log[label]!, logSumExp(rest, 0, rest.length)];
  };
  const [binaryP, binaryQ] = [targetAgainstRest(logP), targetAgainstRest(logQ)];
  const value = klDivergence(binaryP, binaryQ) + nonTargetWeight * klDivergence(otherP, otherQ);
  const surplus = Math.exp(binaryQ[0]!) - Math.exp(binaryP[0]!);
  let other = 0;
  const gradient = Float64Array.from(z, (_, j) => {
    if (j === label) return (scale / temperature) * surplus;
    const [p, q] = [Math.exp(otherP[other]!), Math.exp(otherQ[other]!)];
    other += 1;
    return (scale / temperature) * (nonTargetWeight * (q - p) - surplus * q);
  });
  return { value: scale * value, gradient };
}
