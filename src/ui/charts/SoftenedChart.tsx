/** Figure 3: probability by digit, one line per temperature. */
import { memo } from 'react';
import {
  CartesianGrid,
  LabelList,
  Line,
  LineChart,
  type LabelProps,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { TOOLTIP, X_AXIS, Y_AXIS } from './axes.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { StillLine } from './StillLine.tsx';
import { LineSample } from './LineSample.tsx';
import { probability, temperatureLabel } from '../format.ts';
import type { SoftenedCurve } from './softenedCurves.ts';

export type Scale = 'linear' | 'log';

interface Props {
  readonly curves: readonly SoftenedCurve[];
  readonly scale: Scale;
  /** What the ten classes are called. */
  readonly names: readonly string[];
}

/** The log axis ends here; smaller probabilities lie on its floor. */
const LOG_FLOOR = 1e-5;

export const SoftenedChart = memo(function SoftenedChart({ curves, scale, names }: Props) {
  const rows = Array.from({ length: 10 }, (_, digit) => ({
    digit,
    ...Object.fromEntries(
      curves.map(({ temperature, probabilities }) => {
        const value = probabilities[digit]!;
        return [`T${temperature}`, scale === 'log' ? Math.max(LOG_FLOOR, value) : value];
      }),
    ),
  }));
  const told = toldDigits(curves.find(({ isChosen }) => isChosen)?.probabilities ?? []);
  return (
    <ChartFrame
      title="Probability by digit"
      fileName="distillery-softened"
      csv={() => csvOf(curves)}
      legend={<TemperatureLegend curves={curves} />}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 212 }}>
        <LineChart data={rows} margin={{ top: 10, right: 16, bottom: 0, left: 0 }} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--hairline)" />
          <XAxis dataKey="digit" tickFormatter={(digit: number) => names[digit] ?? ''} {...X_AXIS} />
          {scale === 'log' ? (
            <YAxis
              scale="log"
              domain={[LOG_FLOOR, 1]}
              allowDataOverflow
              ticks={[1e-5, 1e-4, 1e-3, 0.01, 0.1, 1]}
              tickFormatter={(value: number) => String(value)}
              {...Y_AXIS}
            />
          ) : (
            <YAxis domain={[0, 1]} ticks={[0, 0.25, 0.5, 0.75, 1]} {...Y_AXIS} />
          )}
          <Tooltip
            {...TOOLTIP}
            formatter={(value) => probability(Number(value))}
            labelFormatter={(digit) => names[Number(digit)] ?? ''}
          />
          {curves.map(({ temperature, colour, dash, isChosen }) => (
            <Line
              key={isChosen ? 'chosen' : temperature}
              dataKey={`T${temperature}`}
              name={`${temperatureLabel(temperature)}${isChosen ? ' (yours)' : ''}`}
              stroke={colour}
              strokeWidth={isChosen ? 3 : 1.5}
              strokeDasharray={dash}
              dot={isChosen ? { r: 4, fill: 'var(--ground)', strokeWidth: 2, strokeDasharray: '' } : false}
              activeDot={{ r: 4 }}
              type="linear"
              isAnimationActive={false}
              shape={StillLine}
            >
              {isChosen && <LabelList content={(label) => <ToldLabel {...label} told={told} />} />}
            </Line>
          ))}
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
});

function TemperatureLegend({ curves }: { readonly curves: readonly SoftenedCurve[] }) {
  return (
    <span className="legend">
      {curves.map(({ temperature, colour, dash, isChosen }) => (
        <span key={temperature} className="legend-item" style={{ color: colour }}>
          <LineSample dash={dash} width={isChosen ? 3 : 1.5} />
          {temperatureLabel(temperature)}
          {isChosen && ' (yours)'}
        </span>
      ))}
    </span>
  );
}

function csvOf(curves: readonly SoftenedCurve[]): string {
  const digits = Array.from({ length: 10 }, (_, digit) => digit);
  const lines = curves.map(({ temperature, probabilities }) => [temperature, ...probabilities].join(','));
  return [['temperature', ...digits].join(','), ...lines, ''].join('\n');
}

/** Above its point, and to the side on which the line does not rise. */
function ToldLabel({ x, y, index, told }: LabelProps & { readonly told: ReadonlyMap<number, ToldDigit> }) {
  const digit = told.get(index ?? -1);
  if (!digit) return null;
  const { text, anchor } = digit;
  return (
    <text
      x={Number(x)}
      y={Number(y) - 10}
      textAnchor={anchor}
      fill="var(--chosen)"
      fontSize={12}
      fontWeight={650}
    >
      {text}
    </text>
  );
}

interface ToldDigit {
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Written at the line: the two digits that come after the best, and the last, of which the sentence speaks too. */
function toldDigits(probabilities: ArrayLike<number>): ReadonlyMap<number, ToldDigit> {
  const order = Array.from({ length: probabilities.length }, (_, digit) => digit).sort(
    (a, b) => probabilities[b]! - probabilities[a]!,
  );
  const told = [order[1], order[2], order.at(-1)].filter((digit) => digit !== undefined);
  const isSteep = (from: number, to: number) => (probabilities[to] ?? 0) - probabilities[from]! > 0.1;
  return new Map(
    told.map((digit) => {
      const anchor = isSteep(digit, digit + 1) ? 'end' : isSteep(digit, digit - 1) ? 'start' : 'middle';
      return [digit, { text: probability(probabilities[digit]!).replace(/^0/, ''), anchor }];
    }),
  );
}
