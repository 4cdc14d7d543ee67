/** Numbers as people read them. None is rounded to a number that it is not: 99.96 % never reads 100.0 %, 0.4 never 0. */

/** A difference this small is what is left of equal numbers. */
const ROUNDING = 1e-9;
const MOST_FIGURES = 9;

/** With more figures where fewer would read as one of the landmarks. */
function rounded(value: number, figures: number, landmarks: readonly number[]): string {
  const text = value.toFixed(figures);
  const isMistaken = landmarks.some(
    (landmark) => Math.abs(value - landmark) > ROUNDING && Number(text) === landmark,
  );
  return isMistaken && figures < MOST_FIGURES ? rounded(value, figures + 1, landmarks) : text;
}

const withSign = (text: string, plus: '+' | '') => `${Number(text) < 0 ? '−' : plus}${text.replace('-', '')}`;

/** 82.5 → "82.5"; only 0 is "0.0" */
export function decimal(value: number, figures = 1): string {
  return withSign(rounded(value, figures, [0]), '');
}

/** 0.9377 → "93.77 %"; percent is made here alone, never in the data */
export function percent(share: number, figures = 2): string {
  return `${withSign(rounded(100 * share, figures, [0, 100]), '')} %`;
}

/** Percentage points with their sign: "+2.04", "−1.30". */
export function points(value: number, figures = 2): string {
  return withSign(rounded(value, figures, [0]), '+');
}

/** 421642 → "421 642"; a mean below ten keeps a decimal */
export function count(value: number): string {
  if (!Number.isInteger(value) && Math.abs(value) < 10) return decimal(value);
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** 41300 → "41k" */
export function thousands(value: number): string {
  return value < 10_000 ? count(value) : `${Math.round(value / 1000)}k`;
}

/** A probability short enough for a sentence: "0.23", "0.035", "< 0.001". */
export function probability(value: number): string {
  if (value < 0.001) return '< 0.001';
  if (value > 0.999 && value < 1) return '> 0.999';
  return value < 0.1 || (value > 0.99 && value < 1) ? value.toFixed(3) : value.toFixed(2);
}

/** "T = 8", "T = 2.5"; only 1 is "T = 1" */
export function temperatureLabel(temperature: number): string {
  return `T = ${Number(rounded(temperature, 2, [1]))}`;
}

/** 83000 → "1:23" */
export function minutes(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Milliseconds for one digit: "0.12 ms" */
export function latency(ms: number): string {
  return `${decimal(ms, ms < 0.1 ? 3 : 2)} ms`;
}

/** 1066440 → "1.07 MB" */
export function bytes(value: number): string {
  if (value >= 1e9) return `${(value / 1e9).toFixed(1)} GB`;
  return value < 1e6 ? `${(value / 1e3).toFixed(0)} kB` : `${(value / 1e6).toFixed(2)} MB`;
}

/** "a 7", "an 8", "an ankle boot": by how it begins when it is spoken. */
export function withArticle(name: string): string {
  return /^([aeiou]|8|11(?!\d)|18(?!\d))/i.test(name) ? `an ${name}` : `a ${name}`;
}

/** "8s", "images of dress" */
export function imagesOf(name: string): string {
  return /^\d$/.test(name) ? `${name}s` : `images of ${name}`;
}
