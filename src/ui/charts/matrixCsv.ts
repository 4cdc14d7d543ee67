/** A matrix of label by digit as comma-separated values. */
import { toCsv } from './toCsv.ts';

/** @param values [label · classes + digit] @param names of the classes */
export function matrixCsv(values: ArrayLike<number>, names: readonly string[]): string {
  const rows = names.map((name, label) => [
    name,
    ...names.map((_, digit) => values[label * names.length + digit]!),
  ]);
  return toCsv(['is', ...names], rows);
}
