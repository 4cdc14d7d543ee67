/** Grid and axes of a measure by epoch. */
import { CartesianGrid, XAxis, YAxis } from 'recharts';
import { X_AXIS, Y_AXIS } from './axes.ts';
import { ticksBetween } from './ticks.ts';

interface Props {
  /** The last one. */
  readonly epochs: number;
  readonly domain: readonly [number, number];
  /** Of the measure: "percent", or a word. */
  readonly unit: string;
}

export function EpochAxes({ epochs, domain, unit }: Props) {
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--hairline)" />
      <XAxis
        dataKey="epoch"
        type="number"
        domain={[0, epochs]}
        ticks={ticksBetween([0, epochs])}
        allowDataOverflow // the run before may have been longer
        {...X_AXIS}
      />
      <YAxis
        domain={[...domain]}
        ticks={ticksBetween(domain)}
        interval={0}
        allowDataOverflow
        tickFormatter={(value: number) => (unit === 'percent' ? `${value} %` : String(value))}
        {...Y_AXIS}
      />
    </>
  );
}

/** Of a chart with these axes, in pixels. */
export const EPOCH_MARGIN = { top: 8, right: 16, bottom: 0, left: 0 };
