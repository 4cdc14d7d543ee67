/** The lines in which the browser has laid out a text, and where they stand on the screen. */

export interface TextLine {
  readonly text: string;
  // In pixels of the screen.
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** From its top to the line on which its letters stand. */
  readonly ascent: number;
}

interface Letter {
  readonly text: string;
  readonly box: DOMRect;
}

/** What does not fit is cut as on the page: it ends in an ellipsis where the page shows one. */
export function linesIn(node: Text): TextLine[] {
  if (node.data.trim() === '' || !node.parentElement) return [];
  const letters = lettersOf(node);
  const lines: Letter[][] = [];
  for (const letter of letters) {
    const before = lines.at(-1)?.at(-1);
    if (before && Math.abs(before.box.top - letter.box.top) < letter.box.height / 2)
      lines.at(-1).push(letter);
    else lines.push([letter]);
  }
  const ascentShare = ascentShareOf(node.parentElement);
  const room = roomOf(node.parentElement);
  return lines.flatMap((line) => {
    const kept = line.filter(({ box }) => box.right <= room);
    const isCut = kept.length < line.length;
    const shown = trimmed(isCut ? kept.slice(0, -1) : line);
    const [first, last] = [shown[0], shown.at(-1)];
    if (!first || !last) return [];
    const { left, top, height } = first.box;
    const text = shown.map((letter) => letter.text).join('');
    const width = last.box.right - left;
    const ascent = height * ascentShare;
    return [
      isCut
        ? { text: `${text}…`, left, top, height, ascent, width: width + ELLIPSIS_WIDTH * height }
        : { text, left, top, height, ascent, width },
    ];
  });
}

/** As a share of a line's height. */
const ELLIPSIS_WIDTH = 0.5;

/** SVG would not draw the blanks at either end, and stretch the rest. */
function trimmed(line: readonly Letter[]): readonly Letter[] {
  const isInk = ({ text }: Letter) => text !== ' ';
  return line.slice(Math.max(0, line.findIndex(isInk)), line.findLastIndex(isInk) + 1);
}

/** White space that the page does not show is left out. */
function lettersOf(node: Text): Letter[] {
  const range = document.createRange();
  let end = 0;
  return [...node.data].flatMap((text) => {
    range.setStart(node, end);
    end += text.length;
    range.setEnd(node, end);
    const box = range.getClientRects()[0];
    return box && box.width > 0 ? [{ text: /\s/.test(text) ? ' ' : text, box }] : [];
  });
}

/** Where the element that ends in an ellipsis ends. */
function roomOf(element: Element): number {
  const clipped = element.closest('th, td, span, div');
  if (!clipped || getComputedStyle(clipped).textOverflow !== 'ellipsis') return Infinity;
  return clipped.scrollWidth > clipped.clientWidth ? clipped.getBoundingClientRect().right : Infinity;
}

/** Of a line's height, as its font has it. */
function ascentShareOf(element: Element): number {
  const { fontWeight, fontSize, fontFamily } = getComputedStyle(element);
  const context = document.createElement('canvas').getContext('2d')!;
  context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = context.measureText('x');
  return ascent / (ascent + descent);
}
