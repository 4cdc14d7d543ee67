/** The verdict as a picture: a line per pair from standalone to distilled, the mean gain with its interval, the teacher's level. */
import { mean } from '../../distillation/statistics.ts';
import type { RunResult } from '../../experiment/results.ts';
import { percent } from '../../experiment/words/numbers.ts';

const WIDTH = 300;
const ROW = 6;
/** Of the marks, so that none is cut off at the ends. */
const MARGIN = 5;
/** More are a grey block. */
const MOST_PAIRS = 20;

interface Props {
  readonly result: RunResult;
  /** Points that a person expected; null where nobody guessed. */
  readonly guess: number | null;
}

export function PairsPicture({ result: { teacher, arms, gain }, guess }: Props) {
  const [standalone, distilled] = [arms[0]!.accuracy, arms[1]!.accuracy];
  const alone = mean(standalone);
  const together = alone + gain.mean / 100;
  const [low, high] = (gain.ci95 ?? [gain.mean, gain.mean]).map((points) => alone + points / 100);
  const guessed = guess === null ? null : alone + guess / 100;
  const all = [
    ...standalone,
    ...distilled,
    teacher.accuracy,
    low!,
    high!,
    ...(guessed === null ? [] : [guessed]),
  ];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const x = (share: number) =>
    MARGIN + ((WIDTH - 2 * MARGIN) * (share - least)) / Math.max(1e-9, most - least);
  const numRows = Math.min(MOST_PAIRS, standalone.length);
  const y = (row: number) => ROW * (row + 1);
  const [ofMean, bottom] = [y(numRows) + 3, y(numRows) + 10];
  const won = gain.pairs.filter((points) => points > 0).length;
  return (
    <svg
      className="pairs-picture"
      viewBox={`0 0 ${WIDTH} ${bottom}`}
      role="img"
      aria-label={`${won} of ${gain.pairs.length} pairs won, from ${percent(least)} to ${percent(most)} right; the teacher at ${percent(teacher.accuracy)}${guessed === null ? '' : `; your guess at ${percent(guessed)}`}`}
    >
      <line x1={x(teacher.accuracy)} x2={x(teacher.accuracy)} y1={0} y2={bottom} stroke="var(--teacher)" />
      {standalone.slice(0, numRows).map((first, pair) => (
        <g key={pair}>
          <line x1={x(first)} x2={x(distilled[pair]!)} y1={y(pair)} y2={y(pair)} stroke="var(--muted)" />
          <circle cx={x(first)} cy={y(pair)} r={2} fill="var(--standalone)" />
          <circle cx={x(distilled[pair]!)} cy={y(pair)} r={2} fill="var(--distilled)" />
        </g>
      ))}
      <line x1={x(alone)} x2={x(alone)} y1={ofMean - 4} y2={ofMean + 4} stroke="var(--standalone)" />
      <line x1={x(low!)} x2={x(high!)} y1={ofMean} y2={ofMean} stroke="var(--distilled)" strokeWidth={2} />
      <circle cx={x(together)} cy={ofMean} r={3.5} fill="var(--distilled)" />
      {guessed !== null && (
        <path
          d={`M${x(guessed)},${ofMean - 6}l4,6l-4,6l-4,-6z`}
          fill="none"
          stroke="var(--ink)"
          strokeWidth={1.5}
        />
      )}
    </svg>
  );
}
