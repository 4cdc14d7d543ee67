/** What the charts follow by epoch, and the rows that chart and CSV file share. */
import { ARMS, type Arm } from '../../experiment/arms.ts';
import type { ArmPoint, CurvePoint } from '../../experiment/curve.ts';

export type Measure = keyof ArmPoint;

interface MeasureText {
  readonly title: string;
  /** What the title leaves out. */
  readonly detail: string;
  readonly unit: 'percent' | 'nats';
}

export const MEASURES: Readonly<Record<Measure, MeasureText>> = {
  accuracy: { title: 'Test accuracy', detail: 'share of test digits read right', unit: 'percent' },
  nll: { title: 'Test loss', detail: '−log p of the label of test digits, at T = 1', unit: 'nats' },
  hardLoss: { title: 'Hard loss', detail: 'cross-entropy with the labels, while training', unit: 'nats' },
  softLoss: { title: 'Soft loss', detail: 'T² · KL from the teacher, while training', unit: 'nats' },
  agreement: {
    title: 'Agreement',
    detail: 'share of test digits with the class that the teacher gives',
    unit: 'percent',
  },
  meanKl: { title: 'KL from the teacher', detail: 'mean over test digits, at T = 1', unit: 'nats' },
};

/** The standalone students' soft loss is at a temperature of their own, and nobody trains on it. */
export function armsOf(measure: Measure): readonly Arm[] {
  return measure === 'softLoss' ? ['distilled'] : ARMS;
}

/** Of the moving average: enough to calm the last epochs, little enough to follow the first. */
const SMOOTHING = 0.4;

/** One arm at one epoch, in percent or nats. */
interface Cell {
  readonly raw: number;
  readonly smooth: number;
  readonly band: readonly [number, number];
}

export type Row = { readonly epoch: number } & Partial<Record<Arm | `previous-${Arm}`, Cell>>;

/** Rows by epoch; the run before this one gives cells of its own. */
export function rowsOf(
  curve: readonly CurvePoint[],
  previous: readonly CurvePoint[],
  measure: Measure,
): Row[] {
  const rows = new Map<number, Row>();
  const add = (points: readonly CurvePoint[], arm: Arm, name: Arm | `previous-${Arm}`) => {
    const scale = MEASURES[measure].unit === 'percent' ? 100 : 1;
    const known = points.flatMap(({ epoch, arms }) => {
      const spread = arms[arm][measure];
      return spread ? [{ epoch, ...spread }] : [];
    });
    const smooth = smoothed(
      known.map(({ mean }) => scale * mean),
      SMOOTHING,
    );
    known.forEach(({ epoch, mean, min, max }, at) => {
      const cell: Cell = { raw: scale * mean, smooth: smooth[at]!, band: [scale * min, scale * max] };
      rows.set(epoch, { ...(rows.get(epoch) ?? { epoch }), [name]: cell });
    });
  };
  for (const arm of armsOf(measure)) {
    add(curve, arm, arm);
    add(previous, arm, `previous-${arm}`);
  }
  return [...rows.values()].sort((a, b) => a.epoch - b.epoch);
}

/**
 * Where the axis ends: the first tenth of training would squeeze the rest, so it may lie outside.
 * @returns [low, high] in percent or nats
 */
export function domainOf(rows: readonly Row[], unit: MeasureText['unit']): readonly [number, number] {
  const last = rows.at(-1)?.epoch ?? 0;
  const later = rows.filter(({ epoch }) => epoch >= last / 10);
  const ends = later.flatMap((row) =>
    ARMS.flatMap((arm) => [...(row[arm]?.band ?? []), ...(row[`previous-${arm}`]?.band ?? [])]),
  );
  if (unit === 'percent') {
    const low = Math.max(0, Math.floor(Math.min(100, ...ends) / 5) * 5);
    return [low, Math.max(low + 5, Math.min(100, Math.ceil((Math.max(0, ...ends) + 0.5) / 5) * 5))];
  }
  const step = stepOf(Math.max(1e-3, ...ends));
  return [0, Math.ceil(Math.max(1e-3, ...ends) / step) * step];
}

/** Three to six round values. */
export function ticksBetween([low, high]: readonly [number, number]): number[] {
  const step = stepOf(high - low);
  return Array.from({ length: Math.floor((high - low) / step + 1e-9) + 1 }, (_, index) =>
    Number((low + index * step).toPrecision(6)),
  );
}

/** 1, 2 or 5 times a power of ten, of which at most five fit. */
function stepOf(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width / 5));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => width / each <= 5 + 1e-9) ?? 10 * power;
}

/** The same numbers as comma-separated values, one line per epoch and arm. */
export function csvOf(rows: readonly Row[], { title, detail, unit }: MeasureText): string {
  const lines = rows.flatMap((row) =>
    ARMS.flatMap((arm) => {
      const cell = row[arm];
      return cell ? [[row.epoch, arm, cell.raw, cell.smooth, ...cell.band].join(',')] : [];
    }),
  );
  return [
    `# ${title}: ${detail}, ${unit}`,
    'epoch,arm,mean,smoothed,lowest seed,highest seed',
    ...lines,
    '',
  ].join('\n');
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
