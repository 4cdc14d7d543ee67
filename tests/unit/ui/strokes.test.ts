import { describe, expect, it } from 'vitest';
import { strokesReducer } from '../../../src/store/strokes.ts';

const at = (x: number) => ({ x, y: 0 });

describe('strokes', () => {
  it('grow by points, and are undone one by one', () => {
    let strokes = strokesReducer([], { type: 'begin', point: at(0) });
    strokes = strokesReducer(strokes, { type: 'extend', points: [at(1), at(2)] });
    strokes = strokesReducer(strokes, { type: 'begin', point: at(3) });
    expect(strokes).toEqual([[at(0), at(1), at(2)], [at(3)]]);
    expect(strokesReducer(strokes, { type: 'undo' })).toEqual([[at(0), at(1), at(2)]]);
    expect(strokesReducer(strokes, { type: 'clear' })).toEqual([]);
  });

  it('an extension without a beginning, and an undo of nothing, change nothing', () => {
    expect(strokesReducer([], { type: 'extend', points: [at(1)] })).toEqual([]);
    expect(strokesReducer([], { type: 'undo' })).toEqual([]);
  });
});
