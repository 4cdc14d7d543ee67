/** Gives the focus back to what had it when a dialog opened. Mantine's do so only from the second time on: one that is loaded when it is first wanted was never there closed. */
import { useEffect } from 'react';

/** @param isOpen of a dialog that is there only while it is open: left out */
export function useFocusBack(isOpen = true): void {
  useEffect(() => {
    if (!isOpen) return;
    const opener = document.activeElement;
    return () => {
      // Once the dialog has let go; a person who was faster stays where they are.
      setTimeout(() => {
        const { activeElement } = document;
        const isLost = !activeElement || activeElement === document.body || !activeElement.checkVisibility();
        if ((isLost || activeElement.closest('[role=dialog]')) && opener instanceof HTMLElement)
          opener.focus({ preventScroll: true });
      });
    };
  }, [isOpen]);
}
