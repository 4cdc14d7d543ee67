/** Where a run stands between two steps, as plain data: from it the run goes on and ends with the same weights, to the bit. */
import type { Predictor } from '../distillation/ensemble.ts';
import type { Config } from './config.ts';

/** All that a cohort's next steps depend on. Random numbers are functions of seed and step, so none are kept. */
export interface CohortCheckpoint {
  readonly steps: number;
  /** Weights and biases, layer by layer. */
  readonly variables: readonly Float32Array[];
  /** Running averages of the optimiser. */
  readonly averages: readonly Float32Array[];
}

export interface TrainingCheckpoint {
  readonly step: number;
  /** Spent in steps so far. */
  readonly stepsMs: number;
  readonly cohort: CohortCheckpoint;
}

/** unlabelled: images are written that nobody has labelled. */
export type Phase = 'teacher' | 'unlabelled' | 'softTargets' | 'students';

/** What is being trained. */
export interface RunStage {
  readonly config: Config;
  /** Id of the set of digits. */
  readonly data: string;
  readonly phase: Phase;
  /** Null while it is itself being trained. */
  readonly teacher: Predictor | null;
}

export interface RunCheckpoint extends RunStage {
  /** Since the run began, pauses not counted. */
  readonly elapsedMs: number;
  /** Null between the phases. */
  readonly training: TrainingCheckpoint | null;
}
