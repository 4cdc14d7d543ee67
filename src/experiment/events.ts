/** What a run tells while it runs. The engine yields these; the worker forwards them; the store applies them. */
import type { ReliabilityBin } from '../distillation/calibration.ts';
import type { Predictor } from '../distillation/ensemble.ts';
import type { Arm, NetworkName } from './arms.ts';
import type { Phase, RunCheckpoint } from './checkpoint.ts';
import type { Config } from './config.ts';
import type { Readings } from './readings.ts';
import type { ExperimentResult, RunResult } from './results.ts';

/** How one network does on test digits. Fractions, not percent. */
export interface NetworkMetrics {
  readonly accuracy: number;
  readonly errors: number;
  /** Test images these numbers are counted on; live reports may use fewer than the final one. */
  readonly numTested: number;
  /** Mean negative log-likelihood of the label, in nats. */
  readonly nll: number;
  /** Expected calibration error, 15 bins. */
  readonly ece: number;
  /** By confidence, 15 bins: a reliability diagram. */
  readonly reliability: readonly ReliabilityBin[];
  /** How often each label was read as each digit: label · 10 + prediction, [100]. */
  readonly confusion: readonly number[];
}

export interface StudentMetrics extends NetworkMetrics {
  /** Share of test images on which student and teacher give the same class. */
  readonly agreement: number;
  /** Mean KL(teacher ‖ student) at T = 1, in nats: how far apart their probabilities are. */
  readonly meanKl: number;
}

/** How all images of a set are turned: the symmetries of a square. */
export type Turn =
  | 'transpose'
  | 'turn left'
  | 'turn right'
  | 'turn over'
  | 'mirror'
  | 'mirror upside down'
  | 'transpose and turn over';

/** What puts digits right; "swap" trains on those that were to test on, and the other way round. */
export type Mend = 'stretch' | 'invert' | 'swap' | Turn;

/** Something to be known of a set, and what would put it right if it is wrong. */
export interface Remark {
  readonly text: string;
  readonly mend: Mend | null;
}

/** A set of digits as it is known without its pixels. */
export interface DataSummary {
  /** Source and fingerprint of all images and labels: two sets of one id are the same. */
  readonly id: string;
  readonly source: DataChoice;
  readonly name: string;
  readonly provenance: string;
  readonly numTrain: number;
  readonly numTest: number;
  /** Images without labels beside the training digits. */
  readonly numUnlabelled: number;
  /** Whether as many more images without labels can be made as are asked for. */
  readonly isEndless: boolean;
  /** What its classes are called, where its source says so. */
  readonly classNames?: readonly string[] | null;
  /** What a person should know of digits they brought. */
  readonly remarks?: readonly Remark[];
}

/** What a person chooses to train on; the hand matters to embedded digits alone. */
export type DataChoice = Pick<Config, 'data' | 'sloppiness'>;

export type RunEvent =
  | {
      readonly type: 'started';
      readonly config: Config;
      readonly data: DataSummary;
      readonly backend: string;
    }
  | { readonly type: 'progress'; readonly phase: Phase; readonly step: number; readonly numSteps: number }
  | {
      readonly type: 'teacherReport';
      readonly step: number;
      readonly epoch: number;
      /** Mean training loss since the last report, in nats; null before the first step. */
      readonly loss: number | null;
      readonly metrics: NetworkMetrics;
    }
  | {
      readonly type: 'cohortReport';
      readonly step: number;
      readonly epoch: number; // fractional after a single step
      /** Standalone first, then one distilled arm per variant of the cohort. */
      readonly arms: readonly ArmReport[];
    }
  | {
      /** Follows a report: the networks that read the probe; students are those of the first seed. */
      readonly type: 'weights';
      readonly weights: Readonly<Partial<Record<NetworkName, Predictor>>>;
    }
  | {
      /** Comes when the teacher is trained, and again with the students at the end. */
      readonly type: 'readings';
      readonly readings: Readings;
    }
  | {
      /** Asked for by the caller. */
      readonly type: 'checkpoint';
      readonly checkpoint: RunCheckpoint;
    }
  | {
      /** The final metrics, on all test digits. */
      readonly type: 'finished';
      readonly result: RunResult;
      readonly teacher: NetworkMetrics;
      readonly arms: readonly ArmReport[];
    };

/** What an experiment of several runs tells. */
export type ExperimentEvent =
  | {
      /** A cohort begins. */
      readonly type: 'cohort';
      /** From 0, of those of this shard. */
      readonly cohort: number;
      readonly numCohorts: number;
      /** Of the variants in it. */
      readonly labels: readonly string[];
      /** Seeds of its students. */
      readonly seeds: readonly number[];
    }
  | { readonly type: 'run'; readonly cohort: number; readonly event: RunEvent }
  | {
      /** All that is done so far. */
      readonly type: 'partial';
      readonly result: ExperimentResult;
    };

/** One arm at one moment. */
export interface ArmReport {
  readonly name: Arm;
  readonly seeds: readonly StudentMetrics[]; // one per seed, in order
  /** Mean over seeds since the last report, in nats; null before the first step. Unweighted parts. */
  readonly hardLoss: number | null;
  readonly softLoss: number | null; // T² · KL(teacher ‖ student) at the arm's temperature
}
