/** Numbers as people type them, and as they are shown: what is shown reads back as the same number. */
import type { Limits } from './limits.ts';

/** What was typed, read; or why it is not taken, in words. */
export type Typed<Value> = { readonly value: Value } | { readonly refusal: string };

export interface NumberFormat {
  /** What the number is, for a refusal. */
  readonly label: string;
  readonly limits: Limits;
  readonly isWhole: boolean;
}

/** As a program writes it: digits with a point, or with an exponent of ten. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Thousands in groups of three, all parted by one and the same sign; perhaps with a fraction after another. */
const GROUPED = /^([+-]?[1-9]\d{0,2}(?:([ ,.'’_])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?$/;

const LONGEST_QUOTE = 30;

export const isDecimal = (text: string) => DECIMAL.test(text);

/** "60,000", "2 000", "2,5", ".001", "1e-3" @returns null when nothing was typed */
export function readNumber(typed: string, { label, limits, isWhole }: NumberFormat): Typed<number> | null {
  const text = typed.normalize('NFKC').trim().replaceAll('−', '-');
  if (text === '') return null;
  const refuse = (why: string) => ({ refusal: `"${text.slice(0, LONGEST_QUOTE)}" is not taken: ${why}.` });
  const plain = withoutGroups(text, isWhole);
  if (!isDecimal(plain)) return refuse('it is no number');
  const value = Number(plain) + 0; // −0 is 0
  if (isWhole && Number.isFinite(value) && !Number.isInteger(value))
    return refuse(`${label} is a whole number`);
  if (value < limits.min || value > limits.max)
    return refuse(`${label} may be from ${shownNumber(limits.min)} to ${shownNumber(limits.max)}`);
  return { value };
}

/** Groups of three are thousands where nothing else can be meant; else a comma is a point. */
function withoutGroups(text: string, isWhole: boolean): string {
  const [, integer = '', sign = '', fraction] = GROUPED.exec(text) ?? [];
  const digits = integer.replaceAll(sign, '');
  const isOneGroup = integer.length - digits.length === 1;
  const mayBePoint = sign === ',' || sign === '.';
  if (integer !== '' && (isWhole || fraction !== undefined || !isOneGroup || !mayBePoint))
    return fraction === undefined ? digits : `${digits}.${fraction}`;
  return text.includes('.') ? text : text.replace(',', '.');
}

/** With thousands apart and never rounded: 2000 → "2 000", 0.0000015 → "0.0000015". */
export function shownNumber(value: number): string {
  const [integer = '', ...fraction] = String(value).split('.');
  const isLong = /^-?\d{4,}$/.test(integer);
  return [isLong ? integer.replace(/\B(?=(\d{3})+$)/g, ' ') : integer, ...fraction].join('.');
}

/** The next multiple of a step, up or down. */
export function nextStep(value: number, direction: 1 | -1, step: number, { min, max }: Limits): number {
  const steps = value / step;
  const isMultiple = Math.abs(steps - Math.round(steps)) < 1e-9;
  const next = isMultiple
    ? Math.round(steps) + direction
    : direction > 0
      ? Math.ceil(steps)
      : Math.floor(steps);
  return Math.min(max, Math.max(min, Number((next * step).toPrecision(12))));
}
