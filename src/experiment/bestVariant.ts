/** Which of many variants is best, chosen on held-out training digits; and whether it really is, or only happened to come first. */
import { intervalOf } from '../distillation/estimate.ts';
import { mean } from '../distillation/statistics.ts';
import { twoWay } from '../distillation/twoWay.ts';
import { numHeldOut } from './heldOut.ts';
import { differences } from './outcomes.ts';
import { drawsOf, meanRow, numbersDrawn } from './replicates.ts';
import type { Measured, RunResult, VariantResult } from './results.ts';

export type Finished = Extract<VariantResult, { readonly problem: null }>;

export interface BestVariant {
  readonly variant: Finished;
  /** Share of the held-out digits that its distilled students read right. */
  readonly accuracy: number;
  /** How many digits chose. */
  readonly numHeldOut: number;
  /** Better than every other for other students and other digits too, all of these claims together at the confidence asked for. */
  readonly isDistinguishable: boolean;
}

/**
 * The variant whose distilled students read most of the held-out digits. It is told from the others by intervals over students
 * and digits (over replicates too) of which each may be wrong the less often the more there are (Bonferroni).
 * @param data of the experiment @param confidence in (0, 1)
 * @returns null where no variant is there, or one has held out nothing
 */
export function bestVariant(
  variants: readonly VariantResult[],
  data: Pick<RunResult['data'], 'train'>,
  confidence = 0.95,
): BestVariant | null {
  const finished = variants.filter((variant): variant is Finished => variant.problem === null);
  const scores = finished.map(heldOutAccuracy);
  const known = scores.filter((score) => score !== null);
  if (known.length === 0 || known.length < scores.length) return null;
  const at = scores.indexOf(Math.max(...known));
  const best = finished[at]!;
  const count = numHeldOut(data.train);
  const each = 1 - (1 - confidence) / Math.max(1, finished.length - 1);
  const isBeaten = (other: Finished) => {
    const { estimate } = twoWay(rowsBetween(best, other, count));
    return estimate !== null && intervalOf(estimate, each)[0] > 0;
  };
  return {
    variant: best,
    accuracy: scores[at]!,
    numHeldOut: count,
    isDistinguishable: finished.every((other) => other === best || isBeaten(other)),
  };
}

/** Mean over replicates; null where nothing was held out. */
function heldOutAccuracy({ arms, gain }: Measured): number | null {
  const { heldOutAccuracy: accuracy } = arms[1]!;
  return accuracy ? mean(numbersDrawn(accuracy, gain.perReplicate)) : null;
}

/** A row a draw, over the seeds and replicates that both have. */
function rowsBetween(best: Finished, other: Finished, count: number): readonly ArrayLike<number>[] {
  const rows = best.replicates.slice(0, other.replicates.length).map(({ arms }, replicate) => {
    const [own, theirs] = [arms, other.replicates[replicate]!.arms].map((both) => both[1]!.heldOut ?? []);
    return own!.slice(0, theirs!.length).map((packed, seed) => differences(packed, theirs![seed]!, count));
  });
  return drawsOf<ArrayLike<number>>(rows, meanRow);
}
