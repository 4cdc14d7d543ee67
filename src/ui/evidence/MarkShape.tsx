/** One estimate on its row: a dot with its 95 % interval and the single pairs; an arrow where it lies beyond the axis. */
import { Dot } from './Dot.tsx';
import { colourOf } from './looks.ts';
import type { Mark } from './measured.ts';
import { tenth, type Scale } from './scale.ts';

/** Of a gain alone: students of other networks are no pairs. */
export const pairsOf = ({ network, estimate }: Mark) =>
  network === null && estimate && estimate.singles.length > 1 ? estimate.singles : [];

interface MarkProps {
  readonly mark: Mark;
  readonly scale: Scale;
  readonly y: number;
  /** Of the lines below the interval on which its pairs stand; 0 where they stand on it. */
  readonly pairHeight: number;
}

export function MarkShape({ mark, scale, y, pairHeight }: MarkProps) {
  const { estimate, network, origin } = mark;
  if (!estimate) return null;
  const { value, interval } = estimate;
  const colour = colourOf(origin, network);
  const x = scale.at(value);
  if (!scale.isWithin(value)) {
    const inwards = value < scale.low ? 7 : -7;
    const arrow = `M${x + inwards} ${y - 4}L${x} ${y}L${x + inwards} ${y + 4}`;
    return <path d={arrow} fill="none" stroke={colour} strokeWidth={2} />;
  }
  return (
    <g>
      {pairsOf(mark).map((single, at) => (
        <Pair key={at} x={scale.at(single)} y={y} below={pairHeight * (at + 1)} colour={colour} />
      ))}
      {interval && (
        <line
          x1={scale.at(interval[0])}
          x2={scale.at(interval[1])}
          y1={y}
          y2={y}
          stroke={colour}
          strokeWidth={2}
        />
      )}
      <Dot x={x} y={y} network={network} colour={colour} isHollow={!interval && network !== 'teacher'} />
    </g>
  );
}

interface PairProps {
  readonly x: number;
  readonly y: number;
  /** Pixels below the interval. */
  readonly below: number;
  readonly colour: string;
}

function Pair({ x, y, below, colour }: PairProps) {
  if (below > 0) return <circle cx={x} cy={tenth(y + 2 + below)} r={2} fill="none" stroke={colour} />;
  return <line x1={x} x2={x} y1={y - 4} y2={y + 4} stroke={colour} strokeOpacity={0.55} />;
}
