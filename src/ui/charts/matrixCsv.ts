/** A ten by ten matrix as comma-separated values. @param values label · 10 + digit, [100] */
export function matrixCsv(values: ArrayLike<number>): string {
  const digits = Array.from({ length: 10 }, (_, digit) => digit);
  const lines = digits.map((label) =>
    [label, ...digits.map((digit) => values[label * 10 + digit])].join(','),
  );
  return [['is', ...digits].join(','), ...lines, ''].join('\n');
}
