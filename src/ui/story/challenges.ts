/** Three goals that a person reaches by training, each judged by what a finished run has measured, never by what is set. */
import { mean, sideOf } from '../../distillation/statistics.ts';
import { DEFAULT_CONFIG, type Config } from '../../experiment/config.ts';
import type { RunRecord } from '../../experiment/record.ts';
import type { Gain, UnseenDigits } from '../../experiment/results.ts';
import { count, imagesOf, percent, points } from '../../experiment/words/numbers.ts';
import type { ChallengeName } from '../../store/story.ts';

export interface Challenge {
  readonly name: ChallengeName;
  /** @param names of the ten classes */
  readonly title: (names: readonly string[]) => string;
  readonly goal: (names: readonly string[]) => string;
  /** Settings to begin with; null where finding them is the challenge. */
  readonly begin: { readonly says: string; readonly config: Partial<Config> } | null;
  readonly judge: (record: RunRecord | null) => Judgement;
  /** Of which one is to be chosen that the run bears out; empty where nothing is asked. */
  readonly reasons: readonly Reason[];
}

interface Judgement {
  readonly isMet: boolean;
  /** What the run has come to, or what is wanting. */
  readonly says: string;
}

/** Why distillation lost, in the words of a person who looks for it. */
export interface Reason {
  readonly says: string;
  /** Whether a run bears it out. */
  readonly fits: (record: RunRecord) => boolean;
}

const MOST_LABELS = 1_000;
const LEAST_GAIN = 2; // points
/** Class that the third challenge leaves out. */
const THREE = 3;
const LEAST_READ = 0.5;

const NOT_RUN: Judgement = { isMet: false, says: 'No run has finished yet.' };

export const CHALLENGES: readonly Challenge[] = [
  {
    name: 'two-points',
    title: () => 'Two points from a thousand labels',
    goal: () =>
      'With 1 000 labels or fewer, make the distilled students at least 2 points better than their twins, the whole ' +
      'interval above zero.',
    begin: { says: 'Set 1 000 labels', config: { labels: MOST_LABELS } },
    judge: judgeFewLabels,
    reasons: [],
  },
  {
    name: 'lose',
    title: () => 'Make it lose',
    goal: () =>
      'Find settings with which the distilled students are worse, the whole interval below zero. Then say why. The page ' +
      'looks whether your run bears it out.',
    begin: null,
    judge: judgeLoss,
    reasons: [
      {
        says: 'the teacher reads no better than a student alone',
        fits: ({ result }) => result !== null && result.teacher.accuracy <= mean(result.arms[0]!.accuracy),
      },
      { says: 'too few epochs', fits: ({ config }) => config.epochs < DEFAULT_CONFIG.epochs },
      { says: 'too small a student', fits: ({ config }) => unitsOf(config) < unitsOf(DEFAULT_CONFIG) },
      {
        says: 'labels enough without a teacher',
        fits: ({ config }) => config.labels > DEFAULT_CONFIG.labels,
      },
      { says: 'what the teacher says was spoilt', fits: ({ config }) => config.control !== 'none' },
    ],
  },
  {
    name: 'unseen',
    title: (names) => `Read ${imagesOf(names[THREE]!)} without having seen any`,
    goal: (names) =>
      `Train students whose transfer set has no ${imagesOf(names[THREE]!)}. The distilled ones must still read half of ` +
      'them in the test set.',
    begin: {
      says: 'Leave them out',
      config: { keptDigits: DEFAULT_CONFIG.keptDigits.filter((digit) => digit !== THREE) },
    },
    judge: judgeUnseen,
    reasons: [],
  },
];

const unitsOf = ({ hidden }: Pick<Config, 'hidden'>) => Math.min(...hidden);

function judgeFewLabels(record: RunRecord | null): Judgement {
  const { result } = record ?? {};
  if (!result) return NOT_RUN;
  const { gain, config } = result;
  if (config.labels > MOST_LABELS)
    return { isMet: false, says: `The last run had ${count(config.labels)} labels: too many.` };
  const isMet = gain.mean >= LEAST_GAIN && sideOf(gain.ci95) === 'above';
  return { isMet, says: `With ${count(config.labels)} labels: ${gainText(gain)}.` };
}

function judgeLoss(record: RunRecord | null): Judgement {
  const { result } = record ?? {};
  if (!result) return NOT_RUN;
  return { isMet: sideOf(result.gain.ci95) === 'below', says: `The last run: ${gainText(result.gain)}.` };
}

function judgeUnseen(record: RunRecord | null): Judgement {
  const { result } = record ?? {};
  if (!result) return NOT_RUN;
  if (result.config.keptDigits.includes(THREE))
    return { isMet: false, says: 'The students of the last run saw them.' };
  const [standalone, distilled] = result.arms.map(({ unseen }) => shareRead(unseen ?? []));
  if (typeof standalone !== 'number' || typeof distilled !== 'number')
    return { isMet: false, says: 'The test set of the last run has none of them.' };
  return {
    isMet: distilled >= LEAST_READ,
    says: `Read without having seen any: ${percent(distilled, 0)} by the distilled, ${percent(standalone, 0)} by their twins.`,
  };
}

/** Of the test images of the class alone, whatever else was left out; null where nothing was counted. */
function shareRead(unseen: readonly Pick<UnseenDigits, 'digits' | 'numTested' | 'wrong'>[]): number | null {
  const [first] = unseen;
  if (!first || first.numTested === 0) return null;
  return 1 - mean(unseen.map(({ wrong, numTested }) => wrong / numTested));
}

function gainText({ mean: gain, ci95 }: Gain): string {
  return `${points(gain)} points${ci95 ? ` (${points(ci95[0])} … ${points(ci95[1])})` : ', no interval'}`;
}
