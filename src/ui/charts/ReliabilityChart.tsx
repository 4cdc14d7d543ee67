/** Reliability diagram (Guo et al. 2017, §2): how often a network is right when it is so sure. On the diagonal it knows itself. */
import { memo } from 'react';
import {
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
  ZAxis,
} from 'recharts';
import { calibrationErrorOf, type ReliabilityBin } from '../../distillation/calibration.ts';
import { NETWORKS, type NetworkName } from '../../experiment/arms.ts';
import { percent } from '../../experiment/words/numbers.ts';
import { NETWORK_COLOUR, NETWORK_LABEL } from '../theme.ts';
import { TOOLTIP, X_AXIS, Y_AXIS } from './axes.ts';
import { ChartFrame } from './ChartFrame.tsx';
import type { Numbers } from './numbers.ts';

interface Props {
  /** Of all seeds together; empty for a network that was not measured yet. */
  readonly bins: Readonly<Record<NetworkName, readonly ReliabilityBin[]>>;
}

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const SHAPES = { teacher: 'square', distilled: 'circle', standalone: 'triangle' } as const;
const DIAGONAL = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
] as const;

export const ReliabilityChart = memo(function ReliabilityChart({ bins }: Props) {
  const measured = NETWORKS.filter((network) => bins[network].length > 0);
  const legend = (
    <span className="legend">
      {measured.map((network) => (
        <span key={network} className="legend-item" style={{ color: NETWORK_COLOUR[network] }}>
          {NETWORK_LABEL[network].toLowerCase()} ECE {percent(calibrationErrorOf(bins[network]), 1)}
        </span>
      ))}
    </span>
  );
  return (
    <ChartFrame
      title="How often right, by how sure"
      fileName="distillery-calibration"
      numbers={() => numbersOf(bins)}
      legend={legend}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 190 }}>
        <ScatterChart margin={{ top: 8, right: 16, bottom: 0, left: 0 }} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--hairline)" />
          <XAxis
            type="number"
            dataKey="meanConfidence"
            name="how sure"
            domain={[0, 1]}
            ticks={TICKS}
            {...X_AXIS}
          />
          <YAxis
            type="number"
            dataKey="accuracy"
            name="how often right"
            domain={[0, 1]}
            ticks={TICKS}
            {...Y_AXIS}
          />
          <ZAxis type="number" dataKey="count" name="digits" range={[20, 160]} />
          <ReferenceLine segment={DIAGONAL} stroke="var(--muted)" strokeDasharray="4 4" />
          <Tooltip {...TOOLTIP} formatter={(value) => Number(Number(value).toFixed(3))} />
          {measured.map((network) => (
            <Scatter
              key={network}
              name={NETWORK_LABEL[network]}
              data={bins[network].filter(({ count }) => count > 0)}
              fill={NETWORK_COLOUR[network]}
              shape={SHAPES[network]}
              line={{ stroke: NETWORK_COLOUR[network], strokeWidth: 1.5 }}
              isAnimationActive={false}
            />
          ))}
        </ScatterChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
});

function numbersOf(bins: Props['bins']): Numbers {
  const rows = NETWORKS.flatMap((network) =>
    bins[network].map(({ count, meanConfidence, accuracy }, bin) => [
      network,
      bin + 1,
      count,
      meanConfidence,
      accuracy,
    ]),
  );
  return { header: ['network', 'bin', 'digits', 'mean confidence', 'accuracy'], rows };
}
