/** Weight constraints: no hidden unit's incoming weights may be longer than a limit (Hinton et al. 2012, §2; Srivastava et al. 2014, §5.1). */
import * as tf from '@tensorflow/tfjs-core';
import type { StackLayer } from './networks.ts';

/** Shortens what is too long, in place; the layer that gives the logits is left alone. @param limit > 0 */
export function limitNorms(stack: readonly StackLayer[], limit: number): void {
  for (const { weights } of stack.slice(0, -1))
    tf.tidy(() => {
      const inputs = weights.rank - 2; // [inputs, K · units] or [K, inputs, units]
      const norms = tf.sqrt(tf.sum(tf.square(weights), inputs, true));
      weights.assign(tf.mul(weights, tf.minimum(1, tf.div(limit, tf.maximum(norms, 1e-12)))));
    });
}
