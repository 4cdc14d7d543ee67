/** A claim in numbers, and what results say of it. */
import { pairedDifference, sideOf } from '../distillation/statistics.ts';

/** One run as a claim looks at it. Lists hold one value per seed. */
export interface Evidence {
  readonly teacher: { readonly errors: number };
  readonly arms: readonly {
    readonly errors: readonly number[];
    readonly agreement: readonly number[];
    readonly nll: readonly number[];
    readonly unseen?: readonly { readonly wrong: number; readonly shiftedWrong: number }[] | undefined;
  }[];
  readonly gain: { readonly pairs: readonly number[] };
}

/** Part of a claim: numbers that lie above zero where it is true, or what is always so and leaves nothing to chance. */
export type Expectation = {
  /** A few words, e.g. "ten networks teach more than one". */
  readonly says: string;
  /** The labels of the runs that it looks at. */
  readonly of: readonly string[];
} & (
  | {
      /** Per seed, in any unit. */
      readonly above: (...runs: readonly Evidence[]) => readonly number[];
    }
  | {
      /** Per seed; one that is not so refutes it. */
      readonly always: (...runs: readonly Evidence[]) => readonly boolean[];
    }
);

export type Verdict = 'holds' | 'not so' | 'open';

/**
 * By the 95 % t interval over seeds: above zero, below, or neither. Each expectation is tried by itself.
 * @param runs by label @returns null unless all that it looks at is there, with the same number of seeds
 */
export function verdictOn(expectation: Expectation, runs: ReadonlyMap<string, Evidence>): Verdict | null {
  const { of } = expectation;
  const looked = of.flatMap((label) => runs.get(label) ?? []);
  const numSeeds = new Set(looked.map(({ gain }) => gain.pairs.length));
  if (looked.length < of.length || numSeeds.size !== 1) return null;
  if ('always' in expectation) {
    const found = expectation.always(...looked);
    return found.length === 0 ? null : found.every(Boolean) ? 'holds' : 'not so';
  }
  const values = expectation.above(...looked);
  if (values.length === 0) return null;
  const { ci } = pairedDifference(
    values,
    values.map(() => 0),
  );
  const side = sideOf(ci);
  return side === 'above' ? 'holds' : side === 'below' ? 'not so' : 'open';
}

/** The distilled arm is better than the standalone one. */
export function gains(label: string, says = 'the distilled student is better'): Expectation {
  return { says, of: [label], above: ({ gain }: Evidence) => gain.pairs };
}

/** The distilled arm is worse than the standalone one. */
export function loses(label: string, says: string): Expectation {
  return { says, of: [label], above: ({ gain }: Evidence) => gain.pairs.map((points) => -points) };
}

/** The gain of one run is above that of another. */
export function gainsMore(label: string, than: string, says: string): Expectation {
  return {
    says,
    of: [label, than],
    above: (one: Evidence, other: Evidence) => minus(one.gain.pairs, other.gain.pairs),
  };
}

/** a − b, seed by seed. */
export function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, seed) => value - b[seed]!);
}
