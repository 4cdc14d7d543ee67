/** Whether the page may start to train on opening, or waits for a person. */
import type { RunState } from './runState.ts';

/** The part of window that is asked. */
export interface Preferences {
  readonly location: Pick<Location, 'search'>;
  readonly navigator: object;
  matchMedia(query: string): { readonly matches: boolean };
}

/**
 * Not with `?autostart=0`, nor where the person wants less motion or less data.
 * @param run once all is there: a person who was faster has begun one, and it is not begun again when it has ended
 */
export function mayStartByItself(browser: Preferences, run: Pick<RunState, 'status'>): boolean {
  if (run.status !== 'idle') return false;
  const { location } = browser;
  if (new URLSearchParams(location.search).get('autostart') === '0') return false;
  if (browser.matchMedia('(prefers-reduced-motion: reduce)').matches) return false;
  return !isSavingData(browser.navigator);
}

/** Whether the person asked for as few bytes as can be. */
export function isSavingData(navigator: object): boolean {
  const connection: unknown = 'connection' in navigator ? navigator.connection : null; // Chromium alone has it
  const isKnown = typeof connection === 'object' && connection !== null && 'saveData' in connection;
  return isKnown && connection.saveData === true;
}
