/** The strokes of a drawing that is a component's own. */
import { useState } from 'react';
import type { Stroke } from '../../data/framing.ts';
import { strokesReducer, type StrokeAction } from '../../data/strokes.ts';

export function useStrokes() {
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const draw = (action: StrokeAction) => setStrokes((before) => strokesReducer(before, action));
  return { strokes, draw };
}
