/** What a comparison came to, in words that never claim more than the interval does; the page and the command line say the same. */
import { mean, pairedDifference, sideOf, type Side } from '../../distillation/statistics.ts';
import { nextPair, numbersDrawn } from '../replicates.ts';
import type { Gain, RunResult } from '../results.ts';
import { drawsText } from './findings.ts';
import { count, decimal, percent, points, probability } from './numbers.ts';

/** For a line that has no room for a sentence. */
export const SIDE_WORDS: Readonly<Record<Side, string>> = {
  above: 'better',
  below: 'worse',
  undecided: 'not distinguishable',
  unknown: 'no interval',
};

export interface Verdict {
  readonly headline: string;
  readonly detail: string;
}

type Told = Pick<Gain, 'mean' | 'ci95' | 'covers' | 'lack' | 'pairs' | 'mcnemarP'> &
  Partial<Pick<Gain, 'perReplicate'>>;

/** On distilled against standalone. @param labels of the run, for which the interval speaks; left unsaid if left out */
export function gainVerdict(gain: Told, labels?: number): Verdict {
  const { mean: value, ci95 } = gain;
  const shown = `${points(value)} points`;
  if (!ci95) return verdictWithout(gain, shown);
  const [low, high] = ci95;
  const side = sideOf(ci95);
  const detail = `95 % interval ${points(low)} to ${points(high)} points ${coverWords(gain, labels)}.`;
  if (side === 'above') return { headline: `Distilled is better: ${shown}`, detail };
  if (side === 'below') return { headline: `Distilled is worse: ${shown}`, detail };
  const isAlike = low > 0 || high < 0;
  return {
    headline: `Not distinguishable at ${drawsText(gain)}: ${shown}`,
    detail: isAlike
      ? `${detail} All pairs are alike: that says how few test digits there are, not how sure the mean is.`
      : detail,
  };
}

/** Of which chances the interval speaks, and for what. */
function coverWords({ covers, pairs, perReplicate = [] }: Told, labels: number | undefined): string {
  if (covers === 'students') return `over ${pairs.length} paired seeds alone, on these very test digits`;
  if (covers === 'replicates, students and test digits')
    return `over replicates (${perReplicate.length}, each with labels, order, teacher and first weights of its own; ${pairs.length} pairs) and test digits`;
  const held = labels === undefined ? 'these labels' : `these ${count(labels)} labels`;
  return `over students (${pairs.length} pairs) and test digits, for ${held} and this teacher`;
}

function verdictWithout({ mean: value, lack, mcnemarP }: Told, shown: string): Verdict {
  if (lack === 'few digits')
    return {
      headline: `Too few test digits to tell: ${shown}`,
      detail: 'The students differ on too few of the test digits for an interval: test on more.',
    };
  if (lack === 'no spread')
    return {
      headline: value === 0 ? 'The students tie on every test digit' : `No spread: ${shown}`,
      detail: 'All pairs differ alike on every test digit, so there is nothing to reckon an interval from.',
    };
  const isChance = mcnemarP > 0.05;
  return {
    headline: `One pair: ${shown}`,
    detail:
      `These two students ${isChance ? 'cannot be told apart' : 'differ by more than chance'} on these test digits ` +
      `(McNemar’s p ${probabilityIs(mcnemarP)}); of other pairs one says little: differences under about half a point are noise. Add seeds.`,
  };
}

const probabilityIs = (p: number) => (p < 0.001 ? probability(p) : `= ${probability(p)}`);

/** What single pairs did, and how large that is: so that nobody takes the interval of a mean for the spread. Empty for one pair. */
export function pairsSentence({
  arms,
  gain,
}: {
  readonly arms: readonly { readonly errors: readonly number[] }[];
  readonly gain: Pick<Gain, 'pairs'> & Partial<Pick<Gain, 'variance' | 'perReplicate'>>;
}): string {
  const { pairs, variance, perReplicate = [pairs.length] } = gain;
  const next = nextPair(pairs, perReplicate);
  if (!next) return '';
  const won = pairs.filter((each) => each > 0).length;
  const saved = errorsSaved(arms);
  return [
    `${won} of ${pairs.length} pairs won; the next on these digits likely between ${points(next[0])} and ${points(next[1])}.`,
    ...(saved === null
      ? []
      : [`${decimal(Math.abs(saved))} errors ${saved < 0 ? 'more' : 'saved'} per 100 of the standalone’s.`]),
    ...(variance && variance.digits > 0
      ? [
          `More ${perReplicate.length > 1 ? 'replicates' : 'seeds'} narrow the interval to ± ${decimal(1.96 * Math.sqrt(variance.digits), 2)} at most.`,
        ]
      : []),
  ].join(' ');
}

/** Of 100 errors of the first arm those that the second does not make, below 0 if it makes more; null where the first makes none. */
function errorsSaved([first, second]: readonly { readonly errors: readonly number[] }[]): number | null {
  const alone = mean(first!.errors);
  return alone === 0 ? null : (100 * (alone - mean(second!.errors))) / alone;
}

/** One chance, and what it makes of the variance of the mean. */
export interface UncertaintyPart {
  readonly of: string;
  /** Of what is known, 0 … 1; null where these runs cannot know it. */
  readonly share: number | null;
  /** Why it is not known; empty where it is. */
  readonly unknown: string;
}

/** Where the width of the interval comes from, in three parts; null without an interval, and where test digits were not reckoned with. */
export function uncertaintyParts({
  variance,
  covers,
  perReplicate,
}: Gain): readonly UncertaintyPart[] | null {
  if (!variance || covers === 'students') return null;
  const { students, replicates, digits } = variance;
  const known = (students ?? 0) + (replicates ?? 0) + digits;
  const part = (of: string, value: number | null, unknown: string): UncertaintyPart => ({
    of,
    share: value === null ? null : value / known,
    unknown: value === null ? unknown : '',
  });
  const isTogether = students === null;
  return [
    part('first weights', students, 'one pair a replicate: it is in labels, order and teacher'),
    part(
      isTogether ? 'first weights, labels, order and teacher together' : 'labels, order and teacher',
      replicates,
      perReplicate.length === 1 ? 'one replicate: they are held fixed, and the interval leaves them out' : '',
    ),
    part('test digits', digits, ''),
  ];
}

/** "first weights 40 %, labels, order and teacher unknown (…), test digits 60 %"; empty without an interval. */
export function uncertaintySentence(gain: Gain): string {
  const parts = uncertaintyParts(gain) ?? [];
  const said = parts.map(({ of, share, unknown }) =>
    share === null ? `${of} unknown (${unknown})` : `${of} ${percent(share, 0)}`,
  );
  return said.length === 0 ? '' : `Where the uncertainty comes from: ${said.join('; ')}.`;
}

/** How much of what the teacher is ahead the distilled students made up; empty where one pair gives no interval. */
export function leadSentence({
  teacher,
  arms,
  gain: { perReplicate } = {},
  gapClosed: { share, ci95 },
}: {
  readonly teacher: Pick<RunResult['teacher'], 'accuracy'>;
  readonly arms: readonly { readonly accuracy: readonly number[] }[];
  readonly gain?: Partial<Pick<Gain, 'perReplicate'>>;
  readonly gapClosed: RunResult['gapClosed'];
}): string {
  const perSeed = arms[0]?.accuracy ?? [];
  const standalone = numbersDrawn(perSeed, perReplicate ?? [perSeed.length]);
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
  return `Share of the teacher’s lead: ${percent(share, 0)} (${percent(low, 0)} to ${percent(high, 0)} over ${perReplicate && perReplicate.length > 1 ? 'replicates' : 'students'} alone).`;
}
