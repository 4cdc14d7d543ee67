/** What was measured of a claim, in a line per run. */
import { mean } from '../../distillation/statistics.ts';
import type { Measure } from '../preset.ts';
import type { Finding } from '../recorded.ts';
import type { UnseenDigits } from '../results.ts';
import type { Verdict } from '../verdicts.ts';
import { decimal, percent, points } from './numbers.ts';

type Found = Extract<Finding, { problem: null }>;

/**
 * @param names of the classes where they are not digits
 * @returns e.g. "+2.04 points (1.52 … 2.56)"; the reason where the run was refused
 */
export function findingText(
  finding: Finding,
  measures: readonly Measure[],
  names: readonly string[] = [],
): string {
  if (finding.problem !== null) return `refused: ${finding.problem}`;
  return measures
    .map((measure) => textOf(measure, finding, names))
    .filter((text) => text !== '')
    .join('; ');
}

/** "3 seeds", "3 replicates × 2 seeds" */
export function drawsText({
  pairs,
  perReplicate = [pairs.length],
}: {
  readonly pairs: readonly number[];
  readonly perReplicate?: readonly number[] | undefined;
}): string {
  const [least, most] = [Math.min(...perReplicate), Math.max(...perReplicate)];
  const seeds = `${least === most ? most : `${least} to ${most}`} ${most === 1 ? 'seed' : 'seeds'}`;
  return perReplicate.length === 1 ? seeds : `${perReplicate.length} replicates × ${seeds}`;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  'not so': 'not so',
  open: 'open',
};

/** Of the parts of a claim: the more are tried, the sooner chance makes one of them seem so. */
export const triedTogether = (numParts: number) =>
  `${numParts} parts were tried and are judged together: that one of them is wrong happens one time in twenty at most`;

function textOf(measure: Measure, found: Found, names: readonly string[]): string {
  const [standalone, distilled] = found.arms;
  const compared = (key: 'accuracy' | 'agreement' | 'errors', format: (value: number) => string) =>
    `${format(mean(standalone![key]))} alone, ${format(mean(distilled![key]))} distilled`;
  switch (measure) {
    case 'gain': {
      const { mean: gain, ci95, covers } = found.gain;
      const over = covers === 'students' ? ' over students alone' : '';
      return `${points(gain)} points${ci95 ? ` (${points(ci95[0])} … ${points(ci95[1])}${over})` : ''}`;
    }
    case 'accuracy':
      return `right ${compared('accuracy', percent)}, teacher ${percent(found.teacher.accuracy)}`;
    case 'errors':
      return `errors ${compared('errors', decimal)}, teacher ${found.teacher.errors}`;
    case 'agreement':
      return `agreement ${compared('agreement', percent)}`;
    case 'unseen':
      return unseenText(distilled!.unseen ?? [], names);
    case 'problem':
      return '';
  }
}

/**
 * Digits that the transfer set lacked, before and after the shift that was found on training digits.
 * @param unseen of one arm, by seed; empty where it lacked none
 */
export function unseenText(
  unseen: readonly Omit<UnseenDigits, 'curve'>[],
  names: readonly string[] = [],
): string {
  const [first] = unseen;
  if (!first) return '';
  const average = (key: 'errors' | 'wrong' | 'shift' | 'shiftedErrors' | 'shiftedWrong') =>
    decimal(mean(unseen.map((each) => each[key])));
  const [only, ...others] = first.digits.map((digit) => names[digit] ?? `digit ${digit}`);
  const which = others.length === 0 ? `the ${first.numTested} of ${only}` : 'unseen digits';
  return (
    `${average('errors')} errors, ${average('wrong')} on ${which}; with ${average('shift')} added to their biases ` +
    `${average('shiftedErrors')}, ${average('shiftedWrong')}`
  );
}
