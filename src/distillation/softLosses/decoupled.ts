import { klDivergence } from '../divergence.ts';
import { logSoftmax, logSumExp } from '../softmax.ts';
import type { Logits, SoftLossForm } from './form.ts';

/** KL of target against rest, and KL among the rest, weighted apart (Zhao et al. 2022, eq. 7). */
export const decoupled: SoftLossForm = {
  rule: 'KD11',
  reads: ['temperature', 'squareTemperature', 'nonTargetWeight'],
  of(v, z, label, { temperature, nonTargetWeight }) {
    const others = (all: Logits) =>
      logSoftmax(
        all.filter((_, j) => j !== label),
        temperature,
      );
    const targetAgainstRest = (all: Logits) => {
      const log = logSoftmax(all, temperature);
      const rest = log.filter((_, j) => j !== label);
      return [log[label]!, logSumExp(rest, 0, rest.length)];
    };
    const [otherP, otherQ] = [others(v), others(z)];
    const [binaryP, binaryQ] = [targetAgainstRest(v), targetAgainstRest(z)];
    const value = klDivergence(binaryP, binaryQ) + nonTargetWeight * klDivergence(otherP, otherQ);
    const surplus = Math.exp(binaryQ[0]!) - Math.exp(binaryP[0]!);
    let other = 0;
    const gradient = z.map((_, j) => {
      if (j === label) return surplus / temperature;
      const [p, q] = [Math.exp(otherP[other]!), Math.exp(otherQ[other]!)];
      other += 1;
      return (nonTargetWeight * (q - p) - surplus * q) / temperature;
    });
    return { value, gradient };
  },
};
