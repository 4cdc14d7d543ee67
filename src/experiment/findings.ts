/** What was measured of a claim, in a line per run. */
import { mean } from '../distillation/statistics.ts';
import { verdictOn, type Evidence, type Expectation, type Verdict } from './claim.ts';
import type { Measure } from './preset.ts';
import type { Finding } from './recorded.ts';
import { percent, signed } from './wording.ts';

type Found = Extract<Finding, { problem: null }>;

/** @returns e.g. "+2.04 points (1.52 … 2.56)"; the reason where the run was refused */
export function findingText(finding: Finding, measures: readonly Measure[]): string {
  if (finding.problem !== null) return `refused: ${finding.problem}`;
  return measures
    .map((measure) => textOf(measure, finding))
    .filter((text) => text !== '')
    .join('; ');
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  'not so': 'not so',
  open: 'open',
};

type Tried = { readonly label: string } & (
  (Evidence & { readonly problem: null }) | { readonly problem: string }
);

/** What each part of a claim came to; parts that these runs say nothing of are left out. */
export function verdictsOn(
  expects: readonly Expectation[],
  findings: readonly Tried[],
): { readonly says: string; readonly verdict: Verdict }[] {
  const runs = new Map(findings.flatMap((run) => (run.problem === null ? [[run.label, run] as const] : [])));
  return expects.flatMap((expectation) => {
    const verdict = verdictOn(expectation, runs);
    return verdict ? [{ says: expectation.says, verdict }] : [];
  });
}

function textOf(measure: Measure, found: Found): string {
  const [standalone, distilled] = found.arms;
  const compared = (key: 'accuracy' | 'agreement' | 'errors', format: (value: number) => string) =>
    `${format(mean(standalone![key]))} alone, ${format(mean(distilled![key]))} distilled`;
  switch (measure) {
    case 'gain': {
      const { mean: points, ci95 } = found.gain;
      return `${signed(points)} points${ci95 ? ` (${signed(ci95[0])} … ${signed(ci95[1])})` : ''}`;
    }
    case 'accuracy':
      return `right ${compared('accuracy', percent)}, teacher ${percent(found.teacher.accuracy)}`;
    case 'errors':
      return `errors ${compared('errors', (errors) => errors.toFixed(1))}, teacher ${found.teacher.errors}`;
    case 'agreement':
      return `agreement ${compared('agreement', percent)}`;
    case 'unseen':
      return unseenText(distilled!);
    case 'problem':
      return '';
  }
}

/** Of the distilled arm: before and after the shift that was found on training digits. */
function unseenText({ unseen }: Found['arms'][number]): string {
  const [first] = unseen ?? [];
  if (!unseen || !first) return '';
  const average = (key: 'errors' | 'wrong' | 'shift' | 'shiftedErrors' | 'shiftedWrong') =>
    mean(unseen.map((each) => each[key])).toFixed(1);
  const which =
    first.digits.length === 1 ? `the ${first.numTested} of digit ${first.digits[0]}` : 'unseen digits';
  return (
    `${average('errors')} errors, ${average('wrong')} on ${which}; with ${average('shift')} added to their biases ` +
    `${average('shiftedErrors')}, ${average('shiftedWrong')}`
  );
}
