/** The gain of every pair of swept values, with its number in the cell; a cell's curve stands beside it. */
import { memo, Suspense, useMemo, useState } from 'react';
import { bestVariant, type BestVariant } from '../../experiment/bestVariant.ts';
import { DEFAULT_CONFIG } from '../../experiment/config.ts';
import type { ExperimentResult, VariantResult } from '../../experiment/results.ts';
import { differingSettings } from '../../experiment/settings.ts';
import { SETTINGS, type SettingName } from '../../experiment/settingsTable.ts';
import { percent, points } from '../../experiment/words/numbers.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import type { Numbers } from '../charts/numbers.ts';
import { useRoving } from '../charts/useRoving.ts';
import { later } from '../later.tsx';

const CellCurve = later(() => import('./CellCurve.tsx'), 'CellCurve');

type Found = Extract<VariantResult, { problem: null }>;

/** Curves come often: what shows one asks for it, and the map is drawn when a cell is done. */
export const HeatMap = memo(function HeatMap({ result }: { readonly result: ExperimentResult }) {
  const [shown, setShown] = useState<string | null>(null);
  const [down, across] = result.axes;
  const { onKeyDown, propsOf } = useRoving(down?.values.length ?? 0, across?.values.length ?? 0);
  const variants = useMemo(
    () => new Map(result.variants.map((variant) => [variant.label, variant] as const)),
    [result],
  );
  if (!down || !across) return null;
  const found = result.variants.filter((variant): variant is Found => variant.problem === null);
  const widest = Math.max(1e-9, ...found.map(({ gain }) => Math.abs(gain.mean)));
  const isWhole = result.unfinished.length === 0;
  const best = isWhole ? bestVariant(result.variants, result.data) : null;
  const bestLabel = best?.isDistinguishable ? best.variant.label : null;
  const labelAt = (row: string, column: string) => `${down.name} = ${row}, ${across.name} = ${column}`;
  const chosen = variants.get(shown ?? best?.variant.label ?? '');
  return (
    <div className="matrix-and-digits heat">
      <ChartFrame
        title="Gain over the standalone student, points"
        fileName="distillery-sweep"
        numbers={() => numbersOf(result)}
        isTable
      >
        <div className="table-scroll">
          <table className="matrix heat-map" aria-label="Sweep" onKeyDown={onKeyDown}>
            <thead>
              <tr>
                <th scope="col">
                  {titleOf(down.name)} ↓ {titleOf(across.name)} →
                </th>
                {across.values.map((column) => (
                  <th scope="col" key={column}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {down.values.map((row, rowAt) => (
                <tr key={row}>
                  <th scope="row">{row}</th>
                  {across.values.map((column, columnAt) => {
                    const label = labelAt(row, column);
                    const { onFocus, ...place } = propsOf(rowAt, columnAt);
                    return (
                      <td
                        key={column}
                        {...place}
                        {...looksOf(label, variants.get(label), widest)}
                        onMouseEnter={() => setShown(label)}
                        onFocus={() => {
                          onFocus();
                          setShown(label);
                        }}
                      >
                        {textOf(variants.get(label))}
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
        <p className="small">{madeWith(result)}</p>
        <p className="small">{bestText(best, isWhole)}</p>
        {shown === null && (
          <p className="muted small">
            Point at a cell, or walk there with the arrow keys, to see its curve and interval.
          </p>
        )}
        {chosen?.problem === null && (
          <Suspense>
            <CellCurve variant={chosen} />
          </Suspense>
        )}
        {chosen && chosen.problem !== null && (
          <p className="small">
            <strong>{chosen.label}</strong> was not run: {chosen.problem}
          </p>
        )}
      </div>
    </div>
  );
});

const titleOf = (name: SettingName) => SETTINGS[name].label;

function textOf(cell: VariantResult | undefined): string {
  if (!cell) return '·';
  return cell.problem === null ? points(cell.gain.mean) : 'not run';
}

function looksOf(label: string, cell: VariantResult | undefined, widest: number) {
  const gain = cell?.problem === null ? cell.gain.mean : 0;
  const said = !cell
    ? 'not yet'
    : cell.problem === null
      ? `${points(gain)} points`
      : `not run: ${cell.problem}`;
  return {
    className: gain < 0 ? 'loss' : undefined,
    title: cell?.problem ?? undefined,
    'aria-label': `${label}: ${said}`,
    style: { '--ink-share': `${Math.round((100 * Math.abs(gain)) / widest)}%` } as React.CSSProperties,
  };
}

/** Digits, seeds and settings of the run that made the map, whatever is set by now. */
function madeWith({ config, data, axes, variants }: ExperimentResult): string {
  const swept = new Set<string>(axes.map(({ name }) => name));
  const others = differingSettings(config, DEFAULT_CONFIG).filter(
    (name) => !swept.has(name) && name !== 'data' && name !== 'seeds' && name !== 'heldOut',
  );
  const settings = others.map((name) => `${name} = ${String(config[name])}`);
  const most = Math.max(config.seeds, ...variants.map((variant) => variant.config.seeds));
  const seeds = most === config.seeds ? `${most} seeds` : `${config.seeds} to ${most} seeds`;
  return `${data.name}, ${data.test} test digits, ${seeds}; ${settings.join(', ') || 'no other setting changed'}.`;
}

/** Test digits stand in the cells, and judge what other digits have chosen. */
function bestText(best: BestVariant | null, isWhole: boolean): string {
  if (!isWhole) return 'The best cell is named once all are there.';
  if (!best) return 'No best cell is named: no training digits were held out to choose it by.';
  const { variant, accuracy, numHeldOut, isDistinguishable } = best;
  const chosen = `${percent(accuracy)} of ${numHeldOut} held-out training digits`;
  const judged = `On the test digits it gains ${points(variant.gain.mean)} points.`;
  return isDistinguishable
    ? `★ ${variant.label} is better than every other cell: ${chosen} (95 %, over students and digits, all comparisons together). ${judged}`
    : `The highest mean is that of ${variant.label}: ${chosen}; but it is not distinguishable from the next. ${judged}`;
}

function numbersOf({ variants }: ExperimentResult): Numbers {
  const rows = variants.map((variant) => {
    if (variant.problem !== null) return [variant.label, '', '', '', '', variant.problem];
    const { label, gain, arms } = variant;
    return [label, gain.mean, ...(gain.ci95 ?? ['', '']), arms[1]!.meanAccuracy, ''];
  });
  return { header: ['cell', 'gain', 'low', 'high', 'distilled accuracy', 'not run'], rows };
}
