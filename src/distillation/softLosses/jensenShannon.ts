import { logSoftmax } from '../softmax.ts';
import { throughLogSoftmax, type SoftLossForm } from './form.ts';

/** Nearer to an end than this no number of a run would show it, and what is divided by β would lose its digits. */
const SMALLEST = 1e-6;

/** β, at its ends where it is as good as there. */
export function directionOf(klDirection: number): number {
  if (klDirection < SMALLEST) return 0;
  return klDirection > 1 - SMALLEST ? 1 : klDirection;
}

/**
 * From the forward KL (β = 0) over the Jensen-Shannon divergence (β = ½, four times it) to the reverse KL (β = 1):
 * KL(p ‖ m) / (1 − β) + KL(q ‖ m) / β with m = β·p + (1 − β)·q. That is the generalised divergence of Agarwal et al. 2024
 * (arXiv 2306.13649, eq. 1) over β·(1 − β), which does not vanish at its ends: for a student near its teacher every
 * direction weighs the same, half of χ², so that β turns the loss without turning it down.
 */
export const jensenShannon: SoftLossForm = {
  rule: 'KD12',
  reads: ['temperature', 'squareTemperature', 'klDirection'],
  of(v, z, _, { temperature, klDirection }) {
    const beta = directionOf(klDirection);
    const [logP, logQ] = [logSoftmax(v, temperature), logSoftmax(z, temperature)];
    const value = punishedByClass(logP, logQ, beta).reduce((sum, each) => sum + each, 0);
    // On log q; at β = 0 its limit, less what sums to 0.
    const g = logQ.map((log, j) =>
      beta === 0 ? -Math.exp(logP[j]!) : (-Math.exp(log) * mixed(logP[j]! - log, beta)) / beta,
    );
    return { value, gradient: throughLogSoftmax(g, logQ, temperature) };
  },
};

/**
 * The divergence, class by class: what each adds, never below 0, because p − q, which sums to 0, is counted with it.
 * @param logP the teacher's log probabilities @param logQ the student's @returns in nats, [classes]; their sum is the divergence
 */
export function punishedByClass(logP: Float64Array, logQ: Float64Array, klDirection: number): Float64Array {
  const beta = directionOf(klDirection);
  return logQ.map((log, j) => {
    const [p, q, d] = [Math.exp(logP[j]!), Math.exp(log), logP[j]! - log];
    const ofEnd = (own: number, other: number, toMixture: number, share: number) =>
      share === 0 ? 0 : Math.max(0, other - own - (own * toMixture) / share);
    return ofEnd(q, p, mixed(d, beta), beta) + ofEnd(p, q, mixed(-d, 1 - beta), 1 - beta);
  });
}

/** log(1 + share · (eᵈ − 1)): of the mixture to its other part, to the last bits where it is near. */
function mixed(d: number, share: number): number {
  if (share === 1) return d;
  const surplus = Math.expm1(d);
  return Number.isFinite(surplus) ? Math.log1p(share * surplus) : d + Math.log(share);
}
