/** Trains one network to read anybody's digits: new images at every epoch, bent and moved, dropout. The shipped teacher is made by it. */
import { epochOrder } from '../data/batches.ts';
import type { DigitSplit } from '../data/digitSet.ts';
import { distortStep, type Distortion } from '../data/distortion.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import type { LayerShape } from '../distillation/layers.ts';
import { stepsPerEpoch } from '../experiment/work.ts';
import { createCohort } from './cohort.ts';
import { makeStep } from './training.ts';

export interface ReaderPlan {
  readonly layers: readonly LayerShape[];
  readonly seed: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Of Adam at the first step; decays linearly to 0. */
  readonly learningRate: number;
  readonly dropout: number;
  readonly distortion: Distortion;
  /** The same number of images at every epoch. */
  digitsOf(epoch: number): Promise<DigitSplit>;
  /** Where to begin; new weights if left out. */
  readonly start?: NetworkWeights;
  /** Steps after which to hand the weights over; the last step always does. */
  readonly keepAt: readonly number[];
}

export interface ReaderProgress {
  readonly step: number;
  readonly numSteps: number;
  /** Mean since the last report, in nats. */
  readonly loss: number;
  readonly weights: NetworkWeights | null;
}

const REPORT_STEPS = 100;

export async function* trainReader(plan: ReaderPlan): AsyncGenerator<ReaderProgress, void, void> {
  const { layers, seed, epochs, batchSize, learningRate, dropout, distortion, keepAt } = plan;
  const cohort = createCohort({
    layers,
    dropout,
    optimiser: { name: 'adam', weightDecay: 0 },
    members: [{ seed, temperature: 1, softWeight: 0, squareTemperature: true }],
    ...(plan.start && { start: [plan.start] }),
  });
  const lesson = {
    learningRate,
    schedule: 'linear' as const,
    augment: (images: Uint8Array, at: number) => distortStep(images, distortion, seed, at),
  };
  try {
    let step = 0;
    for (let epoch = 0; epoch < epochs; epoch++) {
      const set = { digits: await plan.digitsOf(epoch), teacherLogits: null };
      const numImages = set.digits.labels.length;
      const stepsInEpoch = stepsPerEpoch(numImages, batchSize);
      const numSteps = epochs * stepsInEpoch;
      const order = epochOrder(numImages, seed, epoch);
      for (let at = 0; at < stepsInEpoch * batchSize; at += batchSize) {
        makeStep(cohort, set, order.subarray(at, at + batchSize), lesson, step, numSteps);
        step += 1;
        const isKept = keepAt.includes(step) || step === numSteps;
        if (!isKept && step % REPORT_STEPS !== 0) continue;
        const losses = await cohort.takeLosses();
        const [weights] = isKept ? await cohort.weights([0]) : [];
        yield { step, numSteps, loss: losses!.hard[0]!, weights: weights ?? null };
      }
    }
  } finally {
    cohort.dispose();
  }
}
