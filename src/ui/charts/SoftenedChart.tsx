/** Figure 3: probability by digit, one line per temperature. */
import { memo } from 'react';
import {
  CartesianGrid,
  LabelList,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { TOOLTIP, X_AXIS, Y_AXIS } from './axes.ts';
import { probability, temperatureLabel } from '../format.ts';
import type { SoftenedCurve } from './softenedCurves.ts';

export type Scale = 'linear' | 'log';

interface Props {
  readonly curves: readonly SoftenedCurve[];
  readonly scale: Scale;
}

/** The log axis ends here; smaller probabilities lie on its floor. */
const LOG_FLOOR = 1e-5;

export const SoftenedChart = memo(function SoftenedChart({ curves, scale }: Props) {
  const rows = Array.from({ length: 10 }, (_, digit) => ({
    digit,
    ...Object.fromEntries(
      curves.map(({ temperature, probabilities }) => {
        const value = probabilities[digit]!;
        return [`T${temperature}`, scale === 'log' ? Math.max(LOG_FLOOR, value) : value];
      }),
    ),
  }));
  const told = toldValues(curves.find(({ isChosen }) => isChosen)?.probabilities ?? []);
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 260 }}>
      <LineChart data={rows} margin={{ top: 10, right: 16, bottom: 0, left: 0 }} accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis dataKey="digit" {...X_AXIS} />
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
          labelFormatter={(digit) => <>digit {digit}</>}
        />
        <Legend iconType="plainline" wrapperStyle={{ fontSize: 12 }} itemSorter={null} />
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
          >
            {isChosen && <LabelList valueAccessor={(_, index) => told.get(index)} {...TOLD_LABEL} />}
          </Line>
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
});

const TOLD_LABEL = {
  position: 'top',
  offset: 8,
  fill: 'var(--chosen)',
  fontSize: 12,
  fontWeight: 650,
} as const;

/** Written at the line: the two digits that come after the best, and the last, of which the sentence speaks too. */
function toldValues(probabilities: ArrayLike<number>): ReadonlyMap<number, string> {
  const order = Array.from({ length: probabilities.length }, (_, digit) => digit).sort(
    (a, b) => probabilities[b]! - probabilities[a]!,
  );
  const digits = [order[1], order[2], order.at(-1)].filter((digit) => digit !== undefined);
  return new Map(digits.map((digit) => [digit, probability(probabilities[digit]!)]));
}
