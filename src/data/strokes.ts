/** The strokes of a drawing as points, so that they can be undone and rasterised again. */
import type { CanvasPoint, Stroke } from './framing.ts';

export type StrokeAction =
  | { readonly type: 'begin'; readonly point: CanvasPoint }
  | { readonly type: 'extend'; readonly points: readonly CanvasPoint[] }
  | { readonly type: 'undo' }
  | { readonly type: 'clear' };

/** A stroke longer than this is begun anew, so that a pen left down cannot fill the memory. */
const MAX_POINTS = 4_000;

export function strokesReducer(strokes: readonly Stroke[], action: StrokeAction): readonly Stroke[] {
  switch (action.type) {
    case 'begin':
      return [...strokes, [action.point]];
    case 'extend': {
      const last = strokes.at(-1);
      if (!last) return strokes;
      if (last.length > MAX_POINTS) return [...strokes, [last.at(-1)!, ...action.points]];
      return [...strokes.slice(0, -1), [...last, ...action.points]];
    }
    case 'undo':
      return strokes.slice(0, -1);
    case 'clear':
      return strokes.length === 0 ? strokes : [];
    default:
      throw new Error(`Unknown stroke action: ${JSON.stringify(action satisfies never)}`);
  }
}
