/** A drawn digit as the networks see it: framed as MNIST was, with the pen put on after scaling, so that thin stays thin. */
import { IMAGE_SIDE } from '../distillation/shape.ts';
import { centreByMass, drawCapsules, toGreyLevels, type Capsule } from './raster.ts';

/** A point of the canvas, 0 … 1 across and down; y grows downwards. */
export interface CanvasPoint {
  readonly x: number;
  readonly y: number;
}

export type Stroke = readonly CanvasPoint[];

/** MNIST scales the digit into this box, keeping its aspect. */
const BOX = 20;
/** Pen radius in pixels of the 28×28 image: the middle of what MNIST's pens leave. */
const PEN_RADIUS = 1.36;
const EDGE_SOFTNESS = 1;
/** A stroke below this share of the longest one is a slip of the pen: it would move and shrink the whole digit. */
const SLIP = 0.08;

/**
 * @param framing false shows what happens without: the drawing is only shrunk to 28×28, wherever it lies
 * @returns grey levels [28, 28], or null when nothing was drawn
 */
export function frameStrokes(
  strokes: readonly Stroke[],
  { framing }: { framing: boolean },
): Uint8Array | null {
  if (strokes.flat().length === 0) return null;
  if (!framing) {
    const whole = { scale: IMAGE_SIDE, offsetX: 0, offsetY: 0 };
    return toGreyLevels(drawCapsules(capsulesOf(strokes, whole), EDGE_SOFTNESS), 1);
  }
  const kept = withoutSlips(strokes);
  const { minX, maxX, minY, maxY } = boundsOf(kept.flat());
  const longer = Math.max(maxX - minX, maxY - minY);
  // A dot has no size to scale: it stays a dot of the pen.
  const scale = longer > 0 ? (BOX - 2 * PEN_RADIUS) / longer : 0;
  const fit = {
    scale,
    offsetX: IMAGE_SIDE / 2 - ((minX + maxX) / 2) * scale,
    offsetY: IMAGE_SIDE / 2 - ((minY + maxY) / 2) * scale,
  };
  return centreByMass(drawCapsules(capsulesOf(kept, fit), EDGE_SOFTNESS), 1);
}

/** All of them where nothing but dots was drawn. */
function withoutSlips(strokes: readonly Stroke[]): readonly Stroke[] {
  const extents = strokes.map((stroke) => {
    const { minX, maxX, minY, maxY } = boundsOf(stroke);
    return Math.max(maxX - minX, maxY - minY);
  });
  const longest = Math.max(...extents);
  return strokes.filter((_, index) => extents[index]! >= SLIP * longest);
}

function boundsOf(points: readonly CanvasPoint[]) {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return { minX: Math.min(...xs), maxX: Math.max(...xs), minY: Math.min(...ys), maxY: Math.max(...ys) };
}

interface Placement {
  readonly scale: number; // pixels per canvas side
  readonly offsetX: number; // pixels
  readonly offsetY: number;
}

function capsulesOf(strokes: readonly Stroke[], { scale, offsetX, offsetY }: Placement): Capsule[] {
  return strokes.flatMap((stroke) =>
    stroke.map((end, index) => {
      const start = stroke[index - 1] ?? end; // the first point is a dot
      return {
        x1: start.x * scale + offsetX,
        y1: start.y * scale + offsetY,
        x2: end.x * scale + offsetX,
        y2: end.y * scale + offsetY,
        r1: PEN_RADIUS,
        r2: PEN_RADIUS,
      };
    }),
  );
}
