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
/** Pixels: networks read edges of 1.6 a little better than those of 1 (measured, .github/log.md). */
const EDGE_SOFTNESS = 1.6;
/** A stroke below this share of the longest one is a slip of the pen: it would move and shrink the whole digit. */
const SLIP = 0.08;
/** The dot of an "i" stands so far beside its stem at most, as a share of the longest stroke. */
const DOT_ASIDE = 0.2;
/** A drawing smaller than this share of the canvas is the dot of a hand that trembled. */
const DOT = 0.01;

interface Framing {
  /** false shows what happens without: the drawing is only shrunk to 28×28, wherever it lies */
  readonly framing: boolean;
  /** Whether short strokes are part of what is drawn, wherever they lie: in sets of classes that are not all digits. */
  readonly keepSlips?: boolean;
}

/**
 * The ink is as thick whatever the size of the drawing. Of digits, short strokes are dropped as slips of the pen, but
 * for those right above the rest: no digit has a dot, and whoever draws an "i" sees that the networks see one.
 * @param strokes points may lie outside the canvas
 * @returns grey levels [28, 28], or null when nothing was drawn
 */
export function frameStrokes(
  strokes: readonly Stroke[],
  { framing, keepSlips = false }: Framing,
): Uint8Array | null {
  if (strokes.every((stroke) => stroke.length === 0)) return null;
  if (!framing) {
    const whole = { scale: IMAGE_SIDE, offsetX: 0, offsetY: 0 };
    return toGreyLevels(drawCapsules(capsulesOf(strokes, whole), EDGE_SOFTNESS), 1);
  }
  const kept = keepSlips ? strokes : withoutSlips(strokes);
  const bounds = boundsOf(kept);
  const { minX, maxX, minY, maxY } = bounds;
  const longer = extentOf(bounds);
  // A dot has no size to scale: it stays a dot of the pen.
  const scale = longer > DOT ? (BOX - 2 * PEN_RADIUS) / longer : 0;
  const fit = {
    scale,
    offsetX: IMAGE_SIDE / 2 - ((minX + maxX) / 2) * scale,
    offsetY: IMAGE_SIDE / 2 - ((minY + maxY) / 2) * scale,
  };
  return centreByMass(drawCapsules(capsulesOf(kept, fit), EDGE_SOFTNESS), 1);
}

/** All of them where nothing but dots was drawn. */
function withoutSlips(strokes: readonly Stroke[]): readonly Stroke[] {
  const extents = strokes.map((stroke) => extentOf(boundsOf([stroke])));
  const longest = extents.reduce((most, extent) => Math.max(most, extent), 0);
  const isLong = (index: number) => extents[index]! >= SLIP * longest;
  const rest = boundsOf(strokes.filter((_, index) => isLong(index)));
  const aside = DOT_ASIDE * longest;
  return strokes.filter((stroke, index) => {
    const { minX, maxX, maxY } = boundsOf([stroke]);
    const isDot = maxY < rest.minY && maxX > rest.minX - aside && minX < rest.maxX + aside;
    return isDot || isLong(index);
  });
}

interface Bounds {
  readonly minX: number;
  readonly maxX: number;
  readonly minY: number;
  readonly maxY: number;
}

const extentOf = ({ minX, maxX, minY, maxY }: Bounds) => Math.max(maxX - minX, maxY - minY);

/** Point by point: a list of some 100 000 is too long to be the arguments of Math.min. */
function boundsOf(strokes: readonly Stroke[]): Bounds {
  const bounds = { minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity };
  for (const stroke of strokes)
    for (const { x, y } of stroke) {
      bounds.minX = Math.min(bounds.minX, x);
      bounds.maxX = Math.max(bounds.maxX, x);
      bounds.minY = Math.min(bounds.minY, y);
      bounds.maxY = Math.max(bounds.maxY, y);
    }
  return bounds;
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
