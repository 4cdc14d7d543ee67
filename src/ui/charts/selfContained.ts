/** A drawing of the page with its styles written into it: no class and no variable is left that a file would not know. */
import { colourOf } from './paint.ts';

/** What the drawings of this page are styled by. */
const PROPERTIES = [
  ...['stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'paint-order'],
  ...['fill-opacity', 'stroke-opacity'],
] as const;
const OF_TEXT = ['font-size', 'font-weight', 'font-family', 'text-anchor', 'dominant-baseline'] as const;
const SHAPES = 'path, rect, circle, ellipse, line, polyline, polygon, text, tspan';
/** For the page alone. */
const NEEDLESS = /^(class|style|role|tabindex|aria-|data-|focusable|title$|cursor$)/;

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** @returns an svg element at its place */
export function selfContained(drawing: SVGSVGElement, place: Place): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement; // a copy is of the same kind
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((element, at) => writeStyle(element, originals[at]!));
  copy.querySelectorAll('[data-gone]').forEach((element) => element.remove());
  copy.setAttribute('x', place.left.toFixed(1));
  copy.setAttribute('y', place.top.toFixed(1));
  copy.setAttribute('width', place.width.toFixed(1));
  copy.setAttribute('height', place.height.toFixed(1));
  copy.setAttribute('overflow', getComputedStyle(drawing).overflow);
  return new XMLSerializer().serializeToString(copy);
}

function writeStyle(copy: Element, original: Element): void {
  const style = getComputedStyle(original);
  for (const { name } of [...copy.attributes]) if (NEEDLESS.test(name)) copy.removeAttribute(name);
  if (style.display === 'none' || style.visibility === 'hidden') copy.setAttribute('data-gone', '');
  if (style.opacity !== '1') copy.setAttribute('opacity', style.opacity);
  if (!original.matches(SHAPES)) return;
  const isText = original.matches('text, tspan');
  for (const name of isText ? [...PROPERTIES, ...OF_TEXT] : PROPERTIES)
    copy.setAttribute(name, style.getPropertyValue(name));
  for (const name of ['fill', 'stroke'] as const) {
    const value = style.getPropertyValue(name);
    copy.setAttribute(name, value === 'none' || value.startsWith('url') ? value : opaque(copy, name, value));
  }
}

/** Its own opacity is that of the property beside it. */
function opaque(copy: Element, name: 'fill' | 'stroke', css: string): string {
  const { hex, alpha } = colourOf(css);
  if (alpha < 1)
    copy.setAttribute(`${name}-opacity`, String(alpha * Number(copy.getAttribute(`${name}-opacity`) ?? 1)));
  return hex;
}
