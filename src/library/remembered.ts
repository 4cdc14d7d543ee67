/** What a person has told the page once, kept by the browser where it lets us. */
import { keepsNothing } from './visit.ts';

const PREFIX = 'distillery-';

export function isRemembered(name: string): boolean {
  try {
    if (keepsNothing(location.search)) return false;
    return localStorage.getItem(PREFIX + name) !== null;
  } catch {
    return false;
  }
}

export function remember(name: string): void {
  try {
    if (!keepsNothing(location.search)) localStorage.setItem(PREFIX + name, 'yes');
  } catch {
    // It holds for this visit.
  }
}

export function forget(name: string): void {
  try {
    if (!keepsNothing(location.search)) localStorage.removeItem(PREFIX + name);
  } catch {
    // It holds for this visit.
  }
}
