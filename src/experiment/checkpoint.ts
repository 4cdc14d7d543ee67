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
  /** Sums of the losses of each member since the last report, [K] each, and over how many steps. */
  readonly losses: { readonly steps: number; readonly hard: Float32Array; readonly soft: Float32Array };
}

export interface TrainingCheckpoint {
  readonly step: number;
  /** Spent in steps so far. */
  readonly stepsMs: number;
  readonly cohort: CohortCheckpoint;
}

/** unlabelled: images are written that nobody has labelled. */
export const PHASES = ['teacher', 'unlabelled', 'softTargets', 'students'] as const;
export type Phase = (typeof PHASES)[number];

/** On what a run is reckoned: on another kind it would end with other numbers. */
export interface Arithmetic {
  /** Label of the backend. */
  readonly backend: string;
  readonly versions: Readonly<Record<string, string>>;
}

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
  readonly arithmetic: Arithmetic;
  /** Since the run began, pauses not counted. */
  readonly elapsedMs: number;
  /** Null between the phases. */
  readonly training: TrainingCheckpoint | null;
  /** Of all weights, averages and losses: one that lay in a browser for days is looked at before it is used. */
  readonly checksum: number;
}

/** The arrays of a cohort, in one order. */
const arraysOf = ({ variables, averages, losses }: CohortCheckpoint): readonly Float32Array[] => [
  ...variables,
  ...averages,
  losses.hard,
  losses.soft,
];

/** Of a checkpoint's numbers, with FNV-1a over 32-bit words; null when one of them is not finite. */
export function checksumOf({
  training,
  teacher,
}: Pick<RunCheckpoint, 'training' | 'teacher'>): number | null {
  const layers = teacher?.networks.flatMap((network) => network.layers) ?? [];
  const ofTeacher = layers.flatMap(({ weights, bias }) => [weights, bias]);
  let hash = 0x811c9dc5 ^ (training?.step ?? -1);
  for (const values of [...ofTeacher, ...(training ? arraysOf(training.cohort) : [])]) {
    const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      if ((word & EXPONENT) === EXPONENT) return null;
      hash = Math.imul(hash ^ word, 0x01000193);
    }
  }
  return hash;
}

/** All ones in a float that is infinite or not a number. */
const EXPONENT = 0x7f800000;

/** Whether nothing has happened to it since it was made. */
export function isSound(checkpoint: RunCheckpoint): boolean {
  try {
    return checksumOf(checkpoint) === checkpoint.checksum;
  } catch {
    return false; // a part of it is missing
  }
}
