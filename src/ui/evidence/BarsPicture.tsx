/** Errors as bars: hollow those of the source, grey the recorded ones, in colour those of this page; solid what lies on unseen digits. */
import { AcrossAxis, AXIS_HEIGHT, HEAD_HEIGHT } from './AcrossAxis.tsx';
import type { BarRow, EvidenceBar } from './bars.ts';
import { Legend, legendHeight, type LegendItem } from './Legend.tsx';
import { colourOf, ORIGIN_LABEL, type Size } from './looks.ts';
import type { Mark, Origin } from './measured.ts';
import type { Quantity } from './quantity.ts';
import { roundScale, tenth, type Scale } from './scale.ts';
import { textWidth } from '../charts/textWidth.ts';
import { Words } from './Words.tsx';

interface Props {
  readonly rows: readonly BarRow[];
  readonly quantity: Quantity;
  readonly size: Size;
}

const LABEL_HEIGHT = 14;
const [LEAST_BAR, MOST_BAR] = [5, 22];
const ROW_GAP = 4;
/** Half of a bar's outline at the left; half of the last number below the axis at the right. */
const [LEFT_EDGE, RIGHT_EDGE] = [1, 17];

/** Pixels that it needs at least. */
export function barsHeight(rows: readonly BarRow[], width: number): number {
  return topOf(rows, width) + rows.length * rowHeight(rows, LEAST_BAR) + AXIS_HEIGHT;
}

const topOf = (rows: readonly BarRow[], width: number) =>
  legendHeight({ items: legendOf(rows), width }) + HEAD_HEIGHT;
const mostBars = (rows: readonly BarRow[]) => Math.max(1, ...rows.map(({ bars }) => bars.length));
const rowHeight = (rows: readonly BarRow[], bar: number) =>
  LABEL_HEIGHT + mostBars(rows) * (bar + 2) + ROW_GAP;

export function BarsPicture({ rows, quantity, size: { width, height } }: Props) {
  const items = legendOf(rows);
  const top = topOf(rows, width);
  const bottom = height - AXIS_HEIGHT;
  const free = (bottom - top) / Math.max(1, rows.length) - LABEL_HEIGHT - ROW_GAP;
  const bar = tenth(Math.min(MOST_BAR, Math.max(LEAST_BAR, free / mostBars(rows) - 2)));
  const step = rowHeight(rows, bar);
  const ends = rows.flatMap(({ bars }) => bars.flatMap(({ wrong, range }) => [wrong, ...(range ?? [])]));
  const scale = roundScale([0, ...ends], LEFT_EDGE, width - RIGHT_EDGE);
  return (
    <>
      <Legend items={items} width={width} />
      <AcrossAxis {...{ scale, quantity, top, bottom, width }} />
      {rows.map((row, at) => (
        <Row key={row.label} row={row} y={tenth(top + at * step)} {...{ scale, width, bar }} />
      ))}
    </>
  );
}

interface RowProps {
  readonly row: BarRow;
  readonly scale: Scale;
  readonly width: number;
  readonly y: number;
  readonly bar: number;
}

function Row({ row: { label, reader, bars }, scale, width, y, bar }: RowProps) {
  const network = reader === 'shifted' ? 'distilled' : reader;
  const said = bars.length > 0 ? `${bars.map((each) => each.said).join(' · ')} %` : 'not yet';
  return (
    <g>
      <Words x={0} y={y + 11} text={label} fill="var(--ink)" hasHalo room={width - textWidth(said) - 8} />
      <Words x={width} y={y + 11} text={said} anchor="end" hasHalo />
      {bars.map((each, at) => (
        <Bar
          key={each.origin}
          bar={each}
          y={tenth(y + LABEL_HEIGHT + at * (bar + 2))}
          height={bar}
          {...{ network, scale }}
        />
      ))}
    </g>
  );
}

interface BarProps {
  readonly bar: EvidenceBar;
  readonly network: Mark['network'];
  readonly scale: Scale;
  readonly y: number;
  readonly height: number;
}

function Bar({ bar: { origin, wrong, wrongUnseen, range }, network, scale, y, height }: BarProps) {
  const colour = colourOf(origin, network);
  const left = scale.at(0);
  const to = (value: number) => Math.max(0, tenth(scale.at(value) - left));
  const middle = y + height / 2;
  const look =
    origin === 'source' ? { fill: 'none' } : { fill: colour, fillOpacity: wrongUnseen === null ? 1 : 0.4 };
  return (
    <g>
      <rect x={left} y={y} width={to(wrong)} height={height} stroke={colour} {...look} />
      {wrongUnseen !== null && <rect x={left} y={y} width={to(wrongUnseen)} height={height} fill={colour} />}
      {range && range[1] > range[0] && (
        <line
          x1={scale.at(range[0])}
          x2={scale.at(range[1])}
          y1={middle}
          y2={middle}
          stroke="var(--ink)"
          strokeWidth={1.25}
        />
      )}
    </g>
  );
}

function legendOf(rows: readonly BarRow[]): LegendItem[] {
  const bars = rows.flatMap((row) => row.bars);
  const origins = (['source', 'recorded', 'here'] as const satisfies readonly Origin[]).filter((name) =>
    bars.some(({ origin }) => origin === name),
  );
  const sample = (origin: Origin) => (
    <rect
      y={1}
      width={12}
      height={6}
      stroke={colourOf(origin, null)}
      fill={origin === 'source' ? 'none' : colourOf(origin, null)}
    />
  );
  return [
    ...origins.map((origin) => ({ text: ORIGIN_LABEL[origin], sample: sample(origin) })),
    ...(bars.some(({ wrongUnseen }) => wrongUnseen !== null)
      ? [{ text: 'solid: unseen', sample: <rect y={1} width={12} height={6} fill="var(--ink)" /> }]
      : []),
  ];
}
