/** What a run says of its arms, each against the first; a cohort cut into its variants; and the same run with more seeds. */
import { pairedRatio } from '../distillation/ratio.ts';
import { mean, sampleSd } from '../distillation/statistics.ts';
import { firstStageOf, gainOf, gainOverStudents } from './gain.ts';
import type { ArmResult, Gain, Measured, Replicate, RunResult } from './results.ts';

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
export function withMoreSeeds<Run extends Measured>(run: Run, more: RunResult): Run {
  const replicates = run.replicates.map((replicate, at) => joinReplicates(replicate, more.replicates[at]));
  const [joined] = replicates;
  const gainAt = (at: number, accuracy: readonly number[], first: readonly number[]) => {
    const before = run.arms[at]!.gain!;
    const pairs = accuracy.map((share, seed) => 100 * (share - first[seed]!));
    if (!joined) return gainOverStudents(pairs, before.mcnemarP);
    return gainOf(joined.arms[at]!, joined.arms[0]!, more.data.test, firstStageOf(before, pairs.length));
  };
  const first = joinArms(run.arms[0]!, more.arms[0]!);
  const others = run.arms.slice(1).map((arm, index) => {
    const both = joinArms(arm, more.arms[1 + index]!);
    return { ...both, gain: gainAt(1 + index, both.accuracy, first.accuracy) };
  });
  const { gain } = others[0]!;
  return {
    ...run,
    arms: [first, ...others],
    gain,
    gapClosed: gapClosedBy(gain, first.accuracy, run.teacher.accuracy),
    replicates: replicates.map((replicate) => ({ ...replicate, pairs: gain.pairs })),
    timing: { ...run.timing, totalMs: run.timing.totalMs + more.timing.totalMs },
  };
}

/** All but the gain, which is that of the first. */
function joinArms(arm: ArmResult, more: ArmResult): ArmResult {
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
  };
}

/** All but the pairs. */
function joinReplicates(replicate: Replicate, more: Replicate | undefined): Replicate {
  const arms = replicate.arms.map((arm, at) => ({
    ...arm,
    seeds: [...arm.seeds, ...(more?.arms[at]?.seeds ?? [])],
    outcomes: [...arm.outcomes, ...(more?.arms[at]?.outcomes ?? [])],
  }));
  return { ...replicate, arms };
}
