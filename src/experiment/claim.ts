/** A claim in numbers: what of the results lies above zero where it is true. Judged in verdicts.ts. */
import type { NetworkName } from './arms.ts';

/** One run as a claim looks at it. Lists hold one value per seed. */
export interface Evidence {
  readonly teacher: { readonly errors: number };
  /** Standalone and distilled. */
  readonly arms: readonly {
    readonly errors: readonly number[];
    readonly agreement: readonly number[];
    readonly nll: readonly number[];
    readonly unseen?: readonly { readonly wrong: number; readonly shiftedWrong: number }[] | undefined;
  }[];
  readonly gain: {
    readonly pairs: readonly number[];
    readonly perReplicate?: readonly number[] | undefined;
    readonly firstStage?: number;
  };
  /** Who read which digit, packed (outcomes.ts), of each replicate; not kept in recorded results. */
  readonly replicates?: readonly {
    readonly teacher: { readonly outcomes: string };
    readonly arms: readonly { readonly outcomes: readonly string[] }[];
  }[];
}

/** So many times the test digits that a network of a run reads wrong. */
export interface Wrongs {
  /** Its label. */
  readonly run: string;
  readonly network: NetworkName;
  readonly times: number;
}

/** Part of a claim. */
export type Expectation = {
  /** A few words, e.g. "ten networks teach more than one". */
  readonly says: string;
  /** The labels of the runs that it looks at. */
  readonly of: readonly string[];
} & (
  | {
      /** Their sum lies above zero, for other students and other test digits. */
      readonly wrongs: readonly Wrongs[];
      /** Nearer to zero than so many percentage points, instead. */
      readonly within?: number;
    }
  | {
      /** Lies above zero, for other students. Per seed, in any unit. */
      readonly above: (...runs: readonly Evidence[]) => readonly number[];
    }
  | {
      /** Per seed; one that is not so refutes it, and nothing is left to chance. */
      readonly always: (...runs: readonly Evidence[]) => readonly boolean[];
    }
);

/** What distilled students read right and standalone ones do not. */
function gainIn(run: string, times = 1): readonly Wrongs[] {
  return [
    { run, network: 'standalone', times },
    { run, network: 'distilled', times: -times },
  ];
}

/** The distilled arm is better than the standalone one. */
export function gains(label: string, says = 'the distilled student is better'): Expectation {
  return { says, of: [label], wrongs: gainIn(label) };
}

/** The distilled arm is worse than the standalone one. */
export function loses(label: string, says: string): Expectation {
  return { says, of: [label], wrongs: gainIn(label, -1) };
}

/** The gain of one run is above that of another. */
export function gainsMore(label: string, than: string, says: string): Expectation {
  return { says, of: [label, than], wrongs: [...gainIn(label), ...gainIn(than, -1)] };
}

/** The gains of two runs differ by less than so many percentage points. */
export function gainsAlike(label: string, other: string, within: number, says: string): Expectation {
  return { says, of: [label, other], wrongs: [...gainIn(label), ...gainIn(other, -1)], within };
}

/** a − b, seed by seed. */
export function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, seed) => value - b[seed]!);
}
