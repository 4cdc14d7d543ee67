/** What a run says of its arms, each against the first; a cohort cut into its variants; and the same run with more seeds. */
import { pairedRatio } from '../distillation/ratio.ts';
import { mean, pairedDifference, sampleSd } from '../distillation/statistics.ts';
import type { ArmResult, Gain, Measured, Replicate, RunResult } from './results.ts';

const inPercent = (shares: readonly number[]) => shares.map((share) => 100 * share);

/** @param arm, first test accuracies by seed, in the same order @param mcnemarP of the first pair */
export function gainOf(arm: readonly number[], first: readonly number[], mcnemarP: number): Gain {
  const { mean: points, ci, pairs } = pairedDifference(inPercent(arm), inPercent(first));
  return { mean: points, ci95: ci, covers: 'first weights', pairs, mcnemarP };
}

/** Gain as a share of what the teacher is ahead of the first arm. */
export function gapClosedBy(
  { pairs }: Gain,
  first: readonly number[],
  teacherAccuracy: number,
): RunResult['gapClosed'] {
  const lead = first.map((accuracy) => 100 * (teacherAccuracy - accuracy));
  const { value, ci } = pairedRatio(pairs, lead);
  return { share: value, ci95: ci };
}

/** The first arm of a cohort and one of the others, as a run of its own. @param at of the other, from 1 */
export function armsOfVariant<Cohort extends Measured>(cohort: Cohort, at: number): Cohort {
  const first = cohort.arms[0]!;
  const arm = cohort.arms[at]!;
  const gain = arm.gain!;
  return {
    ...cohort,
    arms: [first, arm],
    gain,
    gapClosed: gapClosedBy(gain, first.accuracy, cohort.teacher.accuracy),
    replicates: cohort.replicates.map((replicate) => ({
      ...replicate,
      arms: [replicate.arms[0]!, replicate.arms[at]!],
      pairs: gain.pairs,
    })),
  };
}

/** One result from two of the same run with different seeds; what was measured on the first seed stays that of the first. */
export function withMoreSeeds<Run extends Measured>(run: Run, more: Measured): Run {
  const first = joinArms(run.arms[0]!, more.arms[0]!, null);
  const arms = run.arms.map((arm, at) => (at === 0 ? first : joinArms(arm, more.arms[at]!, first.accuracy)));
  const gain = arms[1]!.gain!;
  return {
    ...run,
    arms,
    gain,
    gapClosed: gapClosedBy(gain, first.accuracy, run.teacher.accuracy),
    replicates: run.replicates.map((replicate, at) => joinReplicates(replicate, more.replicates[at], gain)),
    timing: { ...run.timing, totalMs: run.timing.totalMs + more.timing.totalMs },
  };
}

/** @param first accuracies of the first arm, with the new seeds; null for the first arm itself */
function joinArms(arm: ArmResult, more: ArmResult, first: readonly number[] | null): ArmResult {
  const accuracy = [...arm.accuracy, ...more.accuracy];
  return {
    ...arm,
    seeds: [...arm.seeds, ...more.seeds],
    accuracy,
    errors: [...arm.errors, ...more.errors],
    agreement: [...arm.agreement, ...more.agreement],
    nll: [...arm.nll, ...more.nll],
    ece: [...arm.ece, ...more.ece],
    meanKl: [...arm.meanKl, ...more.meanKl],
    confusion: [...arm.confusion, ...more.confusion],
    ...(arm.unseen && more.unseen && { unseen: [...arm.unseen, ...more.unseen] }),
    meanAccuracy: mean(accuracy),
    sdAccuracy: sampleSd(accuracy),
    gain: first && arm.gain && gainOf(accuracy, first, arm.gain.mcnemarP),
  };
}

function joinReplicates(replicate: Replicate, more: Replicate | undefined, { pairs }: Gain): Replicate {
  const arms = replicate.arms.map((arm, at) => ({
    ...arm,
    seeds: [...arm.seeds, ...(more?.arms[at]?.seeds ?? [])],
    outcomes: [...arm.outcomes, ...(more?.arms[at]?.outcomes ?? [])],
  }));
  return { ...replicate, arms, pairs };
}
