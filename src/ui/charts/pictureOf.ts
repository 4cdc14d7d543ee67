/** A figure as a file: an SVG of the whole of it, or that as a PNG. */
import { embeddedFont } from './embeddedFont.ts';
import { figureSvg } from './figureSvg.ts';

/** Pixels of the picture per pixel of the screen. */
const SHARPNESS = 2;

/** @throws Error where the browser cannot draw it */
export async function pictureOf(figure: HTMLElement, kind: 'png' | 'svg'): Promise<Blob> {
  const { svg, width, height } = figureSvg(figure);
  if (kind === 'svg') return new Blob([svg], { type: 'image/svg+xml' });
  // An image has no fonts but its own.
  const own = svg.replace(/^(<svg[^>]*>)/, `$1${await embeddedFont()}`);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(own)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SHARPNESS * width, SHARPNESS * height];
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The browser gave no picture.');
  return blob;
}
