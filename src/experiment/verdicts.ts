/** What results say of the parts of a claim, all of them judged together. */
import { pValueOf, type Estimate } from '../distillation/estimate.ts';
import { holm } from '../distillation/holm.ts';
import { mean, sampleSd } from '../distillation/statistics.ts';
import { twoWay } from '../distillation/twoWay.ts';
import type { Evidence, Expectation, Wrongs } from './claim.ts';
import { unpackOutcomes } from './outcomes.ts';
import { drawsOf, meanRow, numbersDrawn } from './replicates.ts';

export type Verdict = 'holds' | 'not so' | 'open';

export interface PartVerdict {
  readonly says: string;
  readonly verdict: Verdict;
  /** Corrected for all parts of the claim; null for what leaves nothing to chance. */
  readonly p: number | null;
}

export type Tried = { readonly label: string } & (
  (Evidence & { readonly problem: null }) | { readonly problem: string }
);

/** May be wrong so often: that one or more of the parts that hold, or are not so, is neither. */
const LEVEL = 0.05;

/**
 * Over students and test digits (and replicates, of several) where outcomes are kept, else over students alone. Parts that these runs say nothing of are left out.
 * @param numTested digits
 */
export function verdictsOn(
  expects: readonly Expectation[],
  findings: readonly Tried[],
  numTested: number,
): PartVerdict[] {
  const runs = new Map(findings.flatMap((run) => (run.problem === null ? [[run.label, run] as const] : [])));
  const judged = expects.flatMap((expectation) => {
    const judgement = judge(expectation, runs, numTested);
    return judgement ? [{ says: expectation.says, ...judgement }] : [];
  });
  const byChance = judged.filter(({ p }) => p !== null);
  const adjusted = holm(byChance.map(({ p }) => p!));
  return judged.map((part) => {
    if (part.p === null) return part;
    const p = adjusted[byChance.indexOf(part)]!;
    return { ...part, p, verdict: p <= LEVEL ? part.verdict : 'open' };
  });
}

/** @returns what it is if it is not chance, and the p of that; null unless all that it looks at is there, with the same numbers of seeds and replicates */
function judge(
  expectation: Expectation,
  runs: ReadonlyMap<string, Evidence>,
  numTested: number,
): Pick<PartVerdict, 'verdict' | 'p'> | null {
  const { of } = expectation;
  const looked = of.flatMap((label) => runs.get(label) ?? []);
  const counts = looked.map(countsOf);
  if (looked.length < of.length || new Set(counts.map(String)).size !== 1) return null;
  const [drawn] = counts;
  if ('always' in expectation) {
    const found = expectation.always(...looked);
    return found.length === 0 ? null : { verdict: found.every(Boolean) ? 'holds' : 'not so', p: null };
  }
  if ('above' in expectation) {
    const values = expectation.above(...looked);
    return values.length === 0 ? null : sideOfZero(overDraws(values, drawn!));
  }
  const { wrongs, within } = expectation;
  const estimate = sumOf(wrongs, runs, drawn!, numTested);
  return within === undefined ? sideOfZero(estimate) : isWithin(estimate, within / 100);
}

/** Pairs of each replicate. */
const countsOf = ({ gain: { pairs, perReplicate } }: Evidence) => perReplicate ?? [pairs.length];

function sideOfZero(estimate: Estimate | null): Pick<PartVerdict, 'verdict' | 'p'> {
  if (!estimate) return { verdict: 'open', p: 1 };
  return { verdict: estimate.mean > 0 ? 'holds' : 'not so', p: pValueOf(estimate) };
}

/** Two one-sided tests (Schuirmann 1987, J. Pharmacokinet. Biopharm. 15): the nearer margin decides. @param margin share of digits */
function isWithin(estimate: Estimate | null, margin: number): Pick<PartVerdict, 'verdict' | 'p'> {
  if (!estimate) return { verdict: 'open', p: 1 };
  const { verdict, p } = sideOfZero({ ...estimate, mean: margin - Math.abs(estimate.mean) });
  return { verdict, p: p! / 2 };
}

/** Of a share of the test digits; null where there is too little to say. */
function sumOf(
  wrongs: readonly Wrongs[],
  runs: ReadonlyMap<string, Evidence>,
  counts: readonly number[],
  numTested: number,
): Estimate | null {
  const pairs = Array.from({ length: counts.reduce((sum, count) => sum + count, 0) }, (_, pair) => pair);
  const evidence = wrongs.map((term) => ({ ...term, of: runs.get(term.run)! }));
  if (evidence.some(({ of }) => !of.replicates?.length)) {
    const errorsOf = ({ of, network }: (typeof evidence)[number], seed: number) =>
      network === 'teacher' ? of.teacher.errors : of.arms[network === 'standalone' ? 0 : 1]!.errors[seed]!;
    const sum = (seed: number) =>
      evidence.reduce((total, term) => total + term.times * errorsOf(term, seed), 0) / numTested;
    return overDraws(pairs.map(sum), counts);
  }
  const rows = counts.map((count, replicate) =>
    Array.from({ length: count }, (_, seed) => {
      const row = new Float64Array(numTested);
      for (const { of, network, times } of evidence) {
        const { teacher, arms } = of.replicates![replicate]!;
        const packed =
          network === 'teacher' ? teacher.outcomes : arms[network === 'standalone' ? 0 : 1]!.outcomes[seed]!;
        unpackOutcomes(packed, numTested).forEach((isRight, at) => (row[at]! += times * (1 - isRight)));
      }
      return row;
    }),
  );
  const draws = drawsOf(rows, meanRow);
  return twoWay(draws, Math.min(...evidence.map(({ of }) => of.gain.firstStage ?? draws.length))).estimate;
}

/** Student's; null from one draw, and where all are alike: that says how coarse the count is, not how sure the mean. @param counts pairs of each replicate */
function overDraws(pairs: readonly number[], counts: readonly number[]): Estimate | null {
  const values = numbersDrawn(pairs, counts);
  const variance = sampleSd(values) ** 2 / values.length;
  return variance > ROUNDING * Math.max(1, mean(values) ** 2)
    ? { mean: mean(values), parts: [{ variance, degreesOfFreedom: values.length - 1 }] }
    : null;
}

const ROUNDING = 1e-20;
