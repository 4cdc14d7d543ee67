/**
 * The whole of a figure as one SVG that needs no style sheet: its texts, its boxes and its drawings where they stand on the page,
 * in the page's colours, on the page's ground. What would have to be scrolled to is in it too: its size is that of what is drawn.
 */
import { colourOf, paint } from './paint.ts';
import { selfContained } from './selfContained.ts';
import { linesIn, type TextLine } from './textLines.ts';

export interface FigureSvg {
  readonly svg: string;
  /** Whole pixels. */
  readonly width: number;
  readonly height: number;
}

/** Around what is drawn, in pixels. */
const MARGIN = 8;

interface Canvas {
  readonly parts: string[];
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** @param figure on the page; what is marked data-not-in-picture, tooltips and what cannot be seen are left out */
export function figureSvg(figure: HTMLElement): FigureSvg {
  const canvas: Canvas = { parts: [], left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  draw(figure, canvas, 0, 0);
  const [left, top] = [Math.floor(canvas.left) - MARGIN, Math.floor(canvas.top) - MARGIN];
  const [width, height] = [Math.ceil(canvas.right) + MARGIN - left, Math.ceil(canvas.bottom) + MARGIN - top];
  if (!(width > 0 && height > 0)) throw new Error('There is nothing in the figure yet.');
  const ground = `<rect x="${left}" y="${top}" width="${width}" height="${height}" ${paint('fill', groundOf(figure))}/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}">${ground}${canvas.parts.join('')}</svg>\n`;
  return { svg, width, height };
}

/** @param dx, dy by how much what it is in was scrolled */
function draw(element: Element, canvas: Canvas, dx: number, dy: number): void {
  if (isLeftOut(element)) return;
  const box = element.getBoundingClientRect();
  const place = { left: box.left + dx, top: box.top + dy, width: box.width, height: box.height };
  if (element instanceof SVGSVGElement) {
    canvas.parts.push(selfContained(element, place));
    reach(canvas, place);
    for (const text of element.querySelectorAll('text')) {
      const { left, top, width, height } = text.getBoundingClientRect();
      reach(canvas, { left: left + dx, top: top + dy, width, height });
    }
    return;
  }
  drawBox(element, place, canvas);
  const [x, y] = [dx + element.scrollLeft, dy + element.scrollTop];
  for (const node of element.childNodes) {
    if (node instanceof Element) draw(node, canvas, x, y);
    else if (node instanceof Text) for (const line of linesIn(node)) drawLine(line, element, canvas, x, y);
  }
}

/** For the eyes of those who use it, not for those who read it. */
function isLeftOut(element: Element): boolean {
  const { display, visibility } = getComputedStyle(element);
  return (
    display === 'none' ||
    visibility === 'hidden' ||
    element.matches('[data-not-in-picture], .unseen, .chart-tooltip, .recharts-tooltip-wrapper')
  );
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function reach(canvas: Canvas, { left, top, width, height }: Place): void {
  if (width === 0 || height === 0) return;
  canvas.left = Math.min(canvas.left, left);
  canvas.top = Math.min(canvas.top, top);
  canvas.right = Math.max(canvas.right, left + width);
  canvas.bottom = Math.max(canvas.bottom, top + height);
}

function drawBox(element: Element, place: Place, canvas: Canvas): void {
  const style = getComputedStyle(element);
  const isFilled = colourOf(style.backgroundColor).alpha > 0;
  const isFramed = style.borderTopStyle === 'solid' && style.borderBottomStyle === 'solid';
  if (!isFilled && !isFramed) return;
  const stroke = isFramed ? ` ${paint('stroke', style.borderTopColor)}` : '';
  const fill = isFilled ? paint('fill', style.backgroundColor) : 'fill="none"';
  const [x, y, width, height] = [place.left, place.top, place.width, place.height].map(tenth);
  canvas.parts.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" ${fill}${stroke}/>`);
  reach(canvas, place);
}

function drawLine(line: TextLine, element: Element, canvas: Canvas, dx: number, dy: number): void {
  const { color, fontSize, fontWeight, fontFamily, fontVariantNumeric } = getComputedStyle(element);
  const place = { left: line.left + dx, top: line.top + dy, width: line.width, height: line.height };
  const attributes = [
    `x="${tenth(place.left)}" y="${tenth(place.top + line.ascent)}"`,
    paint('fill', color),
    `font-size="${fontSize}" font-weight="${fontWeight}" font-family="${escaped(fontFamily)}"`,
    `style="font-variant-numeric:${fontVariantNumeric}"`,
    // As wide as on the page where the reader's letters are others.
    `textLength="${tenth(line.width)}" lengthAdjust="spacingAndGlyphs"`,
  ];
  canvas.parts.push(`<text ${attributes.join(' ')}>${escaped(line.text)}</text>`);
  reach(canvas, place);
}

/** Of the nearest box about the figure that has a colour. */
function groundOf(figure: Element): string {
  for (let element: Element | null = figure.parentElement; element; element = element.parentElement) {
    const { backgroundColor } = getComputedStyle(element);
    if (colourOf(backgroundColor).alpha === 1) return backgroundColor;
  }
  return '#ffffff';
}

const tenth = (pixels: number) => Number(pixels.toFixed(1));

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
