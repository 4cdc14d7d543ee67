/** What a comparison came to, in words that never claim more than the interval does; the page and the command line say the same. */
import { mean, pairedDifference, sideOf, type Side } from '../../distillation/statistics.ts';
import type { Gain, RunResult } from '../results.ts';
import { percent, points } from './numbers.ts';

/** For a line that has no room for a sentence. */
export const SIDE_WORDS: Readonly<Record<Side, string>> = {
  above: 'better',
  below: 'worse',
  undecided: 'not distinguishable',
  unknown: 'one pair',
};

export interface Verdict {
  readonly headline: string;
  readonly detail: string;
}

/** On distilled against standalone. */
export function gainVerdict({ mean: gain, ci95, pairs }: Pick<Gain, 'mean' | 'ci95' | 'pairs'>): Verdict {
  const shown = `${points(gain)} points`;
  if (!ci95)
    return {
      headline: `One pair: ${shown}`,
      detail: 'A single pair of runs says little: differences under about half a point are noise. Add seeds.',
    };
  const [low, high] = ci95;
  const side = sideOf(ci95);
  const detail = `95 % interval ${points(low)} to ${points(high)} points over ${pairs.length} paired seeds.`;
  if (side === 'above') return { headline: `Distilled is better: ${shown}`, detail };
  if (side === 'below') return { headline: `Distilled is worse: ${shown}`, detail };
  const isAlike = low > 0 || high < 0;
  return {
    headline: `Not distinguishable at ${pairs.length} seeds: ${shown}`,
    detail: isAlike
      ? `${detail} All pairs are alike: that says how few test digits there are, not how sure the mean is.`
      : detail,
  };
}

/** How much of what the teacher is ahead the distilled students made up; empty where one pair gives no interval. */
export function leadSentence({
  teacher,
  arms,
  gapClosed: { share, ci95 },
}: {
  readonly teacher: Pick<RunResult['teacher'], 'accuracy'>;
  readonly arms: readonly { readonly accuracy: readonly number[] }[];
  readonly gapClosed: RunResult['gapClosed'];
}): string {
  const standalone = arms[0]?.accuracy ?? [];
  const lead = pairedDifference(
    standalone.map(() => teacher.accuracy),
    standalone,
  );
  // Older files have a share of any lead.
  const side = sideOf(lead.ci);
  if (lead.mean <= 0 || side === 'below')
    return `The teacher is not ahead of the standalone student (${percent(teacher.accuracy)} against ${percent(mean(standalone))}), so no share of its lead is given.`;
  if (share === null || side === 'undecided')
    return 'Whether the teacher is ahead of the standalone student is open, so no share of its lead is given.';
  if (!ci95 || side !== 'above') return '';
  const [low, high] = ci95;
  return `Share of the teacher’s lead: ${percent(share, 0)}, 95 % interval ${percent(low, 0)} to ${percent(high, 0)}.`;
}
