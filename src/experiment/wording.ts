/** The share of the teacher's lead in words. */
import type { RunResult } from './results.ts';

export function gapSentence({ share, ci95 }: RunResult['gapClosed']): string {
  if (share === null)
    return 'Whether the teacher is ahead of the standalone student is open, so no share of its lead is given.';
  if (!ci95) return '';
  const whole = (value: number) => (100 * value).toFixed(0).replace('-', '−');
  return `Share of the teacher’s lead: ${whole(share)} %, 95 % interval ${whole(ci95[0])} to ${whole(ci95[1])} %.`;
}
