/** The verdict as a picture, with its ends told, its numbers and its files. */
import { mean } from '../../distillation/statistics.ts';
import type { RunResult } from '../../experiment/results.ts';
import { percent } from '../../experiment/words/numbers.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import type { Numbers } from '../charts/numbers.ts';
import { MOST_PAIRS, pairsEnds, PairsPicture } from './PairsPicture.tsx';

interface Props {
  readonly result: RunResult;
  /** Points that a person expected; null where nobody guessed. */
  readonly guess: number | null;
}

export function PairsChart({ result, guess }: Props) {
  const [least, most] = pairsEnds({ result, guess });
  const numPairs = result.gain.pairs.length;
  return (
    <ChartFrame
      title="Pairs"
      detail={`${numPairs > MOST_PAIRS ? `the first ${MOST_PAIRS} of ${numPairs}, ` : ''}standalone to distilled; mean; teacher`}
      fileName="distillery-pairs"
      numbers={() => pairsNumbers({ result, guess })}
      hasOwnHeight
    >
      <PairsPicture result={result} guess={guess} />
      {/* In words it is in the picture's name. */}
      <div className="pairs-ends muted small" aria-hidden="true">
        <span>{percent(least, 1)} right</span>
        <span>{percent(most, 1)}</span>
      </div>
    </ChartFrame>
  );
}

/** A line per pair, then the means with the interval of the gain; test digits in percent, gains in points. */
export function pairsNumbers({ result: { teacher, arms, gain }, guess }: Props): Numbers {
  const [standalone, distilled] = [arms[0]!.accuracy, arms[1]!.accuracy];
  const right = (share: number) => rounded(100 * share);
  const pairs = gain.pairs.map((points, at) => [
    at + 1,
    right(standalone[at]!),
    right(distilled[at]!),
    rounded(points),
    ...['', '', '', ''],
  ]);
  const means = [
    'mean',
    right(mean(standalone)),
    right(mean(distilled)),
    rounded(gain.mean),
    ...(gain.ci95?.map(rounded) ?? ['', '']),
    right(teacher.accuracy),
    guess ?? '',
  ];
  return { header: HEADER, rows: [...pairs, means] };
}

const HEADER = [
  'pair',
  'standalone right %',
  'distilled right %',
  'gain in points',
  '95 % from',
  'to',
  'teacher right %',
  'guess in points',
] as const;

const rounded = (value: number) => Number(value.toFixed(2));
