/** Numbers as people read them: percent only here, never in the data. */
import { shownNumber } from '../experiment/typedNumber.ts';

/** 0.9377 → "93.77 %" */
export function percent(share: number, digits = 2): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/** A probability short enough for a sentence: "0.23", "0.035", "< 0.001". */
export function probability(value: number): string {
  if (value < 0.001) return '< 0.001';
  if (value > 0.999 && value < 1) return '> 0.999';
  return value < 0.1 || (value > 0.99 && value < 1) ? value.toFixed(3) : value.toFixed(2);
}

/** Percentage points with their sign: "+2.0", "−1.3". */
export function points(value: number, digits = 1): string {
  const rounded = Number(value.toFixed(digits));
  return `${rounded < 0 ? '−' : '+'}${Math.abs(rounded).toFixed(digits)}`;
}

/** 421642 → "421 642" */
export function count(value: number): string {
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** 83000 → "1:23" */
export function minutes(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "T = 8", "T = 2.5" */
export function temperatureLabel(temperature: number): string {
  return `T = ${shownNumber(temperature)}`;
}

/** Milliseconds for one digit: "0.12 ms" */
export function latency(ms: number): string {
  return `${ms < 0.1 ? ms.toFixed(3) : ms.toFixed(2)} ms`;
}

/** 41300 → "41k" */
export function thousands(value: number): string {
  return value < 10_000 ? count(value) : `${Math.round(value / 1000)}k`;
}

/** 1066440 → "1.07 MB" */
export function bytes(value: number): string {
  return value < 1e6 ? `${(value / 1e3).toFixed(0)} kB` : `${(value / 1e6).toFixed(2)} MB`;
}

/** "a 7", "an 8", "an ankle boot": by how it begins when it is spoken. */
export function withArticle(name: string): string {
  return /^([aeiou]|8|11(?!\d)|18(?!\d))/i.test(name) ? `an ${name}` : `a ${name}`;
}
