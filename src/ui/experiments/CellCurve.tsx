/** How one cell of a sweep came to its number. */
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { VariantResult } from '../../experiment/results.ts';
import { percent } from '../../experiment/words/numbers.ts';
import { gainVerdict } from '../../experiment/words/verdict.ts';
import { useStore } from '../../store/useStore.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import { StillLine } from '../charts/StillLine.tsx';
import { TOOLTIP, X_AXIS, Y_AXIS } from '../charts/axes.ts';

interface Props {
  readonly variant: Extract<VariantResult, { problem: null }>;
}

export function CellCurve({ variant }: Props) {
  const { label, gain, arms } = variant;
  const { headline, detail } = gainVerdict(gain);
  const points = useStore((state) => state.experiments['sweep']?.curves[label]);
  const rows = (points ?? []).map(({ epoch, accuracy }) => ({ epoch, accuracy: 100 * accuracy }));
  return (
    <>
      <p className="small">
        <strong>{label}</strong>: {percent(arms[1]!.meanAccuracy)} distilled, {percent(arms[0]!.meanAccuracy)}{' '}
        alone. {headline}. {detail}
      </p>
      <ChartFrame
        title={`Accuracy by epoch: ${label}`}
        fileName="distillery-sweep-cell"
        numbers={() => ({
          header: ['epoch', 'distilled right %'],
          rows: rows.map((row) => [row.epoch, row.accuracy]),
        })}
      >
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height: 240 }}>
          <LineChart data={rows} margin={{ top: 8, right: 16, bottom: 0, left: 0 }} accessibilityLayer>
            <CartesianGrid vertical={false} stroke="var(--hairline)" />
            <XAxis dataKey="epoch" type="number" domain={[0, 'dataMax']} tickCount={5} {...X_AXIS} />
            <YAxis
              domain={[lowerEnd(rows.map((row) => row.accuracy)), 100]}
              allowDataOverflow
              tickFormatter={(value: number) => `${value} %`}
              {...Y_AXIS}
            />
            <Tooltip
              {...TOOLTIP}
              formatter={(value) => percent(Number(value) / 100)}
              labelFormatter={(epoch) => `epoch ${Number(epoch)}`}
            />
            <Line
              dataKey="accuracy"
              name="distilled, mean of the seeds"
              stroke="var(--distilled)"
              strokeWidth={2.5}
              dot={false}
              isAnimationActive={false}
              shape={StillLine}
            />
          </LineChart>
        </ResponsiveContainer>
      </ChartFrame>
    </>
  );
}

/** The first points would squeeze the rest: the axis begins below what comes after them. */
function lowerEnd(accuracy: readonly number[]): number {
  const later = accuracy.slice(Math.ceil(accuracy.length / 10));
  return Math.max(0, Math.floor(Math.min(95, ...later) / 5) * 5);
}
