/** What a run says of distilled against standalone, from its arms alone; and the same run with more seeds. */
import { pairedRatio } from '../distillation/ratio.ts';
import { mean, pairedDifference, sampleSd } from '../distillation/statistics.ts';
import type { ArmResult, RunResult } from './results.ts';

/** @param arms standalone and distilled, paired by seed @param mcnemarP of the first pair */
export function comparisonOf(
  arms: readonly ArmResult[],
  teacherAccuracy: number,
  mcnemarP: number,
): Pick<RunResult, 'gain' | 'gapClosed'> {
  const [standalone, distilled] = [arms[0]!.accuracy, arms[1]!.accuracy];
  const percent = (accuracy: readonly number[]) => accuracy.map((share) => 100 * share);
  const { mean: meanGain, ci, pairs } = pairedDifference(percent(distilled), percent(standalone));
  const gap = standalone.map((accuracy) => 100 * (teacherAccuracy - accuracy));
  const { value, ci: gapCi } = pairedRatio(pairs, gap);
  return {
    gain: { mean: meanGain, ci95: ci, pairs, mcnemarP },
    gapClosed: { share: value, ci95: gapCi },
  };
}

/** One result from two of the same run with different seeds; what was measured on the first seed stays that of the first. */
export function withMoreSeeds(result: RunResult, more: RunResult): RunResult {
  const arms = result.arms.map((arm, index) => joinArms(arm, more.arms[index]!));
  return {
    ...result,
    config: { ...result.config, seeds: arms[0]!.seeds.length },
    arms,
    ...comparisonOf(arms, result.teacher.accuracy, result.gain.mcnemarP),
    timing: { ...result.timing, totalMs: result.timing.totalMs + more.timing.totalMs },
  };
}

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
