/** A line per group of variants over the setting that they vary, with its 95 % band, named at its end. */
import { Dot } from './Dot.tsx';
import { spread } from './endLabels.ts';
import { Legend, legendHeight, type LegendItem } from './Legend.tsx';
import type { EvidenceLine } from './lines.ts';
import { colourOf, LINE_DASHES, ORIGIN_LABEL, type Size } from './looks.ts';
import type { Quantity } from './quantity.ts';
import { givenScale, roundScale, type Scale } from './scale.ts';
import { tickText } from './tickText.ts';
import { TicksBelow } from './TicksBelow.tsx';
import type { VariedAxis } from './variedAxis.ts';
import { textWidth } from '../charts/textWidth.ts';
import { Words } from './Words.tsx';

interface Props {
  readonly axis: VariedAxis;
  readonly lines: readonly EvidenceLine[];
  readonly quantity: Quantity;
  readonly size: Size;
}

const AXIS_HEIGHT = 32;
const TICK_WIDTH = 46;
const LINE_HEIGHT = 13;

export function LinesPicture({ axis, lines, quantity, size: { width, height } }: Props) {
  const { unit, sides, title } = quantity;
  const names = lines.map(({ name }) => name ?? '');
  const items = legendOf(lines);
  const top = legendHeight({ items, width }) + 18;
  const bottom = height - AXIS_HEIGHT;
  const right = width - Math.max(14, ...names.map((name) => textWidth(name) + 8));
  const values = lines.flatMap(({ points }) =>
    points.flatMap(({ estimate: { value, interval } }) => [value, ...(interval ?? [])]),
  );
  const x = givenScale(axis.values, axis.isLog, TICK_WIDTH, right);
  const y = roundScale(sides ? [0, ...values] : values, bottom, top);
  const origin = lines.at(-1)?.origin; // what was measured here, where something was
  const ends = lines.filter((line) => line.origin === origin && line.name !== null && line.points.length > 0);
  const endsAt = spread(
    ends.map(({ points }) => y.at(points.at(-1)!.estimate.value)),
    LINE_HEIGHT,
    top,
    bottom,
  );
  return (
    <>
      <Legend items={items} width={width} />
      <Words x={0} y={top - 7} text={sides ? `↑ ${sides[1]}, ${unit}` : title} />
      <TicksBelow scale={x} unit={null} top={bottom} bottom={bottom} width={width} />
      <Grid x={x} y={y} unit={unit} hasZero={sides !== null} />
      <Words
        x={(TICK_WIDTH + right) / 2}
        y={height - 2}
        anchor="middle"
        text={axis.title + (axis.isLog ? ' (log)' : '')}
      />
      {lines.map((line) => (
        <Line key={`${line.origin} ${line.index}`} line={line} x={x} y={y} />
      ))}
      {ends.map((line, at) => (
        <Words
          key={line.index}
          x={right + 7}
          y={endsAt[at]! + 4}
          text={line.name!}
          fill={colourOf(line.origin, line.network)}
        />
      ))}
    </>
  );
}

function Grid({
  x,
  y,
  unit,
  hasZero,
}: {
  readonly x: Scale;
  readonly y: Scale;
  readonly unit: Quantity['unit'];
  readonly hasZero: boolean;
}) {
  const [left, right] = [x.at(x.low), x.at(x.high)];
  return (
    <g>
      {y.ticks.map((tick) => {
        const isLandmark = hasZero && tick === 0;
        return (
          <g key={tick}>
            <line
              x1={left}
              x2={right}
              y1={y.at(tick)}
              y2={y.at(tick)}
              stroke={isLandmark ? 'var(--ink)' : 'var(--hairline)'}
              {...(isLandmark && { strokeWidth: 1.25 })}
            />
            <Words x={left - 8} y={y.at(tick) + 4} text={tickText(tick, unit)} anchor="end" />
          </g>
        );
      })}
    </g>
  );
}

function Line({ line, x, y }: { readonly line: EvidenceLine; readonly x: Scale; readonly y: Scale }) {
  const { points, origin, network, index } = line;
  const colour = colourOf(origin, network);
  const placed = points.map(({ x: at, estimate }) => `${x.at(at)} ${y.at(estimate.value)}`);
  const banded = points.filter(({ estimate }) => estimate.interval !== null);
  const edge = (end: 0 | 1) =>
    banded.map((point) => `${x.at(point.x)} ${y.at(point.estimate.interval![end])}`);
  const band = [...edge(0), ...edge(1).toReversed()];
  return (
    <g>
      {banded.length > 1 && <path d={`M${band.join('L')}z`} fill={colour} fillOpacity={0.13} />}
      {placed.length > 1 && (
        <path
          d={`M${placed.join('L')}`}
          fill="none"
          stroke={colour}
          strokeWidth={2}
          strokeDasharray={LINE_DASHES[index % LINE_DASHES.length]}
        />
      )}
      {points.map(({ x: at, estimate }) => (
        <Dot
          key={at}
          x={x.at(at)}
          y={y.at(estimate.value)}
          network={network}
          colour={colour}
          isHollow={estimate.interval === null}
          size={2.5}
        />
      ))}
    </g>
  );
}

function legendOf(lines: readonly EvidenceLine[]): LegendItem[] {
  const origins = [...new Set(lines.map(({ origin }) => origin))];
  if (!origins.includes('here')) return [];
  return origins.map((origin) => ({
    text: ORIGIN_LABEL[origin],
    sample: <line x1={0} x2={14} y1={4} y2={4} stroke={colourOf(origin, null)} strokeWidth={3} />,
  }));
}
