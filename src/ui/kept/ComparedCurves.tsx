/** One measure of several runs by epoch, on the same axes: distilled bold, standalone thin. */
import { useState } from 'react';
import { ComposedChart, Line, ResponsiveContainer, Tooltip } from 'recharts';
import { TOOLTIP } from '../charts/axes.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import { EPOCH_MARGIN, EpochAxes } from '../charts/EpochAxes.tsx';
import { LineSample } from '../charts/LineSample.tsx';
import { armsOf, domainOf, measureText, rowsOf, type Measure, type Row } from '../charts/measures.ts';
import type { Numbers } from '../charts/numbers.ts';
import { StillLine } from '../charts/StillLine.tsx';
import { Choice } from '../Choice.tsx';
import type { Compared } from './compared.ts';

const MEASURES = [
  { value: 'accuracy', label: 'Accuracy' },
  { value: 'nll', label: 'Loss' },
  { value: 'agreement', label: 'Agreement' },
] as const satisfies readonly { value: Measure; label: string }[];

type RunLine = Compared & { readonly rows: readonly Row[] };
/** Of all runs at one epoch, by run and arm, e.g. "0-distilled". */
type Merged = { readonly epoch: number } & Readonly<Record<string, number>>;

export function ComparedCurves({ runs }: { readonly runs: readonly Compared[] }) {
  const [measure, setMeasure] = useState<Measure>('accuracy');
  const { title, unit } = measureText(measure, runs[0]!.record.config);
  const lines = runs.map((run): RunLine => ({ ...run, rows: rowsOf(run.record.curve, null, measure) }));
  const merged = mergedRows(lines, measure);
  const without = lines.filter(({ rows }) => rows.length === 0);
  const domain = domainOf(
    lines.flatMap(({ rows }) => rows),
    unit,
  );
  const epochs = Math.max(...runs.map(({ record }) => record.config.epochs));
  return (
    <div className="compared-curves">
      <Choice
        name="Measure compared"
        options={MEASURES}
        value={measure as 'accuracy'}
        onChange={setMeasure}
      />
      <ChartFrame
        title={title}
        detail="bold: distilled, thin: standalone; mean over seeds"
        fileName={`distillery-compared-${measure}`}
        numbers={() => numbersOf(lines, measure, unit)}
        legend={<RunLegend runs={runs} />}
      >
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 220 }}>
          <ComposedChart data={merged} margin={EPOCH_MARGIN} accessibilityLayer>
            <EpochAxes epochs={epochs} domain={domain} unit={unit} />
            <Tooltip {...TOOLTIP} formatter={(value) => Number(value).toPrecision(4)} />
            {lines.flatMap(({ id, letter, colour, dash }, at) =>
              armsOf(measure).map((arm) => (
                <Line
                  key={`${id}-${arm}`}
                  name={`${letter} ${arm}`}
                  dataKey={`${at}-${arm}`}
                  shape={StillLine}
                  type="linear"
                  isAnimationActive={false}
                  dot={false}
                  activeDot={false}
                  stroke={colour}
                  strokeDasharray={dash}
                  strokeWidth={arm === 'distilled' ? 2.5 : 1}
                  connectNulls
                />
              )),
            )}
          </ComposedChart>
        </ResponsiveContainer>
      </ChartFrame>
      {without.length > 0 && (
        <p className="muted small">
          {without.map(({ letter }) => letter).join(', ')}: no curve in the record, as in results of the
          command line.
        </p>
      )}
    </div>
  );
}

function RunLegend({ runs }: { readonly runs: readonly Compared[] }) {
  return (
    <span className="legend">
      {runs.map(({ id, letter, colour, dash }) => (
        <span key={id} className="legend-item" style={{ color: colour }}>
          <LineSample dash={dash} width={2.5} />
          {letter}
        </span>
      ))}
    </span>
  );
}

function mergedRows(lines: readonly RunLine[], measure: Measure): Merged[] {
  const byEpoch = new Map<number, Record<string, number>>();
  lines.forEach(({ rows }, at) =>
    rows.forEach((row) => {
      const merged = byEpoch.get(row.epoch) ?? {};
      for (const arm of armsOf(measure)) if (row[arm]) merged[`${at}-${arm}`] = row[arm].smooth;
      byEpoch.set(row.epoch, merged);
    }),
  );
  return [...byEpoch]
    .map(([epoch, values]): Merged => ({ ...values, epoch }))
    .sort((one, other) => one.epoch - other.epoch);
}

function numbersOf(lines: readonly RunLine[], measure: Measure, unit: string): Numbers {
  return {
    header: ['run', 'name', 'epoch', 'arm', 'mean', 'smoothed', 'unit'],
    rows: lines.flatMap(({ letter, name, rows }) =>
      rows.flatMap((row) =>
        armsOf(measure).flatMap((arm) => {
          const cell = row[arm];
          return cell ? [[letter, name, row.epoch, arm, cell.raw, cell.smooth, unit]] : [];
        }),
      ),
    ),
  };
}
