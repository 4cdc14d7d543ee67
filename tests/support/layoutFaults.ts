/** Finds what is cut off, overlaps, or makes the page scroll sideways; runs inside the page, so it uses nothing from outside itself. */

/** @returns one sentence per fault of the page as it is laid out now */
export function layoutFaults(): string[] {
  const SLACK_PX = 1.5;
  const faults: string[] = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`the page scrolls sideways: ${scrollWidth} > ${clientWidth} px`);

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: { text: string; box: DOMRect; parent: Element }[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const [text, parent] = [node.textContent?.trim() ?? '', node.parentElement];
    if (text === '' || !parent || !isSeen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const seen = clipped(box, parent);
      if (seen.width > SLACK_PX && seen.height > SLACK_PX) texts.push({ text, box: seen, parent });
    }
    const cut = cutBy(range.getBoundingClientRect(), parent);
    if (cut) faults.push(`"${text.slice(0, 40)}" is cut off by ${cut}`);
  }
  texts.forEach((one, at) => {
    for (const other of texts.slice(at + 1)) {
      if (one.parent === other.parent) continue;
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // Line boxes may touch: only a good part of a letter counts.
      if (width > 3 && height > 5 && !isCovered(one.parent, one.box) && !isCovered(other.parent, other.box))
        faults.push(`"${one.text.slice(0, 30)}" overlaps "${other.text.slice(0, 30)}"`);
    }
  });
  return [...new Set(faults)];

  function isSeen(element: Element): boolean {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { clip, clipPath, position } = getComputedStyle(at);
      if (position === 'absolute' && (clip !== 'auto' || clipPath !== 'none')) return false; // for screen readers
      const { width, height } = at.getBoundingClientRect();
      if (width <= 1 && height <= 1 && position === 'absolute') return false;
    }
    return true;
  }

  /** The part of a box that no ancestor clips away. */
  function clipped(box: DOMRect, element: Element): DOMRect {
    let { left, top, right, bottom } = box;
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      const edge = at.getBoundingClientRect();
      if (overflowX !== 'visible') [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      if (overflowY !== 'visible') [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  }

  /** The ancestor behind whose edge text ends unreachably: hidden there, and not to be scrolled to. */
  function cutBy(box: DOMRect, element: Element): string | null {
    for (let at: Element | null = element; at && at !== document.documentElement; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (/auto|scroll/.test(overflowX + overflowY)) return null;
      const edge = at.getBoundingClientRect();
      const isCutAcross =
        overflowX !== 'visible' && (box.right > edge.right + SLACK_PX || box.left < edge.left - SLACK_PX);
      const isCutDown =
        overflowY !== 'visible' && (box.bottom > edge.bottom + SLACK_PX || box.top < edge.top - SLACK_PX);
      if (isCutAcross || isCutDown) return `${at.tagName.toLowerCase()}.${at.getAttribute('class') ?? ''}`;
    }
    return null;
  }

  /** Whether something with a ground of its own lies on top of it, as an open menu does. */
  function isCovered(element: Element, { left, top, width, height }: DOMRect): boolean {
    const stack = document.elementsFromPoint(left + width / 2, top + height / 2);
    const above = stack.slice(0, Math.max(0, stack.indexOf(element)));
    return above.some(
      (each) => !each.contains(element) && !/^rgba\(.*, 0\)$/.test(getComputedStyle(each).backgroundColor),
    );
  }
}
