/** What the charts follow by epoch, and the rows that chart and CSV file share. */
import { ARMS, type Arm } from '../../experiment/arms.ts';
import type { ArmPoint, CurvePoint } from '../../experiment/curve.ts';
import type { Config } from '../../experiment/config.ts';
import { softLossText } from '../lossInWords.ts';
import type { Numbers } from './numbers.ts';
import { stepOf } from './ticks.ts';

export type Measure = keyof ArmPoint;
export type Unit = 'percent' | 'nats' | 'squared logits';

export interface MeasureText {
  readonly title: string;
  /** What the title leaves out. */
  readonly detail: string;
  readonly unit: Unit;
}

/** Text, or what makes it of the settings of the run. */
const MEASURES: Readonly<Record<Measure, MeasureText | ((config: Config) => MeasureText)>> = {
  accuracy: { title: 'Test accuracy', detail: 'share of test digits read right', unit: 'percent' },
  nll: { title: 'Test loss', detail: '−log p of the label of test digits, at T = 1', unit: 'nats' },
  hardLoss: { title: 'Hard loss', detail: 'cross-entropy with the labels, while training', unit: 'nats' },
  softLoss: softLossText,
  agreement: {
    title: 'Agreement',
    detail: 'share of test digits with the class that the teacher gives',
    unit: 'percent',
  },
  meanKl: { title: 'KL from the teacher', detail: 'mean over test digits, at T = 1', unit: 'nats' },
};

export function measureText(measure: Measure, config: Config): MeasureText {
  const text = MEASURES[measure];
  return typeof text === 'function' ? text(config) : text;
}

/** Accuracy and agreement are shares. */
const scaleOf = (measure: Measure) => (measure === 'accuracy' || measure === 'agreement' ? 100 : 1);

/** The standalone students' soft loss is at a temperature of their own, and nobody trains on it. */
export function armsOf(measure: Measure): readonly Arm[] {
  return measure === 'softLoss' ? ['distilled'] : ARMS;
}

/** Of the moving average: enough to calm the last epochs, little enough to follow the first. */
const SMOOTHING = 0.4;

/** One arm at one epoch, in the unit of its measure. */
interface Cell {
  readonly raw: number;
  readonly smooth: number;
  readonly band: readonly [number, number];
}

export type Row = { readonly epoch: number } & Partial<Record<Arm | `before-${Arm}`, Cell>>;

/** A run that was before this one, to compare with. */
export interface RunBefore {
  /** e.g. "run before: T = 4" */
  readonly name: string;
  readonly curve: readonly CurvePoint[];
}

/** Rows by epoch; the run before this one gives cells of its own. */
export function rowsOf(curve: readonly CurvePoint[], before: RunBefore | null, measure: Measure): Row[] {
  const rows = new Map<number, Row>();
  const add = (points: readonly CurvePoint[], arm: Arm, name: Arm | `before-${Arm}`) => {
    for (const { epoch, cell } of cellsOf(points, arm, measure))
      rows.set(epoch, { ...(rows.get(epoch) ?? { epoch }), [name]: cell });
  };
  for (const arm of armsOf(measure)) {
    add(curve, arm, arm);
    if (before) add(before.curve, arm, `before-${arm}`);
  }
  return [...rows.values()].sort((a, b) => a.epoch - b.epoch);
}

/** What is no number (a loss that overflowed) is left out. */
function cellsOf(points: readonly CurvePoint[], arm: Arm, measure: Measure) {
  const scale = scaleOf(measure);
  const known = points.flatMap(({ epoch, arms }) => {
    const spread = arms[arm][measure];
    return spread && [spread.mean, spread.min, spread.max].every(Number.isFinite)
      ? [{ epoch, ...spread }]
      : [];
  });
  const smooth = smoothed(
    known.map(({ mean }) => scale * mean),
    SMOOTHING,
  );
  return known.map(({ epoch, mean, min, max }, at) => {
    const cell: Cell = { raw: scale * mean, smooth: smooth[at]!, band: [scale * min, scale * max] };
    return { epoch, cell };
  });
}

/**
 * Where the axis ends: the first tenth of training would squeeze the rest, so it may lie outside. The run before lends
 * nothing: it is drawn where it fits.
 * @returns [low, high] in the unit
 */
export function domainOf(rows: readonly Row[], unit: Unit): readonly [number, number] {
  const own = rows.flatMap((row) =>
    ARMS.flatMap((arm) => (row[arm] ? [{ epoch: row.epoch, band: row[arm].band }] : [])),
  );
  const last = own.at(-1)?.epoch ?? 0;
  const ends = own.flatMap(({ epoch, band }) => (epoch >= last / 10 ? band : []));
  if (unit === 'percent') {
    if (ends.length === 0) return [0, 100];
    const low = Math.max(0, Math.min(95, Math.floor(Math.min(...ends) / 5) * 5));
    const high = Math.max(low + 5, Math.min(100, Math.ceil((Math.max(...ends) + 0.5) / 5) * 5));
    const step = stepOf(high - low);
    return [Math.floor(low / step) * step, Math.min(100, Math.ceil(high / step) * step)];
  }
  if (ends.length === 0) return [0, 1];
  const highest = Math.max(1e-3, ...ends);
  const step = stepOf(highest);
  return [0, Math.ceil(highest / step) * step];
}

/** The same numbers, one line per run, epoch and arm. */
export function numbersOf(rows: readonly Row[], before: RunBefore | null, unit: Unit): Numbers {
  const header = ['epoch', 'arm', 'mean', 'smoothed', 'lowest seed', 'highest seed', 'unit', 'run'];
  const linesOf = (prefix: '' | 'before-', run: string) =>
    rows.flatMap((row) =>
      ARMS.flatMap((arm) => {
        const cell = row[`${prefix}${arm}`];
        return cell ? [[row.epoch, arm, cell.raw, cell.smooth, ...cell.band, unit, run]] : [];
      }),
    );
  return {
    header,
    rows: [...linesOf('', 'this run'), ...(before ? linesOf('before-', before.name) : [])],
  };
}

/**
 * Exponential moving average without the bias of its first values (Kingma & Ba 2015, §3).
 * @param weight of what came before, in [0, 1); 0 smooths nothing
 */
export function smoothed(values: readonly number[], weight: number): number[] {
  let average = 0;
  return values.map((value, index) => {
    average = weight * average + (1 - weight) * value;
    return average / (1 - weight ** (index + 1));
  });
}
