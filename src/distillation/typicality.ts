/** Whether an image looks like any class at all: the free energy of its logits (Liu et al. 2020, arXiv 2010.03759, §3). */
import { logSumExp } from './softmax.ts';

/**
 * log Σ exp of the logits at T = 1, in nats: high where some class fits, low where none does, whatever softmax makes of it.
 * Softmax forgets it, because only differences of logits count there.
 * @param logits one image, [classes]
 */
export function typicalityOf(logits: ArrayLike<number>): number {
  return logSumExp(logits, 0, logits.length);
}
