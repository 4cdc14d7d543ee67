/** How much arithmetic a run needs, in multiply-adds of its forward passes: enough to share runs out, and to reckon one from another. */
import { countMultiplyAdds } from '../distillation/layers.ts';
import { layersOf } from './architecture.ts';
import type { Config } from './config.ts';

/** Of the students of one cohort: the standalone arm, and a distilled arm for each variant. @param cohort at least one, alike but for the lesson */
export function studentWork(cohort: readonly { readonly config: Config }[]): number {
  const { config } = cohort[0]!;
  const ofOne = countMultiplyAdds(layersOf({ convolutions: [], hidden: config.hidden }));
  return ofOne * config.batchSize * studentSteps(config) * config.seeds * (1 + cohort.length);
}

export function studentSteps({ labels, unlabelled, batchSize, epochs }: Config): number {
  return epochs * Math.max(1, Math.floor((labels + unlabelled) / batchSize));
}

/** Of training the teacher. */
export function teacherWork(config: Config, numTrain: number): number {
  const layers = layersOf({ convolutions: config.teacherConvolutions, hidden: config.teacherHidden });
  const ofOne = countMultiplyAdds(layers) * config.teacherNetworks;
  return ofOne * config.teacherBatchSize * teacherSteps(config, numTrain);
}

export function teacherSteps({ teacherEpochs, teacherBatchSize }: Config, numTrain: number): number {
  return teacherEpochs * Math.max(1, Math.floor(numTrain / teacherBatchSize));
}
