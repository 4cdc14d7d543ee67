/** A printed page is light, whatever the screen is: paper is. */

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
