/** The number at a tick: points with their sign, shares in percent, a setting (null) as it is. */
import type { Quantity } from './quantity.ts';

export function tickText(tick: number, unit: Quantity['unit'] | null): string {
  const number = String(tick).replace('-', '−');
  if (unit === 'percent') return `${number} %`;
  return tick > 0 && unit === 'points' ? `+${number}` : number;
}
