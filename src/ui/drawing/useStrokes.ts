/** The strokes of a drawing as points, so that they can be undone and rasterised again. */
import { useRef, useState } from 'react';
import type { CanvasPoint, Stroke } from '../../data/framing.ts';

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

/** @param onChange told of the new strokes at once: whoever reads a drawing need not wait until it is on the screen */
export function useStrokes(onChange: (strokes: readonly Stroke[]) => void = () => undefined) {
  const latest = useRef<readonly Stroke[]>([]);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const act = (action: StrokeAction) => {
    latest.current = strokesReducer(latest.current, action);
    setStrokes(latest.current);
    onChange(latest.current);
  };
  return {
    strokes,
    begin: (point: CanvasPoint) => act({ type: 'begin', point }),
    extend: (points: readonly CanvasPoint[]) => act({ type: 'extend', points }),
    undo: () => act({ type: 'undo' }),
    clear: () => act({ type: 'clear' }),
  };
}
