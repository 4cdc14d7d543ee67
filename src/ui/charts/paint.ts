/** Colours of the page as every reader of SVG knows them: #rrggbb and an opacity. */

interface Colour {
  readonly hex: string;
  /** 0 … 1 */
  readonly alpha: number;
}

const known = new Map<string, Colour>();

/** Whatever the browser can paint with, color-mix and its likes too. */
export function colourOf(css: string): Colour {
  const found = known.get(css);
  if (found) return found;
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  const hex = `#${[red, green, blue].map((each) => each.toString(16).padStart(2, '0')).join('')}`;
  const colour = { hex, alpha: alpha / 255 };
  known.set(css, colour);
  return colour;
}

/** E.g. `fill="#3d49c2"` */
export function paint(what: 'fill' | 'stroke', css: string): string {
  const { hex, alpha } = colourOf(css);
  return alpha === 1 ? `${what}="${hex}"` : `${what}="${hex}" ${what}-opacity="${alpha.toFixed(2)}"`;
}
