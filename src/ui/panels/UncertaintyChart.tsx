/** Where the width of the interval comes from, as one bar: first weights; labels, order and teacher; test digits. */
import type { Gain } from '../../experiment/results.ts';
import {
  uncertaintyParts,
  uncertaintySentence,
  type UncertaintyPart,
} from '../../experiment/words/verdict.ts';
import { percent } from '../../experiment/words/numbers.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import type { Numbers } from '../charts/numbers.ts';

const [WIDTH, HEIGHT] = [300, 6];
const GAP = 1;
/** Of the bar, for a part that is not known: its true width is not known either. */
const UNKNOWN_SHARE = 0.2;
/** Of the parts, in their order. */
const INKS = [1, 0.55, 0.25] as const;
const HATCH = 4;

export function UncertaintyChart({ gain }: { readonly gain: Gain }) {
  const parts = uncertaintyParts(gain);
  if (!parts) return null;
  return (
    <ChartFrame
      title="Where the uncertainty comes from"
      fileName="distillery-uncertainty"
      numbers={() => numbersOf(parts)}
      legend={
        <span className="legend">
          {parts.map((part, at) => (
            <span key={part.of} className="legend-item" title={part.unknown || undefined}>
              <svg width={9} height={9} aria-hidden="true">
                <Piece part={part} ink={INKS[at]!} left={0} right={9} height={9} />
              </svg>
              {part.of} {part.share === null ? 'unknown' : percent(part.share, 0)}
            </span>
          ))}
        </span>
      }
      hasOwnHeight
    >
      <Bar parts={parts} name={uncertaintySentence(gain)} />
    </ChartFrame>
  );
}

function Bar({ parts, name }: { readonly parts: readonly UncertaintyPart[]; readonly name: string }) {
  const widths = parts.map(({ share }) => share ?? UNKNOWN_SHARE);
  const whole = widths.reduce((sum, each) => sum + each, 0);
  const ends = widths.map(
    (_, at) => (WIDTH * widths.slice(0, at + 1).reduce((sum, each) => sum + each, 0)) / whole,
  );
  return (
    <svg className="uncertainty" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={name}>
      {parts.map((part, at) => (
        <Piece
          key={part.of}
          part={part}
          ink={INKS[at]!}
          left={at === 0 ? 0 : ends[at - 1]! + GAP}
          right={ends[at]!}
          height={HEIGHT}
        />
      ))}
    </svg>
  );
}

interface PieceProps {
  readonly part: UncertaintyPart;
  readonly ink: number;
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

/** Filled, or hatched where nobody knows how wide it is. */
function Piece({ part: { share }, ink, left, right, height }: PieceProps) {
  const width = Math.max(0, right - left);
  if (share !== null)
    return <rect x={left} width={width} height={height} fill="var(--ink)" fillOpacity={ink} />;
  const numLines = Math.ceil((width + height) / HATCH);
  const lines = Array.from({ length: numLines }, (_, at) => {
    const foot = left + HATCH * (at + 1); // rises to the left, within the piece
    const [from, to] = [Math.min(right, foot), Math.max(left, foot - height)];
    return `M${from} ${foot - from}L${to} ${foot - to}`;
  });
  return <path d={lines.join('')} stroke="var(--ink)" strokeWidth={0.8} />;
}

/** In percent of the variance; what is not known is left empty. */
function numbersOf(parts: readonly UncertaintyPart[]): Numbers {
  return {
    header: ['from', 'share of the variance %', 'note'],
    rows: parts.map(({ of, share, unknown }) => [
      of,
      share === null ? '' : Number((100 * share).toFixed(1)),
      unknown,
    ]),
  };
}
