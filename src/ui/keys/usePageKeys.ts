/** Lets the keys of the page act, one listener for all of them. */
import { useEffect } from 'react';
import { areKeysOff } from '../../library/keysSwitch.ts';
import { pageKeyFor } from './pageKeys.ts';

export function usePageKeys(): void {
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      const found = pageKeyFor(event);
      if (!found || areKeysOff() || document.querySelector('[aria-modal=true]')) return;
      const control = controlOf(found.shortcut);
      if (!control) return;
      event.preventDefault();
      if (found.arrow)
        control.dispatchEvent(new KeyboardEvent('keydown', { key: found.arrow, bubbles: true }));
      else control.click();
    };
    document.addEventListener('keydown', act);
    return () => document.removeEventListener('keydown', act);
  }, []);
}

/** The control on the page that names this key, if it can be used now. */
function controlOf(shortcut: string): HTMLElement | null {
  const named = document.querySelectorAll<HTMLElement>(`[aria-keyshortcuts~="${shortcut}"]`);
  return [...named].find((each) => each.checkVisibility() && !each.matches(':disabled')) ?? null;
}
