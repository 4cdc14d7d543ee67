/** Adam, or gradient descent with momentum, with its state in plain sight, so that it can be saved, resumed and rewound. */
import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserName, Schedule } from '../experiment/config.ts';
import { adamStep, momentumStep } from './kernels/optimiserSteps.ts';
import type { Gradient } from './kernels/sparseImages.ts';
import type { StackLayer } from './networks.ts';

export interface OptimiserOptions {
  readonly name: OptimiserName;
  /** Decoupled: weights shrink by learningRate · weightDecay at every step. */
  readonly weightDecay: number;
}

export interface Optimiser {
  /** One step on all variables. Gradients stand in the order of the variables, with their shapes. */
  apply(gradients: readonly Gradient[], learningRate: number): void;
  /** Running averages, in the order in which a checkpoint holds them. */
  readonly state: readonly tf.Variable[];
  /** Steps made; Adam corrects its averages by it. */
  step: number;
  /** Once is enough, twice does no harm. */
  dispose(): void;
}

/** Kingma & Ba 2015; epsilon as there. */
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const MOMENTUM = 0.9;

export function createOptimiser(variables: readonly tf.Variable[], options: OptimiserOptions): Optimiser {
  const { name, weightDecay } = options;
  const zeros = () => variables.map((variable) => tf.tidy(() => tf.variable(tf.zerosLike(variable), false)));
  const averages = zeros(); // first moments, or velocities
  const squares = name === 'adam' ? zeros() : [];

  return {
    step: 0,
    state: [...averages, ...squares],
    apply(gradients, learningRate) {
      this.step += 1;
      const { step } = this;
      variables.forEach((variable, index) => {
        const [gradient, average, square] = [gradients[index]!, averages[index]!, squares[index]];
        if (square)
          adamStep(variable, gradient, average, square, { ...ADAM, learningRate, step, weightDecay });
        else momentumStep(variable, gradient, average, { learningRate, momentum: MOMENTUM, weightDecay });
      });
    },
    dispose() {
      tf.dispose([...averages, ...squares]);
    },
  };
}

/** Share of the first learning rate that is left. @param progress of the training, in [0, 1) */
export function scheduled(schedule: Schedule, progress: number): number {
  switch (schedule) {
    case 'constant':
      return 1;
    case 'linear':
      return 1 - progress;
    case 'cosine': // Loshchilov & Hutter 2017, eq. 5, without restarts
      return (1 + Math.cos(Math.PI * progress)) / 2;
    default:
      throw new Error(`Unknown schedule ${String(schedule satisfies never)}.`);
  }
}

/**
 * Weight constraints: no hidden unit's incoming weights may be longer than a limit (Hinton et al. 2012, §2; Srivastava et al.
 * 2014, §5.1). Shortens what is too long, in place; the layer that gives the logits is left alone. @param limit > 0
 */
export function limitNorms(stack: readonly StackLayer[], limit: number): void {
  for (const { weights } of stack.slice(0, -1))
    tf.tidy(() => {
      const inputs = weights.rank - 2; // [inputs, K · units] or [K, inputs, units]
      const norms = tf.sqrt(tf.sum(tf.square(weights), inputs, true));
      weights.assign(tf.mul(weights, tf.minimum(1, tf.div(limit, tf.maximum(norms, 1e-12)))));
    });
}
