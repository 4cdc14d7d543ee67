/** A ten by ten matrix as comma-separated values. @param values label · 10 + digit, [100] */
import { DIGIT_NAMES } from '../../data/drawnDigits.ts';
import { toCsv } from './toCsv.ts';

export function matrixCsv(values: ArrayLike<number>, names: readonly string[] = DIGIT_NAMES): string {
  const rows = names.map((name, label) => [name, ...names.map((_, digit) => values[label * 10 + digit]!)]);
  return toCsv(['is', ...names], rows);
}
