/** Figure 3 as a drawing: the classes across, their probabilities upwards, one line per temperature. */
import { useElementSize } from '@mantine/hooks';
import { useState, type KeyboardEvent, type PointerEvent, type SVGProps } from 'react';
import { probability, temperatureLabel } from '../../experiment/words/numbers.ts';
import { isNarrow, plotArea, TICKS, type PlotArea, type Scale } from './plotArea.ts';
import type { SoftenedCurve } from './softenedCurves.ts';
import { annotatedDigits } from './annotatedDigits.ts';

interface Props {
  readonly curves: readonly SoftenedCurve[];
  readonly scale: Scale;
  /** What the ten classes are called. */
  readonly names: readonly string[];
  /** What the drawing of a curve has besides; nothing if left out. */
  readonly propsOf?: (curve: SoftenedCurve) => SVGProps<SVGGElement>;
}

export function SoftenedPlot({ curves, scale, names, propsOf = () => ({}) }: Props) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const [pointed, setPointed] = useState<number | null>(null);
  const area = plotArea({ width, height }, scale, names.length);

  const follow = (event: PointerEvent<SVGSVGElement>) =>
    setPointed(area.indexAt(event.clientX - event.currentTarget.getBoundingClientRect().left));
  /** A finger that is lifted leaves what it has tapped. */
  const leave = ({ pointerType }: PointerEvent) => pointerType !== 'touch' && setPointed(null);
  const walk = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return; // the browser's own
    if (event.key === 'Escape') setPointed(null);
    const at = pointed ?? 0;
    const last = names.length - 1;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setPointed(Math.min(last, Math.max(0, next)));
  };

  return (
    <div className="softened-plot" ref={ref} translate="no">
      {width > 0 && (
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          tabIndex={0}
          role="application"
          aria-label="Probability by class: the arrow keys go from one to the next"
          onPointerMove={follow}
          onPointerDown={follow}
          onPointerLeave={leave}
          onFocus={() => setPointed((current) => current ?? 0)}
          onBlur={() => setPointed(null)}
          onKeyDown={walk}
        >
          <Axes area={area} scale={scale} names={names} />
          {pointed !== null && (
            <line
              className="plot-pointer"
              x1={area.x(pointed)}
              x2={area.x(pointed)}
              y1={area.top}
              y2={area.bottom}
            />
          )}
          {curves.map((curve) => (
            <CurveLine
              key={curve.isChosen ? 'chosen' : curve.temperature}
              curve={curve}
              area={area}
              pointed={pointed}
              own={propsOf(curve)}
            />
          ))}
        </svg>
      )}
      {pointed !== null && (
        <Pointed curves={curves} area={area} pointed={pointed} name={names[pointed] ?? ''} />
      )}
    </div>
  );
}

function Axes({ area, scale, names }: { readonly area: PlotArea } & Omit<Props, 'curves' | 'propsOf'>) {
  const numLetters = Math.max(1, Math.floor(area.step / LETTER_WIDTH));
  return (
    <g className="plot-axes">
      {TICKS[scale].map((tick) => (
        <g key={tick}>
          <line x1={area.left} x2={area.right} y1={area.y(tick)} y2={area.y(tick)} />
          <text x={area.left - 8} y={area.y(tick)} dy="0.35em" textAnchor="end">
            {isNarrow(area) && tick > 0 && tick < 0.01 ? tick.toExponential() : tick}
          </text>
        </g>
      ))}
      {names.map((name, index) => {
        // At the right edge there is less room, and none is cut off there.
        const most =
          index === names.length - 1
            ? Math.min(numLetters, LETTERS_AT_EDGE - (isNarrow(area) ? 1 : 0))
            : numLetters;
        return (
          <text key={index} x={area.x(index)} y={area.bottom + 20} textAnchor="middle">
            {name.length > most ? `${name.slice(0, Math.max(1, most - 1))}…` : name}
          </text>
        );
      })}
    </g>
  );
}

/** Of the numbers and names along the axes, in pixels. */
const LETTER_WIDTH = 7;
/** Half of them lie right of the last class. */
const LETTERS_AT_EDGE = 4;

interface CurveLineProps {
  readonly curve: SoftenedCurve;
  readonly area: PlotArea;
  readonly pointed: number | null;
  readonly own: SVGProps<SVGGElement>;
}

function CurveLine({ curve: { colour, dash, isChosen, probabilities }, area, pointed, own }: CurveLineProps) {
  const points = Array.from(probabilities, (value, index) => ({ x: area.x(index), y: area.y(value) }));
  const told = isChosen ? annotatedDigits(probabilities) : [];
  const path = points.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join('L');
  const point = pointed === null ? undefined : points[pointed];
  return (
    <g {...own}>
      <path
        d={`M${path}`}
        fill="none"
        stroke={colour}
        strokeWidth={isChosen ? 3 : 1.5}
        strokeDasharray={dash}
      />
      {isChosen &&
        points.map(({ x, y }, index) => (
          <circle key={index} cx={x} cy={y} r={4} fill="var(--ground)" stroke={colour} strokeWidth={2} />
        ))}
      {point && <circle cx={point.x} cy={point.y} r={4} fill={colour} />}
      {told.map(({ digit, anchor }) => (
        <text
          key={digit}
          className="plot-told"
          x={points[digit]!.x}
          y={points[digit]!.y - 10}
          textAnchor={anchor}
          fill={colour}
        >
          {probability(probabilities[digit]!).replace(/^0/, '')}
        </text>
      ))}
    </g>
  );
}

interface PointedProps extends Omit<CurveLineProps, 'curve' | 'own'> {
  readonly curves: readonly SoftenedCurve[];
  readonly pointed: number;
  readonly name: string;
}

/** The probabilities of one class, beside it, on the side where there is more room. */
function Pointed({ curves, area, pointed, name }: PointedProps) {
  const isLeft = area.x(pointed) > (area.left + area.right) / 2;
  return (
    <div
      className="chart-tooltip plot-tooltip"
      style={{ left: area.x(pointed), transform: `translateX(${isLeft ? 'calc(-100% - 12px)' : '12px'})` }}
      aria-live="polite"
    >
      <div className="muted">{name}</div>
      {curves.map(({ temperature, colour, isChosen, probabilities }) => (
        <div key={isChosen ? 'chosen' : temperature} style={{ color: colour }}>
          {temperatureLabel(temperature)}
          {isChosen && ' (yours)'}: {probability(probabilities[pointed]!)}
        </div>
      ))}
    </div>
  );
}
