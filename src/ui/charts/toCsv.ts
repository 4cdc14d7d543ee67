/** Rows as comma-separated values: a header line first, texts quoted where they must be, fractions to six figures. */

type Field = string | number;

export function toCsv(header: readonly Field[], rows: readonly (readonly Field[])[]): string {
  return [header, ...rows].map((row) => `${row.map(written).join(',')}\n`).join('');
}

function written(field: Field): string {
  if (typeof field === 'number')
    return String(Number.isInteger(field) ? field : Number(field.toPrecision(6)));
  return /[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
