/** The result of a run, as written by `--json` and by "Download results". Older files are read by resultFile.ts. */
import type { Lack } from '../distillation/twoWay.ts';
import type { Arm } from './arms.ts';
import type { Config } from './config.ts';
import type { SweepAxis } from './preset.ts';

export const RESULT_SCHEMA = 4;

export interface ArmResult {
  readonly name: Arm;
  readonly temperature: number;
  readonly softWeight: number;
  readonly seeds: readonly number[];
  readonly parameters: number;
  /** Of the weights as 32-bit floats. */
  readonly bytes: number;
  /** For one image. */
  readonly multiplyAdds: number;
  /** Median time for one digit through the plain forward, in milliseconds. */
  readonly latencyMs: number;
  // One entry per seed, replicate after replicate, on all test images.
  readonly accuracy: readonly number[];
  readonly errors: readonly number[];
  readonly agreement: readonly number[];
  readonly nll: readonly number[];
  readonly ece: readonly number[];
  /** KL(teacher ‖ student) at T = 1, nats. */
  readonly meanKl: readonly number[];
  /** label · 10 + prediction, [100]. */
  readonly confusion: readonly (readonly number[])[];
  /** Per seed, on held-out training digits, where there are any. */
  readonly heldOutAccuracy?: readonly number[];
  /** Per seed, where the transfer set lacked digits. */
  readonly unseen?: readonly UnseenDigits[];
  readonly meanAccuracy: number;
  /** Null for a single student. */
  readonly sdAccuracy: number | null;
  /** Against the first arm; null for the first arm itself. */
  readonly gain: Gain | null;
}

/** How one student reads digits that its transfer set lacked. Counts on test digits. */
export interface UnseenDigits {
  readonly digits: readonly number[];
  /** Test digits that are one of them. */
  readonly numTested: number;
  readonly errors: number;
  /** Of the unseen digits alone. */
  readonly wrong: number;
  /** What is added to the logits of the unseen digits: the number with the fewest errors on held-out training digits. */
  readonly shift: number;
  readonly shiftedErrors: number;
  readonly shiftedWrong: number;
  /** The same counts for other shifts, for a reader who moves it. */
  readonly curve: readonly {
    readonly shift: number;
    /** On the held-out ones. */
    readonly trainErrors: number;
    readonly errors: number;
    readonly wrong: number;
  }[];
}

/**
 * Other students have other first weights, other replicates other labels, order and teacher too. What is not named is held
 * fixed. Students alone: in files of schema 1 and 2, and where outcomes were not kept.
 */
type Covers = 'replicates, students and test digits' | 'students and test digits' | 'students';

export interface Gain {
  /** Test accuracy of the arm − that of the first arm, percentage points, paired by seed; every replicate counts alike. */
  readonly mean: number;
  /** Of the mean; null where there is too little for one. */
  readonly ci95: readonly [number, number] | null;
  /** Of which chances it speaks. */
  readonly covers: Covers;
  /** Why there is no interval. */
  readonly lack: Lack | null;
  /** Of the mean, points²: where the interval's width comes from; null without an interval. */
  readonly variance: GainVariance | null;
  /** 95 % t interval on these very test digits, over the students alone, or over replicates where there are several; null with fewer than two. */
  readonly studentsCi95: readonly [number, number] | null;
  /**
   * Draws (pairs of one replicate, or replicates where there are several), from the first, whose spread says how many there
   * are, so that the interval has it too (distillation/twoStage.ts).
   */
  readonly firstStage: number;
  /** Replicate after replicate. */
  readonly pairs: readonly number[];
  /** How many of the pairs each replicate has; one number for one replicate. */
  readonly perReplicate: readonly number[];
  /** Exact McNemar test on the disagreements of the first pair. */
  readonly mcnemarP: number;
}

/** Parts of a variance; null for one that these draws cannot tell: it is in another part, or in none. */
interface GainVariance {
  /** First weights. In `replicates` where each replicate has one pair. */
  readonly students: number | null;
  /** Labels, order and teacher. In none where there is one replicate: they are held fixed. */
  readonly replicates: number | null;
  readonly digits: number;
}

/** Of several replicates, each with a teacher of its own, numbers are means; the confusion is that of the first. */
export interface TeacherResult {
  readonly name: string;
  readonly parameters: number;
  readonly bytes: number;
  readonly multiplyAdds: number;
  readonly latencyMs: number;
  readonly accuracy: number;
  readonly errors: number;
  readonly nll: number;
  readonly ece: number;
  readonly confusion: readonly number[];
}

/** One draw of labels, batch order, teacher and first weights: what was read of every test digit, so that results can be joined. */
export interface Replicate {
  /** Of labels, order and teacher. */
  readonly seed: number;
  readonly teacher: Pick<TeacherResult, 'name' | 'accuracy' | 'errors'> & {
    readonly outcomes: string;
  } & Partial<
      Pick<TeacherResult, 'nll' | 'ece' | 'confusion'> // new in schema 4
    >;
  /** As the arms of the result; outcomes by seed, packed (outcomes.ts). */
  readonly arms: readonly {
    readonly name: Arm;
    readonly seeds: readonly number[];
    readonly outcomes: readonly string[];
    /** Likewise on held-out training digits, where there are any. */
    readonly heldOut?: readonly string[];
  }[];
  /** Percentage points by seed, of the second arm against the first. */
  readonly pairs: readonly number[];
}

export interface RunResult {
  readonly schema: typeof RESULT_SCHEMA;
  readonly preset: string;
  readonly config: Config;
  readonly data: {
    /** Of the set of digits: no two sets have the same one. Null in files of schema 1. */
    readonly id: string | null;
    readonly name: string;
    readonly train: number;
    readonly test: number;
  };
  /** The kind of arithmetic. */
  readonly backend: string;
  readonly teacher: TeacherResult;
  /** Standalone first; then one distilled arm per variant of the cohort, of which a run has one. */
  readonly arms: readonly ArmResult[];
  /** Of the second arm. */
  readonly gain: Gain;
  /** Gain as a share of what the teacher is ahead of the standalone student; null where that is not defined. */
  readonly gapClosed: { readonly share: number | null; readonly ci95: readonly [number, number] | null };
  /** By seed; empty in files of schema 1. */
  readonly replicates: readonly Replicate[];
  /** Of a step nothing where the clock was too coarse to tell. */
  readonly timing: {
    readonly totalMs: number;
    readonly stepMs?: number | undefined;
    readonly imagesPerSecond?: number | undefined;
  };
  readonly versions: Readonly<Record<string, string>>;
}

/** What a variant is of a run: all that is not of the whole experiment. */
export type Measured = Pick<RunResult, 'teacher' | 'arms' | 'gain' | 'gapClosed' | 'replicates' | 'timing'>;

export function measuredOf({ teacher, arms, gain, gapClosed, replicates, timing }: Measured): Measured {
  return { teacher, arms, gain, gapClosed, replicates, timing };
}

/** What a run of an experiment found, or why there is nothing to find. */
export type VariantResult = {
  /** Place in the plan. */
  readonly index: number;
  readonly label: string;
  readonly config: Config;
} & (({ readonly problem: null } & Measured) | { readonly problem: string });

/** As many as anybody deals an experiment out to. */
export const MAX_SHARDS = 100_000;

/** A part of an experiment: the cohorts whose number leaves the rest `index` when divided by `count`. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

export interface ExperimentResult {
  readonly schema: typeof RESULT_SCHEMA;
  readonly preset: string;
  /** What all variants share. */
  readonly config: Config;
  readonly data: RunResult['data'];
  readonly backend: string;
  readonly axes: readonly SweepAxis[];
  /** Those that are done, in the order of the plan. */
  readonly variants: readonly VariantResult[];
  /** Labels of those that are not, or not in all replicates, or belong to another shard. */
  readonly unfinished: readonly string[];
  readonly shard: Shard | null;
  /** The cohort that was being trained when somebody stopped it, as it was last tested. */
  readonly underWay?: {
    readonly labels: readonly string[];
    readonly epoch: number;
    /** Test digits that these accuracies are counted on. */
    readonly numTested: number;
    /** Standalone, then one per label; by seed. */
    readonly accuracy: readonly (readonly number[])[];
  };
  readonly timing: { readonly totalMs: number };
  readonly versions: RunResult['versions'];
}
