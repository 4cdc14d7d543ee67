/** Which recorded runs step 6 shows, and where their gains lie on its axis. */
import { sideOf, type Side } from '../../distillation/statistics.ts';
import type { Finding, Recorded } from '../../experiment/recorded.ts';
import type { Gain } from '../../experiment/results.ts';

/** Presets, with the labels that are shown of them; all if left out. Few rows tell more than all. */
export const SHOWN_OF: readonly { readonly preset: string; readonly labels?: readonly string[] }[] = [
  { preset: 'few-labels' },
  { preset: 'noisy-labels', labels: ['20 % of the labels redrawn', '0 % of the labels redrawn'] },
  {
    preset: 'too-small',
    labels: ['16 units, T = 1', '16 units, T = 8', '16 units, T = 20', '128 units, T = 8'],
  },
  { preset: 'patience' },
  { preset: 'stronger-teacher', labels: ['the shipped CNN, early', '784-300-100-10 of this run'] },
];

export const PRESETS_SHOWN = SHOWN_OF.map(({ preset }) => preset);

export interface RecordedRow {
  readonly preset: string;
  readonly label: string;
  /** Percentage points. */
  readonly gain: number;
  readonly interval: readonly [number, number];
  readonly side: Side;
  /** Of which chances the interval speaks. */
  readonly covers: Gain['covers'];
}

/** Rows of one record; those that were refused or have no interval are left out. */
export function rowsOf(
  { preset, variants }: Pick<Recorded, 'preset' | 'variants'>,
  labels?: readonly string[],
): RecordedRow[] {
  return variants
    .filter((finding): finding is Extract<Finding, { problem: null }> => finding.problem === null)
    .filter(({ label }) => labels?.includes(label) ?? true)
    .flatMap(({ label, gain: { mean, ci95, covers } }) =>
      ci95 ? [{ preset, label, gain: mean, interval: ci95, side: sideOf(ci95), covers }] : [],
    );
}

/** @param ends of all intervals, in points @returns where a gain lies, in per cent of the axis from its left end */
export function axisOf(ends: readonly number[]): (points: number) => number {
  const low = Math.min(-1, ...ends);
  const high = Math.max(1, ...ends);
  return (points) => (100 * (points - low)) / (high - low);
}
