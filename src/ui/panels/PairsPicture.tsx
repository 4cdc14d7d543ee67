/** The drawing of a verdict: a line per pair from standalone to distilled, the mean gain with its interval, the teacher's level. */
import { mean } from '../../distillation/statistics.ts';
import type { RunResult } from '../../experiment/results.ts';
import { percent } from '../../experiment/words/numbers.ts';
import { accuracyAfter } from '../../experiment/words/pairsPicture.ts';

const WIDTH = 300;
const ROW = 6;
/** Of the marks, so that none is cut off at the ends. */
const MARGIN = 5;
/** More would be no picture; all are in its numbers. */
export const MOST_PAIRS = 20;

interface Props {
  readonly result: {
    readonly teacher: Pick<RunResult['teacher'], 'accuracy'>;
    readonly arms: readonly Pick<RunResult['arms'][number], 'accuracy'>[];
    readonly gain: Pick<RunResult['gain'], 'mean' | 'ci95' | 'pairs'>;
  };
  /** Points that a person expected; null where nobody guessed. */
  readonly guess: number | null;
}

/** Shares of test digits, between which all of it lies. */
export function pairsEnds({ result: { teacher, arms, gain }, guess }: Props): readonly [number, number] {
  const alone = mean(arms[0]!.accuracy);
  const points = [...(gain.ci95 ?? [gain.mean]), ...(guess === null ? [] : [guess])];
  const all = [
    ...arms.flatMap(({ accuracy }) => accuracy),
    teacher.accuracy,
    ...points.map((each) => accuracyAfter(alone, each)),
  ];
  return [Math.min(...all), Math.max(...all)];
}

export function PairsPicture({ result, guess }: Props) {
  const { teacher, arms, gain } = result;
  const [standalone, distilled] = [arms[0]!.accuracy, arms[1]!.accuracy];
  const alone = mean(standalone);
  const together = alone + gain.mean / 100;
  const [low, high] = (gain.ci95 ?? [gain.mean, gain.mean]).map((points) => accuracyAfter(alone, points));
  const guessed = guess === null ? null : accuracyAfter(alone, guess);
  const [least, most] = pairsEnds({ result, guess });
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
