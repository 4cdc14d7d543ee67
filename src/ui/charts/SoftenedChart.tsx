/** Figure 3: probability by digit, one line per temperature. */
import { memo } from 'react';
import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
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
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 260 }}>
      <LineChart data={rows} margin={{ top: 10, right: 16, bottom: 0, left: 0 }} accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis
          dataKey="digit"
          tick={{ fill: 'var(--muted)', fontSize: 12 }}
          tickLine={false}
          stroke="var(--hairline)"
        />
        {scale === 'log' ? (
          <YAxis
            scale="log"
            domain={[LOG_FLOOR, 1]}
            allowDataOverflow
            ticks={[1e-5, 1e-4, 1e-3, 0.01, 0.1, 1]}
            tickFormatter={(value: number) => String(value)}
            tick={{ fill: 'var(--muted)', fontSize: 12 }}
            tickLine={false}
            axisLine={false}
            width={56}
          />
        ) : (
          <YAxis
            domain={[0, 1]}
            ticks={[0, 0.25, 0.5, 0.75, 1]}
            tick={{ fill: 'var(--muted)', fontSize: 12 }}
            tickLine={false}
            axisLine={false}
            width={56}
          />
        )}
        <Tooltip
          isAnimationActive={false}
          formatter={(value) => probability(Number(value))}
          labelFormatter={(digit) => <>digit {digit}</>}
          contentStyle={{ background: 'var(--ground)', borderColor: 'var(--hairline)', fontSize: 12 }}
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
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
});
