/** One measure of both arms by epoch: each report faint, the moving average bold, the band from lowest to highest seed. */
import { memo, useMemo } from 'react';
import { Area, ComposedChart, Line, ReferenceLine, ResponsiveContainer, Tooltip } from 'recharts';
import type { CurvePoint } from '../../experiment/curve.ts';
import type { SettingChange } from '../../store/runState.ts';
import type { Config } from '../../experiment/config.ts';
import { NETWORK_COLOUR, NETWORK_DASH } from '../theme.ts';
import { TOOLTIP } from './axes.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { EPOCH_MARGIN, EpochAxes } from './EpochAxes.tsx';
import { StillLine } from './StillLine.tsx';
import { ArmLegend } from './ArmLegend.tsx';
import { armsOf, domainOf, measureText, numbersOf, rowsOf } from './measures.ts';
import type { Measure, RunBefore } from './measures.ts';
import { placedMarks } from './placedMarks.ts';
import { MeasureTooltip } from './MeasureTooltip.tsx';

interface Props {
  readonly measure: Measure;
  readonly curve: readonly CurvePoint[];
  /** The last epoch that is drawn; the axes are those of all. */
  readonly upTo?: number;
  readonly before: RunBefore | null;
  readonly marks: readonly SettingChange[];
  /** Of the run on display. */
  readonly config: Config;
}

export const MeasureChart = memo(function MeasureChart(props: Props) {
  const { measure, curve, upTo = Infinity, before, marks, config } = props;
  const { title, detail, unit } = measureText(measure, config);
  const arms = armsOf(measure);
  const rows = useMemo(() => rowsOf(curve, before, measure), [curve, before, measure]);
  const domain = domainOf(rows, unit);
  const drawn = useMemo(() => rows.filter(({ epoch }) => epoch <= upTo), [rows, upTo]);
  const name = before?.name ?? null;
  return (
    <ChartFrame
      title={title}
      detail={unit === 'percent' ? detail : `${detail}, in ${unit}`}
      fileName={`distillery-${measure}`}
      numbers={() => numbersOf(rows, before, unit)}
      legend={<ArmLegend arms={arms} before={name} />}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 190 }}>
        {/* One syncId: the crosshair of one chart is that of all. */}
        <ComposedChart
          data={drawn}
          syncId="epochs"
          syncMethod="value"
          margin={EPOCH_MARGIN}
          accessibilityLayer
        >
          <EpochAxes epochs={config.epochs} domain={domain} unit={unit} />
          <Tooltip {...TOOLTIP} content={<MeasureTooltip unit={unit} before={name} />} />
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
          {before &&
            arms.map((arm) => (
              <Line
                key={arm}
                shape={StillLine}
                dataKey={`before-${arm}.smooth`}
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
              dot={curve.length < 3}
              connectNulls
            />
          ))}
          {placedMarks(marks, config.epochs).map(({ epoch, text, row, isLeft }) => (
            <ReferenceLine
              key={epoch}
              x={epoch}
              stroke="var(--muted)"
              strokeDasharray="3 3"
              label={{
                value: text,
                position: isLeft ? 'insideTopRight' : 'insideTopLeft',
                dy: MARK_HEIGHT * row,
                fill: 'var(--muted)',
                fontSize: 12,
              }}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
});

/** Of one row of marks, in pixels. */
const MARK_HEIGHT = 14;
const STILL = { isAnimationActive: false, dot: false, activeDot: false, type: 'linear' } as const;
