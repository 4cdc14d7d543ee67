/** A chart as a PNG: as it stands on the page, in the page's colours, with all that would have to be scrolled to. */

/** Pixels of the picture per pixel of the screen. */
const SHARPNESS = 2;

/** @throws Error where the browser cannot draw it */
export async function pictureOf(figure: HTMLElement): Promise<Blob> {
  const { domToBlob } = await import('modern-screenshot'); // few ever ask for it
  const hidden = hiddenBeyond(figure);
  const picture = await domToBlob(figure, {
    type: 'image/png',
    width: Math.round(figure.clientWidth + hidden.width),
    height: Math.round(figure.clientHeight + hidden.height),
    scale: SHARPNESS,
    style: { margin: '0' }, // or the browser's own margin of figures moves it out of the picture
    backgroundColor: getComputedStyle(document.body).backgroundColor,
    filter: (node) => !(node instanceof Element && node.classList.contains('chart-buttons')),
    onCloneEachNode: unclip,
  });
  if (!picture) throw new Error('The browser gave no picture.');
  return picture;
}

/** Pixels by which what scrolls within the figure is larger than its frame. */
function hiddenBeyond(figure: HTMLElement): { readonly width: number; readonly height: number } {
  const parts = [...figure.querySelectorAll('.matrix-frame, .table-scroll')];
  return {
    width: Math.max(0, ...parts.map((part) => part.scrollWidth - part.clientWidth)),
    height: Math.max(0, ...parts.map((part) => part.scrollHeight - part.clientHeight)),
  };
}

function unclip(clone: Node): void {
  if (clone instanceof HTMLElement && clone.matches('.matrix-frame, .table-scroll'))
    clone.style.overflow = 'visible';
}
