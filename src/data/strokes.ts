/** The strokes of a drawing as points, so that they can be undone and rasterised again. */
import type { CanvasPoint, Stroke } from './framing.ts';

/** A stroke under way is known by its first point itself: after an undo in mid-stroke the one before it is not extended. */
export type StrokeAction =
  | { readonly type: 'begin'; readonly point: CanvasPoint }
  | { readonly type: 'extend'; readonly start: CanvasPoint; readonly points: readonly CanvasPoint[] }
  | { readonly type: 'takeBack'; readonly start: CanvasPoint }
  | { readonly type: 'undo' }
  | { readonly type: 'clear' };

/** A longer stroke loses every second of its points: a pen left down goes on at the same cost. */
const MAX_POINTS = 4_000;
/** Points nearer than this share of the canvas are one: a twentieth of a pixel of the 28×28 image. */
const MIN_STEP = 0.002;

/** @returns the strokes themselves where nothing changes, e.g. when the stroke to extend is gone */
export function strokesReducer(strokes: readonly Stroke[], action: StrokeAction): readonly Stroke[] {
  switch (action.type) {
    case 'begin':
      return [...strokes, [action.point]];
    case 'extend': {
      const last = strokes.at(-1);
      if (last?.[0] !== action.start) return strokes;
      const grown = extended(last, action.points);
      return grown === last ? strokes : [...strokes.slice(0, -1), grown];
    }
    case 'takeBack':
      return strokes.some(([first]) => first === action.start)
        ? strokes.filter(([first]) => first !== action.start)
        : strokes;
    case 'undo':
      return strokes.slice(0, -1);
    case 'clear':
      return strokes.length === 0 ? strokes : [];
    default:
      throw new Error(`Unknown stroke action: ${JSON.stringify(action satisfies never)}`);
  }
}

function extended(stroke: Stroke, points: readonly CanvasPoint[]): Stroke {
  let last = stroke.at(-1)!;
  const far = points.filter((point) => {
    const isFar = Math.hypot(point.x - last.x, point.y - last.y) >= MIN_STEP;
    if (isFar) last = point;
    return isFar;
  });
  if (far.length === 0) return stroke;
  let grown = [...stroke, ...far];
  while (grown.length > MAX_POINTS) grown = grown.filter((_, at) => at % 2 === 0);
  return grown;
}
