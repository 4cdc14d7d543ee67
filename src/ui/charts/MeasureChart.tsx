/** One measure of both arms by epoch: each report faint, the moving average bold, the band from lowest to highest seed. */
import { memo, useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { CurvePoint } from '../../experiment/curve.ts';
import type { Mark } from '../../store/runState.ts';
import { NETWORK_COLOUR, NETWORK_DASH } from '../theme.ts';
import { TOOLTIP, X_AXIS, Y_AXIS } from './axes.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { StillLine } from './StillLine.tsx';
import { ArmLegend } from './ArmLegend.tsx';
import { armsOf, csvOf, domainOf, MEASURES, rowsOf, ticksBetween, type Measure } from './measures.ts';
import { MeasureTooltip } from './MeasureTooltip.tsx';

interface Props {
  readonly measure: Measure;
  readonly curve: readonly CurvePoint[];
  readonly previous: readonly CurvePoint[];
  readonly marks: readonly Mark[];
  readonly numEpochs: number;
}

export const MeasureChart = memo(function MeasureChart(props: Props) {
  const { measure, curve, previous, marks, numEpochs } = props;
  const text = MEASURES[measure];
  const arms = armsOf(measure);
  const rows = useMemo(() => rowsOf(curve, previous, measure), [curve, previous, measure]);
  const domain = domainOf(rows, text.unit);
  return (
    <ChartFrame
      title={text.title}
      detail={`${text.detail}${text.unit === 'nats' ? ', in nats' : ''}`}
      fileName={`distillery-${measure}`}
      csv={() => csvOf(rows, text)}
      legend={<ArmLegend arms={arms} withPrevious={previous.length > 0} />}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 190 }}>
        {/* One syncId: the crosshair of one chart is that of all. */}
        <ComposedChart data={rows} syncId="epochs" syncMethod="value" margin={MARGIN} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--hairline)" />
          <XAxis dataKey="epoch" type="number" domain={[0, numEpochs]} tickCount={5} {...X_AXIS} />
          <YAxis
            domain={[...domain]}
            ticks={ticksBetween(domain)}
            interval={0}
            allowDataOverflow
            tickFormatter={(value: number) => (text.unit === 'percent' ? `${value} %` : String(value))}
            {...Y_AXIS}
          />
          <Tooltip {...TOOLTIP} content={<MeasureTooltip unit={text.unit} />} />
          {arms.map((arm) => (
            <Area
              key={arm}
              dataKey={`${arm}.band`}
              {...STILL}
              stroke="none"
              fillOpacity={0.16}
              fill={NETWORK_COLOUR[arm]}
            />
          ))}
          {previous.length > 0 &&
            arms.map((arm) => (
              <Line
                key={arm}
                shape={StillLine}
                dataKey={`previous-${arm}.smooth`}
                {...STILL}
                stroke={NETWORK_COLOUR[arm]}
                strokeOpacity={0.45}
                strokeDasharray="1 4"
                connectNulls
              />
            ))}
          {arms.map((arm) => (
            <Line
              key={arm}
              shape={StillLine}
              dataKey={`${arm}.raw`}
              {...STILL}
              stroke={NETWORK_COLOUR[arm]}
              strokeOpacity={0.35}
              connectNulls
            />
          ))}
          {arms.map((arm) => (
            <Line
              key={arm}
              shape={StillLine}
              dataKey={`${arm}.smooth`}
              {...STILL}
              stroke={NETWORK_COLOUR[arm]}
              strokeWidth={2.5}
              strokeDasharray={NETWORK_DASH[arm]}
              dot={rows.length < 3}
              connectNulls
            />
          ))}
          {marks.map(({ epoch, text: label }) => (
            <ReferenceLine
              key={label}
              x={epoch}
              stroke="var(--muted)"
              strokeDasharray="3 3"
              label={{ value: label, position: 'insideTopLeft', fill: 'var(--muted)', fontSize: 12 }}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
});

const MARGIN = { top: 8, right: 16, bottom: 0, left: 0 };
const STILL = { isAnimationActive: false, dot: false, activeDot: false, type: 'linear' } as const;
