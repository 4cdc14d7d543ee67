import { describe, expect, it } from 'vitest';
import { strokesReducer } from '../../../src/data/strokes.ts';

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
    const empty: ReturnType<typeof strokesReducer> = [];
    expect(strokesReducer(empty, { type: 'clear' })).toBe(empty);
  });

  it('a pen that is left down begins a new stroke now and then, joined to the one before', () => {
    const points = Array.from({ length: 4_001 }, (_, x) => at(x));
    const long = [points] as const;
    const strokes = strokesReducer(long, { type: 'extend', points: [at(9_000)] });
    expect(strokes).toEqual([points, [at(4_000), at(9_000)]]);
  });
});
