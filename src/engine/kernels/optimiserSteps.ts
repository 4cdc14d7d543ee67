/** One step of an optimiser on one variable, in one pass over the memory where the kernels are there. */
import * as tf from '@tensorflow/tfjs-core';
import { hasKernels, runKernel } from './registry.ts';
import { factorsOf, summed, type Gradient } from './sparseImages.ts';

export interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Added to the root of the second moment; explicit, because tfjs would take another one on each backend. */
  readonly epsilon: number;
  /** Counted from 1. */
  readonly step: number;
  /** Decoupled (Loshchilov & Hutter 2019): weights shrink by learningRate · weightDecay first. */
  readonly weightDecay: number;
}

/** Adam (Kingma & Ba 2015, algorithm 1). Changes weights and both moments; all four have the same shape. */
export function adamStep(
  weights: tf.Variable,
  gradient: Gradient,
  firstMoment: tf.Variable,
  secondMoment: tf.Variable,
  { learningRate, beta1, beta2, epsilon, step, weightDecay }: AdamOptions,
): void {
  const stepSize = learningRate / (1 - beta1 ** step);
  const secondCorrection = 1 / Math.sqrt(1 - beta2 ** step);
  const keep = 1 - learningRate * weightDecay;
  if (hasKernels()) {
    const attributes = { beta1, beta2, stepSize, secondCorrection, epsilon, keep };
    const variables = { weights, firstMoment, secondMoment };
    if (gradient instanceof tf.Tensor) runKernel('AdamStep', { ...variables, gradient }, attributes);
    else runKernel('SparseAdamStep', { ...variables, ...factorsOf(gradient) }, attributes);
    return;
  }
  tf.tidy(() => {
    const g = summed(gradient);
    firstMoment.assign(tf.add(tf.mul(firstMoment, beta1), tf.mul(g, 1 - beta1)));
    secondMoment.assign(tf.add(tf.mul(secondMoment, beta2), tf.mul(tf.square(g), 1 - beta2)));
    const denominator = tf.add(tf.mul(tf.sqrt(secondMoment), secondCorrection), epsilon);
    const kept = keep === 1 ? weights : tf.mul(weights, keep);
    weights.assign(tf.sub(kept, tf.mul(tf.div(firstMoment, denominator), stepSize)));
  });
}

export interface MomentumOptions {
  readonly learningRate: number;
  /** Share of the velocity that stays, in [0, 1); 0 is plain gradient descent. */
  readonly momentum: number;
  /** Decoupled, as with Adam. */
  readonly weightDecay: number;
}

/** Gradient descent with momentum: v ← momentum · v + gradient, weights ← weights − learningRate · v (as in PyTorch). */
export function momentumStep(
  weights: tf.Variable,
  gradient: Gradient,
  velocity: tf.Variable,
  { learningRate, momentum, weightDecay }: MomentumOptions,
): void {
  const keep = 1 - learningRate * weightDecay;
  if (hasKernels()) {
    const inputs = { weights, gradient: summed(gradient), velocity };
    runKernel('MomentumStep', inputs, { momentum, learningRate, keep });
    return;
  }
  tf.tidy(() => {
    velocity.assign(tf.add(tf.mul(velocity, momentum), summed(gradient)));
    const kept = keep === 1 ? weights : tf.mul(weights, keep);
    weights.assign(tf.sub(kept, tf.mul(velocity, learningRate)));
  });
}
