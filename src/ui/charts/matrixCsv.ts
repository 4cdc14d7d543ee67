/** A ten by ten matrix as comma-separated values. @param values label · 10 + digit, [100] @param names of the classes */
export function matrixCsv(values: ArrayLike<number>, names: readonly string[]): string {
  const quoted = names.map((name) => (/[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name));
  const lines = quoted.map((name, label) =>
    [name, ...names.map((_, digit) => Number(values[label * names.length + digit]!.toPrecision(6)))].join(
      ',',
    ),
  );
  return [['is', ...quoted].join(','), ...lines, ''].join('\n');
}
