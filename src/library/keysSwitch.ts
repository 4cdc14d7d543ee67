/** Whether the keys of the page act: whoever speaks to a computer, or shakes, may switch them off (WCAG 2.1.4). */
import { forget, isRemembered, remember } from './remembered.ts';

const OFF = 'keys';
let areOff: boolean | null = null;

export function areKeysOff(): boolean {
  areOff ??= isRemembered(OFF);
  return areOff;
}

export function switchKeys(areOn: boolean): void {
  areOff = !areOn;
  if (areOn) forget(OFF);
  else remember(OFF);
}
