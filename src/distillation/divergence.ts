/** Distances between distributions, from log probabilities: 0 · log 0 counts as 0. */

/** KL(p ‖ q) in nats. @param logP [classes] @param logQ [classes] */
export function klDivergence(logP: ArrayLike<number>, logQ: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < logP.length; j++) {
    const p = Math.exp(logP[j]!);
    if (p > 0) sum += p * (logP[j]! - logQ[j]!);
  }
  return sum;
}

/** Entropy in bits: 0 when sure, log2(classes) when every class is alike. @param logP [classes] */
export function entropyBits(logP: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < logP.length; j++) {
    const p = Math.exp(logP[j]!);
    if (p > 0) sum -= p * logP[j]!;
  }
  return sum / Math.LN2;
}
