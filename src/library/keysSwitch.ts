/** Whether the keys of the page act: whoever speaks to a computer, or shakes, may switch them off (WCAG 2.1.4). Kept by the browser, where it lets us. */

const NAME = 'distillery-keys';
let areOff: boolean | null = null;

export function areKeysOff(): boolean {
  areOff ??= read() === 'off';
  return areOff;
}

export function switchKeys(areOn: boolean): void {
  areOff = !areOn;
  try {
    if (areOn) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, 'off');
  } catch {
    // It holds for this visit.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}
