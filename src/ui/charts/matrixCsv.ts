/** A ten by ten matrix as comma-separated values. */
import { toCsv } from './toCsv.ts';

/** @param values label · 10 + digit, [100] @param names of the classes */
export function matrixCsv(values: ArrayLike<number>, names: readonly string[]): string {
  const rows = names.map((name, label) => [name, ...names.map((_, digit) => values[label * 10 + digit]!)]);
  return toCsv(['is', ...names], rows);
}
