/** The strokes of a drawing that is a component's own. */
import { useState } from 'react';
import type { CanvasPoint, Stroke } from '../../data/framing.ts';
import { strokesReducer, type StrokeAction } from '../../data/strokes.ts';

export function useStrokes() {
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const act = (action: StrokeAction) => setStrokes((before) => strokesReducer(before, action));
  return {
    strokes,
    begin: (point: CanvasPoint) => act({ type: 'begin', point }),
    extend: (points: readonly CanvasPoint[]) => act({ type: 'extend', points }),
    undo: () => act({ type: 'undo' }),
    clear: () => act({ type: 'clear' }),
  };
}
