/** A row per variant: a dot with its 95 % interval, small strokes for the single pairs, all on one axis. */
import { NETWORKS, type NetworkName } from '../../experiment/arms.ts';
import { AcrossAxis, AXIS_HEIGHT, HEAD_HEIGHT } from './AcrossAxis.tsx';
import type { EvidenceRow } from './evidence.ts';
import { Dot } from './Dot.tsx';
import { Legend, legendHeight, type LegendItem } from './Legend.tsx';
import { colourOf, ORIGIN_LABEL, type Size } from './looks.ts';
import type { Mark } from './measured.ts';
import type { Quantity } from './quantity.ts';
import { roundScale, tenth, type Scale } from './scale.ts';
import { MarkShape, pairsOf } from './MarkShape.tsx';
import { textWidth } from '../charts/textWidth.ts';
import { Words } from './Words.tsx';

interface Props {
  readonly rows: readonly EvidenceRow[];
  readonly quantity: Quantity;
  readonly size: Size;
}

const LABEL_HEIGHT = 13;
const LEAST_ROW = 26;
/** Of an interval with its dot. */
const MARK_HEIGHT = 14;
/** Of a single pair below its interval. */
const PAIR_HEIGHT = 8;
/** Rows are spread so far at most, where there is room. */
const MOST_SPREAD = 1.75;
/** Half a dot, so that none is cut off. */
const EDGE = 6;
/** So many times as far from zero as all others, and a row is drawn at the edge: it would squeeze the rest. */
const FAR = 8;

/** Pixels that it needs at least. */
export function rowsHeight(props: Omit<Props, 'size'>, width: number): number {
  return topOf(props, width) + LEAST_ROW * props.rows.length + AXIS_HEIGHT;
}

export function RowsPicture({ rows, quantity, size: { width, height } }: Props) {
  const top = topOf({ rows }, width);
  const bottom = height - AXIS_HEIGHT;
  const most = Math.max(LEAST_ROW, ...rows.map(({ marks }) => roomyHeight(marks)));
  const step = Math.min(MOST_SPREAD * most, (bottom - top) / Math.max(1, rows.length));
  const spread = step / most;
  const values = valuesOf(rows, quantity);
  const scale = roundScale(quantity.sides ? [0, ...values] : values, EDGE, width - EDGE);
  return (
    <>
      <Legend items={legendOf(rows)} width={width} />
      <AcrossAxis {...{ scale, quantity, top, bottom, width }} />
      {rows.map(({ label, marks }, at) => (
        <Row
          key={label}
          label={label}
          marks={marks}
          y={top + at * step}
          height={step}
          {...{ scale, width, spread }}
        />
      ))}
    </>
  );
}

const topOf = ({ rows }: Pick<Props, 'rows'>, width: number) =>
  legendHeight({ items: legendOf(rows), width }) + HEAD_HEIGHT;

/** What the axis has to reach. */
function valuesOf(rows: readonly EvidenceRow[], { sides }: Quantity): number[] {
  const byRow = rows.map(({ marks }) =>
    marks.flatMap(({ estimate }) =>
      estimate ? [estimate.value, ...(estimate.interval ?? []), ...estimate.singles] : [],
    ),
  );
  const reach = byRow.map((values) => Math.max(0, ...values.map(Math.abs)));
  const [farthest = 0, next = 0] = reach.toSorted((a, b) => b - a);
  const isFar = sides !== null && rows.length > 2 && next > 0 && farthest > FAR * next;
  return byRow.filter((_, at) => !(isFar && reach[at] === farthest)).flat();
}

/** With a line for each pair. */
const roomyHeight = (marks: readonly Mark[]) =>
  marks.reduce((sum, mark) => sum + MARK_HEIGHT + PAIR_HEIGHT * pairsOf(mark).length, LABEL_HEIGHT + 4);

interface RowProps extends EvidenceRow {
  readonly scale: Scale;
  readonly width: number;
  readonly y: number;
  readonly height: number;
  /** From 1 on there is room for a line for each pair. */
  readonly spread: number;
}

function Row({ label, marks, scale, width, y, height, spread }: RowProps) {
  const own = toldOf(marks);
  const said = own?.said ?? 'not yet';
  return (
    <g>
      <Words
        x={0}
        y={tenth(y + 11)}
        text={label}
        room={width - textWidth(said) - 8}
        fill="var(--ink)"
        hasHalo
      />
      <Words
        x={width}
        y={tenth(y + 11)}
        text={said}
        anchor="end"
        hasHalo
        fill={own ? colourOf(own.origin, own.network) : 'var(--muted)'}
        isBold={own?.origin === 'here'}
      />
      {marks.map((mark, at) => {
        const roomyY = y + spread * (roomyHeight(marks.slice(0, at)) + MARK_HEIGHT / 2);
        const middle = y + LABEL_HEIGHT + (height - LABEL_HEIGHT) / 2;
        const isOne = new Set(marks.map(({ origin }) => origin)).size < 2;
        const offset = isOne ? 0 : mark.origin === 'here' ? 3.5 : -3.5;
        const isLined = spread >= 1 && mark.network === null;
        return (
          <MarkShape
            key={at}
            mark={mark}
            scale={scale}
            y={tenth(isLined ? roomyY : middle + offset)}
            pairHeight={isLined ? spread * PAIR_HEIGHT : 0}
          />
        );
      })}
    </g>
  );
}

/** The number that is written out: of this page before the recorded one, of the distilled student before the others. */
function toldOf(marks: readonly Mark[]): Mark | undefined {
  const here = marks.filter(({ origin }) => origin === 'here');
  const own = here.length > 0 ? here : marks;
  return own.find(({ network }) => network === 'distilled') ?? own[0];
}

/** Nothing where one origin and one kind of mark need no telling apart. */
function legendOf(rows: readonly EvidenceRow[]): LegendItem[] {
  const marks = rows.flatMap((row) => row.marks);
  const networks = NETWORKS.filter((name) => marks.some(({ network }) => network === name));
  const origins = (['recorded', 'here'] as const).filter((name) =>
    marks.some(({ origin }) => origin === name),
  );
  const dot = (colour: string, network: NetworkName | null) => (
    <Dot x={7} y={4} network={network} colour={colour} />
  );
  return [
    ...networks.map((network) => ({ text: network, sample: dot('var(--ink)', network) })),
    ...(origins.includes('here')
      ? origins.map((origin) => ({
          text: ORIGIN_LABEL[origin],
          sample: <line x1={0} x2={14} y1={4} y2={4} stroke={colourOf(origin, null)} strokeWidth={3} />,
        }))
      : []),
  ];
}
