/** Test accuracy of both arms by epoch, with the band from the worst to the best seed. */
import { memo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { ARMS } from '../../experiment/arms.ts';
import type { CurvePoint, Spread } from '../../store/state.ts';
import { TOOLTIP, X_AXIS, Y_AXIS } from './axes.ts';
import { NETWORK_COLOUR } from '../theme.ts';

interface Props {
  readonly curve: readonly CurvePoint[];
  readonly numEpochs: number;
}

export const AccuracyChart = memo(function AccuracyChart({ curve, numEpochs }: Props) {
  const percent = ({ mean, min, max }: Spread) => ({ mean: 100 * mean, band: [100 * min, 100 * max] });
  const rows = curve.map(({ epoch, arms }) => ({
    epoch,
    standalone: percent(arms.standalone),
    distilled: percent(arms.distilled),
  }));
  const low = lowerEnd(curve);
  const high = upperEnd(curve);
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 220 }}>
      <ComposedChart data={rows} margin={{ top: 8, right: 16, bottom: 0, left: 0 }} accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis dataKey="epoch" type="number" domain={[0, numEpochs]} tickCount={5} {...X_AXIS} />
        <YAxis
          domain={[low, high]}
          ticks={ticksBetween(low, high)}
          interval={0}
          allowDataOverflow
          tickFormatter={(value: number) => `${value} %`}
          {...Y_AXIS}
        />
        <Tooltip
          {...TOOLTIP}
          formatter={(value) =>
            Array.isArray(value)
              ? value.map((end) => Number(end).toFixed(2)).join(' … ')
              : `${Number(value).toFixed(2)} %`
          }
          labelFormatter={(epoch) =>
            `epoch ${Number(epoch)
              .toFixed(2)
              .replace(/\.?0+$/, '')}`
          }
        />
        <Legend iconType="plainline" wrapperStyle={{ fontSize: 12 }} />
        {ARMS.map((arm) => (
          <Area
            key={arm}
            dataKey={`${arm}.band`}
            name={`${arm}, all seeds`}
            legendType="none"
            stroke="none"
            fill={NETWORK_COLOUR[arm]}
            fillOpacity={0.16}
            isAnimationActive={false}
          />
        ))}
        {ARMS.map((arm) => (
          <Line
            key={arm}
            dataKey={`${arm}.mean`}
            name={arm}
            stroke={NETWORK_COLOUR[arm]}
            strokeWidth={2.5}
            strokeDasharray={arm === 'standalone' ? '6 3' : ''}
            dot={rows.length < 3}
            isAnimationActive={false}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
});

/** Three to six round values. */
function ticksBetween(low: number, high: number): number[] {
  const step = [1, 2, 2.5, 5, 10, 20, 25].find((each) => (high - low) / each <= 5) ?? 50;
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => low + index * step);
}

/** The first tenth of training would squeeze the rest: the axis begins below what comes after it. */
function lowerEnd(curve: readonly CurvePoint[]): number {
  const last = curve.at(-1)?.epoch ?? 0;
  const later = curve.filter(({ epoch }) => epoch >= last / 10);
  const lowest = Math.min(...later.flatMap(({ arms }) => ARMS.map((arm) => arms[arm].min)), 1);
  return Math.max(0, Math.floor((100 * lowest) / 5) * 5);
}

function upperEnd(curve: readonly CurvePoint[]): number {
  const highest = Math.max(...curve.flatMap(({ arms }) => ARMS.map((arm) => arms[arm].max)), 0);
  return Math.min(100, Math.ceil((100 * highest + 0.5) / 5) * 5);
}
