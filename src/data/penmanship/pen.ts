/** The pen of Penmanship, steps 7 and 8: width, pressure, taper, and the digit fitted and framed on 28×28 pixels. */
import type { Random } from '../random.ts';
import { centreByMass, drawCapsules, type Capsule } from '../raster.ts';
import { IMAGE_SIDE } from '../../distillation/shape.ts';
import type { Point } from './spline.ts';

/** MNIST fits the ink into this box. */
const BOX = 20;

/** @param strokes pen paths in any units @param isLine whether the digit has no width of its own (a 1) */
export function writeWithPen(
  strokes: readonly (readonly Point[])[],
  isLine: boolean,
  random: Random,
): Uint8Array {
  const { minX, maxX, minY, maxY } = boundsOf(strokes);
  const longer = Math.max(maxX - minX, maxY - minY, 1e-6);
  const shorter = Math.min(maxX - minX, maxY - minY);
  const widest = isLine ? 3 : Math.min(2.3, 0.6 + (2.6 * shorter) / longer);
  const radius = Math.max(0.55, Math.min(widest, 1.36 * Math.exp(0.29 * random.normal())));
  const scale = (BOX - 2 * radius) / longer;
  const softness = 0.75 + 0.6 * random.uniform();
  const toX = (x: number) => IMAGE_SIDE / 2 + (x - (minX + maxX) / 2) * scale;
  const toY = (y: number) => IMAGE_SIDE / 2 + (y - (minY + maxY) / 2) * scale;
  const capsules = strokes.flatMap((stroke) => {
    const radiusAt = pressure(radius, random);
    return stroke.slice(1).map((end, index): Capsule => {
      const start = stroke[index]!;
      const step = 1 / Math.max(1, stroke.length - 1);
      return {
        x1: toX(start.x),
        y1: toY(start.y),
        x2: toX(end.x),
        y2: toY(end.y),
        r1: radiusAt(index * step),
        r2: radiusAt((index + 1) * step),
      };
    });
  });
  return centreByMass(drawCapsules(capsules, softness), 0.95 + 0.15 * random.uniform());
}

/** Radius along a stroke, t from 0 to 1: a slow swell, and in half of the strokes a thinner end. */
function pressure(radius: number, random: Random): (t: number) => number {
  const swell = 0.18 * Math.abs(random.normal());
  const phase = 2 * Math.PI * random.uniform();
  const frequency = 2 + 4 * random.uniform();
  const taper = random.uniform() < 0.5 ? 0.35 * random.uniform() : 0;
  return (t) => radius * (1 + swell * Math.sin(phase + frequency * t)) * (1 - taper * t);
}

function boundsOf(strokes: readonly (readonly Point[])[]) {
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const stroke of strokes)
    for (const { x, y } of stroke) {
      minX = Math.min(minX, x);
      maxX = Math.max(maxX, x);
      minY = Math.min(minY, y);
      maxY = Math.max(maxY, y);
    }
  return { minX, maxX, minY, maxY };
}
