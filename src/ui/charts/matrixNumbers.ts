/** A matrix of label by digit as numbers for a file. */
import type { Numbers } from './numbers.ts';

/** @param values [label · classes + digit] @param names of the classes */
export function matrixNumbers(values: ArrayLike<number>, names: readonly string[]): Numbers {
  const rows = names.map((name, label) => [
    name,
    ...names.map((_, digit) => values[label * names.length + digit]!),
  ]);
  return { header: ['is', ...names], rows };
}
