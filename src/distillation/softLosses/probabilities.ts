import { klDivergence } from '../divergence.ts';
import { logSoftmax } from '../softmax.ts';
import type { Logits, SoftLoss, SoftLossForm } from './form.ts';

/** KL of the softened probabilities, the teacher's first (Hinton et al. 2015, §2). */
export const probabilities: SoftLossForm = {
  rule: 'KD3',
  reads: ['temperature', 'squareTemperature'],
  of: (v, z, _, { temperature }) => matchTargets(logSoftmax(v, temperature), z, temperature),
};

/** KL from given probabilities; its gradient is (q − p) / T. @param logP [classes] */
export function matchTargets(logP: Float64Array, z: Logits, temperature: number): SoftLoss {
  const logQ = logSoftmax(z, temperature);
  const gradient = logQ.map((log, j) => (Math.exp(log) - Math.exp(logP[j]!)) / temperature);
  return { value: klDivergence(logP, logQ), gradient };
}
