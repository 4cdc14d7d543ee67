/** What a printed page is: light, whatever the screen is, and whole. */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

const SCHEME = 'data-mantine-color-scheme';

/** Called once. The scheme on the screen comes back when the printing has ended. */
export function printInLight(): void {
  let onScreen: string | null = null;
  onPrint((isPrinting) => {
    const page = document.documentElement;
    if (isPrinting) {
      onScreen = page.getAttribute(SCHEME);
      page.setAttribute(SCHEME, 'light');
    } else if (onScreen !== null) page.setAttribute(SCHEME, onScreen);
  });
}

/** @param act told when a printing begins, before the page is laid out for paper, and when it has ended @returns what ends it */
export function onPrint(act: (isPrinting: boolean) => void): () => void {
  const paper = matchMedia('print');
  const change = () => act(paper.matches);
  paper.addEventListener('change', change);
  return () => paper.removeEventListener('change', change);
}

/** Whether the page is laid out for paper, which waits for nobody. */
export function useIsPrinting(): boolean {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => onPrint((is) => flushSync(() => setIsPrinting(is))), []);
  return isPrinting;
}
