/** Results in words, which never claim more than their interval does. */
import { sideOf } from '../distillation/statistics.ts';
import type { Gain, RunResult } from './results.ts';

/** 0.9377 → "93.77 %" */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** "+2.04", "−1.30" */
export function signed(points: number): string {
  const rounded = Number(points.toFixed(2));
  return `${rounded < 0 ? '−' : '+'}${Math.abs(rounded).toFixed(2)}`;
}

export function gainSentence({ ci95, pairs }: Gain): string {
  switch (sideOf(ci95)) {
    case 'above':
      return `Distilled is better, by ${ci95![0].toFixed(2)} to ${ci95![1].toFixed(2)} points.`;
    case 'below':
      return `Distilled is worse, by ${(-ci95![1]).toFixed(2)} to ${(-ci95![0]).toFixed(2)} points.`;
    case 'undecided':
      return `Not distinguishable at ${pairs.length} seeds.`;
    case 'unknown':
      return 'A single pair says little: differences under about half a point are noise.';
  }
}

export function gapSentence({ share, ci95 }: RunResult['gapClosed']): string {
  if (share === null)
    return 'Whether the teacher is ahead of the standalone student is open, so no share of its lead is given.';
  if (!ci95) return '';
  const whole = (value: number) => (100 * value).toFixed(0).replace('-', '−');
  return `Share of the teacher’s lead: ${whole(share)} %, 95 % interval ${whole(ci95[0])} to ${whole(ci95[1])} %.`;
}
