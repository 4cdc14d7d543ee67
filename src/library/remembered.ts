/** What a person has told the page once, kept by the browser where it lets us. */

const PREFIX = 'distillery-';

export function isRemembered(name: string): boolean {
  try {
    return localStorage.getItem(PREFIX + name) !== null;
  } catch {
    return false;
  }
}

export function remember(name: string): void {
  try {
    localStorage.setItem(PREFIX + name, 'yes');
  } catch {
    // It holds for this visit.
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // It holds for this visit.
  }
}
