/** 28×28 pixels, shown as they are. */
import { useEffect, useRef } from 'react';
import { IMAGE_SIDE } from '../../distillation/shape.ts';

interface Props {
  readonly image: Uint8Array | null; // [784]
  readonly label: string;
  readonly className: string;
}

export function DigitPreview({ image, label, className }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) paintPixels(canvas.current, image);
  }, [image]);
  return (
    <canvas
      ref={canvas}
      width={IMAGE_SIDE}
      height={IMAGE_SIDE}
      className={className}
      role="img"
      aria-label={label}
    />
  );
}

/** Ink with its grey level as opacity, in the colour of the text, so that it fits light and dark. */
function paintPixels(canvas: HTMLCanvasElement, image: Uint8Array | null): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const pixels = context.createImageData(IMAGE_SIDE, IMAGE_SIDE);
  image?.forEach((level, at) => {
    pixels.data[4 * at + 3] = level;
  });
  context.putImageData(pixels, 0, 0);
}
