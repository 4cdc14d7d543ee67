/** Numbers as people and programs read them: a table has a header line first, fractions to six figures. */

import { isFormula } from '../../data/formula.ts';

export type Field = string | number;

/** What a picture shows, as numbers. */
export interface Numbers {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Field[])[];
}

/** Texts quoted where they must be; one that would be a formula is made a text by an apostrophe, as spreadsheets do. */
export function toCsv({ header, rows }: Numbers): string {
  return [header, ...rows].map((row) => `${row.map((field) => quoted(asText(field))).join(',')}\n`).join('');
}

/** A number of a table; what is no number is left empty. */
export function written(field: Field): string {
  if (typeof field === 'string') return field;
  if (!Number.isFinite(field)) return '';
  return String(Number.isInteger(field) ? field : Number(field.toPrecision(6)));
}

const asText = (field: Field) =>
  typeof field === 'string' && isFormula(field) ? `'${field}` : written(field);

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
