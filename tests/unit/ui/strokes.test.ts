import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strokesReducer } from '../../../src/data/strokes.ts';

const at = (x: number) => ({ x, y: 0 });
const [A, B] = [at(0), at(3)];

describe('strokes', () => {
  it('grow by points, and are undone one by one', () => {
    let strokes = strokesReducer([], { type: 'begin', point: A });
    strokes = strokesReducer(strokes, { type: 'extend', start: A, points: [at(1), at(2)] });
    strokes = strokesReducer(strokes, { type: 'begin', point: B });
    expect(strokes).toEqual([[at(0), at(1), at(2)], [at(3)]]);
    expect(strokesReducer(strokes, { type: 'undo' })).toEqual([[at(0), at(1), at(2)]]);
    expect(strokesReducer(strokes, { type: 'clear' })).toEqual([]);
  });

  it('an extension without a beginning, and an undo of nothing, change nothing', () => {
    expect(strokesReducer([], { type: 'extend', start: A, points: [at(1)] })).toEqual([]);
    expect(strokesReducer([], { type: 'undo' })).toEqual([]);
    const empty: ReturnType<typeof strokesReducer> = [];
    expect(strokesReducer(empty, { type: 'clear' })).toBe(empty);
  });

  it('undone while it is drawn, a stroke does not go on in the one before it', () => {
    const undone = strokesReducer([[A], [B]], { type: 'undo' });
    expect(strokesReducer(undone, { type: 'extend', start: B, points: [at(9)] })).toBe(undone);
  });

  it('one is taken back whatever was drawn after it, and only that one', () => {
    expect(strokesReducer([[A, at(1)], [B]], { type: 'takeBack', start: A })).toEqual([[B]]);
    const strokes = [[B]];
    expect(strokesReducer(strokes, { type: 'takeBack', start: A })).toBe(strokes);
  });

  it('a pen that stands still adds nothing, one that creeps does', () => {
    const still = [[A]];
    expect(strokesReducer(still, { type: 'extend', start: A, points: [at(0.001), at(0)] })).toBe(still);
    const creeping = Array.from({ length: 100 }, (_, step) => at(step / 1_000));
    const [crept] = strokesReducer(still, { type: 'extend', start: A, points: creeping });
    expect(crept!.at(-1)!.x).toBeGreaterThan(0.097);
    expect(crept!.length).toBeLessThanOrEqual(50);
  });

  it('a scribble without end keeps its beginning and its end in 4 000 points, however many come at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), (atOnce) => {
        let strokes = strokesReducer([], { type: 'begin', point: A });
        for (let from = 1; from <= 60_000; from += atOnce) {
          const points = Array.from({ length: atOnce }, (_, step) => at(from + step));
          strokes = strokesReducer(strokes, { type: 'extend', start: A, points });
          expect(strokes[0]!.length).toBeLessThanOrEqual(4_000);
          expect(strokes[0]![0]).toBe(A);
          expect(strokes[0]!.at(-1)!.x).toBeGreaterThan(0.99 * (from + atOnce - 1) - 32);
        }
        expect(strokes).toHaveLength(1);
      }),
      { numRuns: 10 },
    );
  });
});
