/** The gain of every pair of swept values, with its number in the cell; a cell's curve stands beside it. */
import { memo, useMemo, useState } from 'react';
import { bestCell } from '../../distillation/bestCell.ts';
import { points } from '../../experiment/words/numbers.ts';
import type { ExperimentResult, VariantResult } from '../../experiment/results.ts';
import type { ExperimentState } from '../../store/state.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import { CellCurve } from './CellCurve.tsx';

interface Props {
  readonly result: ExperimentResult;
  readonly curves: ExperimentState['curves'];
}

type Found = Extract<VariantResult, { problem: null }>;

export const HeatMap = memo(function HeatMap({ result, curves }: Props) {
  const [shown, setShown] = useState<string | null>(null);
  const [down, across] = result.axes;
  const found = useMemo(
    () =>
      new Map(
        result.variants.flatMap((each) => (each.problem === null ? [[each.label, each] as const] : [])),
      ),
    [result],
  );
  if (!down || !across) return null;
  const cells = [...found.values()];
  const widest = Math.max(1e-9, ...cells.map(({ gain }) => Math.abs(gain.mean)));
  const best = result.unfinished.length === 0 ? bestCell(cells.map(({ arms }) => arms[1]!.accuracy)) : null;
  const bestLabel = best?.isDistinguishable ? (cells[best.index]?.label ?? null) : null;
  const labelAt = (row: string, column: string) => `${down.name} = ${row}, ${across.name} = ${column}`;
  const chosen = (shown === null ? null : found.get(shown)) ?? null;
  return (
    <div className="matrix-and-digits heat">
      <ChartFrame
        title="Gain over the standalone student, points"
        fileName="distillery-sweep"
        csv={() => csvOf(cells)}
      >
        <div className="table-scroll">
          <table className="matrix heat-map" aria-label="Sweep">
            <thead>
              <tr>
                <th scope="col">
                  {down.name} \ {across.name}
                </th>
                {across.values.map((column) => (
                  <th scope="col" key={column}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {down.values.map((row) => (
                <tr key={row}>
                  <th scope="row">{row}</th>
                  {across.values.map((column) => {
                    const label = labelAt(row, column);
                    const cell = found.get(label);
                    return (
                      <td
                        key={column}
                        tabIndex={cell ? 0 : -1}
                        className={cell && cell.gain.mean < 0 ? 'loss' : undefined}
                        aria-label={cell ? `${label}: ${points(cell.gain.mean)} points` : `${label}: not yet`}
                        style={
                          {
                            '--ink-share': `${cell ? Math.round((100 * Math.abs(cell.gain.mean)) / widest) : 0}%`,
                          } as React.CSSProperties
                        }
                        onMouseEnter={() => setShown(label)}
                        onFocus={() => setShown(label)}
                      >
                        {cell ? points(cell.gain.mean) : '·'}
                        {label === bestLabel && ' ★'}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </ChartFrame>
      <div className="opened-digits">
        <p className="small">{bestText(best, bestLabel, cells)}</p>
        {chosen ? (
          <CellCurve variant={chosen} points={curves[chosen.label] ?? []} />
        ) : (
          <p className="muted small">
            Point at a cell, or walk there with Tab, to see its curve and interval.
          </p>
        )}
      </div>
    </div>
  );
});

function bestText(
  best: ReturnType<typeof bestCell>,
  bestLabel: string | null,
  cells: readonly Found[],
): string {
  if (!best) return 'The best cell is named once all are there.';
  if (bestLabel) return `★ ${bestLabel} is better than every other cell (95 %, all comparisons together).`;
  return `The highest mean is that of ${cells[best.index]?.label ?? 'no cell'}, but it is not distinguishable from the next at ${cells[0]?.gain.pairs.length ?? 0} seeds.`;
}

function csvOf(cells: readonly Found[]): string {
  const lines = cells.map(({ label, gain, arms }) =>
    [`"${label}"`, gain.mean, gain.ci95?.[0] ?? '', gain.ci95?.[1] ?? '', arms[1]!.meanAccuracy].join(','),
  );
  return ['cell,gain,low,high,distilled accuracy', ...lines, ''].join('\n');
}
