import { logSoftmax } from '../softmax.ts';
import type { FormOptions, Logits, SoftLossForm } from './form.ts';
import { matchTargets } from './probabilities.ts';

/**
 * KL from the teacher's k highest probabilities; the rest is dropped (the k are scaled up to 1) or spread evenly over the other
 * classes. With k = 1 and nothing of the rest it is a pseudo-label (Lee 2013); what a teacher hands over that tells only its best guesses.
 */
export const topK: SoftLossForm = {
  rule: 'KD13',
  reads: ['temperature', 'squareTemperature', 'topK', 'topKRest'],
  of: (v, z, _, options) => matchTargets(topTargets(v, options), z, options.temperature),
};

/** @returns log probabilities, −Infinity for those that are dropped, [classes] */
export function topTargets(
  v: Logits,
  { temperature, topK: k, topKRest }: Pick<FormOptions, 'temperature' | 'topK' | 'topKRest'>,
): Float64Array {
  const logP = logSoftmax(v, temperature);
  if (k >= v.length) return logP;
  const isKept = keptOf(v, k);
  let [kept, rest] = [0, 0];
  logP.forEach((log, j) => (isKept[j] ? (kept += Math.exp(log)) : (rest += Math.exp(log))));
  const share = topKRest === 'spread' ? rest / (v.length - k) : 0;
  const scale = topKRest === 'spread' ? 0 : Math.log(kept);
  return logP.map((log, j) => (isKept[j] ? log - scale : Math.log(share)));
}

/** Which are among the k highest; of equal ones the first. */
function keptOf(v: Logits, k: number): boolean[] {
  const order = Array.from(v, (_, j) => j).sort((a, b) => v[b]! - v[a]! || a - b);
  const isKept = Array.from(v, () => false);
  for (const j of order.slice(0, k)) isKept[j] = true;
  return isKept;
}
