/** The boundary between page and experiments: a worker of the pool runs a shard of one, on digits that it is handed. */
import type { DigitSet } from '../data/digitSet.ts';
import type { SeedBudget } from '../engine/experiment.ts';
import type { SharedTeachers } from '../engine/sharedTeachers.ts';
import type { GivenTeacher } from '../engine/teacher.ts';
import type { Phase } from '../experiment/checkpoint.ts';
import type { Config } from '../experiment/config.ts';
import type { SweepAxis } from '../experiment/preset.ts';
import type { ExperimentResult, Shard } from '../experiment/results.ts';

/** Which experiment, and what is set for it. */
export interface ExperimentOrder {
  /** Name of a preset. */
  readonly preset: string;
  /** Over those of the preset. */
  readonly settings: Partial<Config>;
  readonly axes: readonly SweepAxis[];
  /** Goes on with more seeds until the intervals are narrow enough; null for the seeds of the settings. */
  readonly budget: SeedBudget | null;
}

/** Cohorts that another worker has are left to it. */
interface OwnShard {
  readonly shard: Shard | null;
  /** Among whom the cohorts were dealt out. */
  readonly numWorkers: number;
  /** What is done of the shard already; null for nothing. */
  readonly done: ExperimentResult | null;
}

/** A set of digits as it travels between workers: what writes images without end stays behind, and is made anew. */
export type SharedDigits = Omit<DigitSet, 'writeUnlabelled'>;

/** What a shard tells while it runs. */
export type ExperimentNews =
  | {
      readonly type: 'progress';
      /** Done of the whole shard, 0 … 1. */
      readonly share: number;
      /** What is being trained. */
      readonly labels: readonly string[];
      readonly phase: Phase;
    }
  | {
      /** Mean test accuracy of each variant's distilled students at one moment. */
      readonly type: 'curve';
      readonly epoch: number;
      readonly accuracy: Readonly<Record<string, number>>;
    }
  | {
      /** A worker died, and another goes on with its shard. */
      readonly type: 'replaced';
      /** One sentence for people. */
      readonly message: string;
    }
  | {
      /** All that is done so far. */
      readonly type: 'partial';
      readonly result: ExperimentResult;
    };

export interface ExperimentApi {
  /**
   * Warms a backend for experiments alone. @param pageUrl the page's address, beside which the shipped teachers lie
   * @param brought a network that a person brought, which teaches where the settings name it
   */
  openForExperiments(requested: string | null, pageUrl: string, brought: GivenTeacher | null): Promise<void>;
  useDigits(digits: SharedDigits): Promise<void>;
  /** About how many milliseconds it takes in one worker. @throws SettingsError */
  estimateExperiment(order: ExperimentOrder): Promise<number>;
  /** Teachers are kept for the next shard. @param teachers those of all workers @throws Error for people */
  runExperiment(
    order: ExperimentOrder,
    own: OwnShard,
    teachers: SharedTeachers,
    onNews: (news: ExperimentNews) => void,
  ): Promise<ExperimentResult>;
}
