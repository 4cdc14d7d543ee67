/** The verdict as a picture of letters: a line per pair from standalone to distilled, the mean gain with its interval, the teacher. */
import { mean } from '../../distillation/statistics.ts';
import type { Gain } from '../results.ts';
import { percent } from './numbers.ts';

/** Columns between the ends of the axis. */
const WIDTH = 48;
/** A table of more lines is no picture. */
const MOST_PAIRS = 10;

interface Pictured {
  readonly teacher: { readonly accuracy: number };
  readonly arms: readonly { readonly accuracy: readonly number[] }[];
  readonly gain: Pick<Gain, 'mean' | 'ci95'>;
}

/** Where a gain leads to: a share of test digits, so an interval of few students is cut at none and at all of them. @param points percentage points */
export const accuracyAfter = (alone: number, points: number): number =>
  Math.min(1, Math.max(0, alone + points / 100));

/**
 * s standalone, d distilled, T teacher; in the last line | is where the standalone mean lies, o that of the distilled, with
 * the ends of the gain's interval about it.
 * @returns lines under each other on one axis of test accuracy
 */
export function pairsPicture({ teacher, arms, gain }: Pictured): string[] {
  const [standalone, distilled] = [arms[0]!.accuracy, arms[1]!.accuracy];
  const alone = mean(standalone);
  const [low, high] = (gain.ci95 ?? [gain.mean, gain.mean]).map((points) => accuracyAfter(alone, points));
  const all = [...standalone, ...distilled, teacher.accuracy, low!, high!];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const column = (share: number) =>
    most === least ? 0 : Math.round(WIDTH * Math.min(1, Math.max(0, (share - least) / (most - least))));
  const drawn = (from: number, to: number, marks: readonly (readonly [number, string])[]) => {
    const line: string[] = Array.from({ length: WIDTH + 1 }, (_, at) =>
      at >= Math.min(column(from), column(to)) && at <= Math.max(column(from), column(to)) ? '─' : ' ',
    );
    for (const [share, mark] of marks) line[column(share)] = mark;
    return line.join('').trimEnd();
  };
  const ofTeacher = [teacher.accuracy, 'T'] as const;
  const pairs = standalone.slice(0, MOST_PAIRS).map((first, at) => {
    const second = distilled[at]!;
    return `pair ${String(at + 1).padEnd(7)}${drawn(first, second, [ofTeacher, [first, 's'], [second, 'd']])}`;
  });
  const left = standalone.length - pairs.length;
  const ends = gain.ci95
    ? ([
        [low!, '('],
        [high!, ')'],
      ] as const)
    : [];
  return [
    ...pairs,
    ...(left > 0 ? [`            and ${left} more`] : []),
    `mean        ${drawn(low!, high!, [[alone, '|'], ...ends, [alone + gain.mean / 100, 'o']])}`,
    `            ${percent(least, 1)}${percent(most, 1).padStart(WIDTH + 1 - percent(least, 1).length)}`,
  ];
}
