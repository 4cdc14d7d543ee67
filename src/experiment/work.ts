/** How much arithmetic a run needs, in multiply-adds of its forward passes: enough to share runs out, and to reckon one from another. */
import { countMultiplyAdds } from '../distillation/layers.ts';
import { layersOf, teacherLayers } from './architecture.ts';
import type { Config } from './config.ts';

/** Of the students of one cohort: the standalone arm, and a distilled arm for each variant. @param cohort at least one, alike but for the lesson */
export function studentWork(cohort: readonly { readonly config: Config }[]): number {
  const { config } = cohort[0]!;
  const ofOne = countMultiplyAdds(layersOf(config));
  return ofOne * config.batchSize * studentSteps(config) * config.seeds * (1 + cohort.length);
}

export function studentSteps({ labels, unlabelled, batchSize, epochs }: Config): number {
  return epochs * stepsPerEpoch(labels + unlabelled, batchSize);
}

/** Of training the teacher. */
export function teacherWork(config: Config, numTrain: number): number {
  const ofOne = countMultiplyAdds(teacherLayers(config)) * config.teacherNetworks;
  return ofOne * config.teacherBatchSize * teacherSteps(config, numTrain);
}

export function teacherSteps(config: Config, numTrain: number): number {
  return epochsOfTeacher(config, numTrain) * stepsPerEpoch(numTrain, config.teacherBatchSize);
}

/** Steps of a teacher whose epochs are not set; fewer epochs than these two numbers would be none, more are repetition. */
const ENOUGH_STEPS = 1_500;
const [FEWEST_EPOCHS, MOST_EPOCHS] = [2, 200];

/** As set, or as many as 1,500 steps take. */
export function epochsOfTeacher(config: Config, numTrain: number): number {
  if (config.teacherEpochs > 0) return config.teacherEpochs;
  const enough = Math.round(ENOUGH_STEPS / stepsPerEpoch(numTrain, config.teacherBatchSize));
  return Math.min(MOST_EPOCHS, Math.max(FEWEST_EPOCHS, enough));
}

/**
 * Batches per epoch; of fewer images than a batch has, one of them all. A partial last batch is dropped: one shape means one
 * compiled program on webgl.
 */
export function stepsPerEpoch(numImages: number, batchSize: number): number {
  return Math.max(1, Math.floor(numImages / batchSize));
}
