import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameStrokes, type Stroke } from '../../../src/data/framing.ts';
import { packDrawing, unpackDrawing } from '../../../src/library/drawingLink.ts';

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const strokes = fc.array(
  fc.array(fc.record({ x: within(-0.2, 1.2), y: within(-0.2, 1.2) }), { minLength: 1, maxLength: 60 }),
  { minLength: 1, maxLength: 6 },
);

/** A digit as a mouse draws it: many points, smooth lines. */
const eight: Stroke[] = [
  Array.from({ length: 400 }, (_, at) => {
    const turn = (2 * Math.PI * at) / 399;
    return { x: 0.5 + 0.18 * Math.sin(2 * turn), y: 0.5 - 0.32 * Math.cos(turn) };
  }),
];

describe('a drawing in a link', () => {
  it('comes back as what the networks saw, in far fewer characters than it has points', () => {
    const packed = packDrawing(eight)!;
    expect(packed.length).toBeLessThan(300);
    const [before, after] = [eight, unpackDrawing(packed)].map((each) =>
      frameStrokes(each, { framing: true })!,
    );
    const apart = [...before!].map((grey, at) => Math.abs(grey - after![at]!));
    expect(Math.max(...apart)).toBeLessThan(20); // of 255
  });

  it('is at most 1 000 characters of an address, and the same once it was unpacked', () => {
    fc.assert(
      fc.property(strokes, (drawn) => {
        const packed = packDrawing(drawn);
        if (packed === null) return;
        expect(packed).toMatch(/^[\w-]{1,1000}$/);
        const unpacked = unpackDrawing(packed);
        expect(unpacked.length).toBe(drawn.length);
        expect(packDrawing(unpacked)).toBe(packed);
      }),
    );
  });

  it('begins and ends each stroke where the pen did, to a thousandth', () => {
    fc.assert(
      fc.property(strokes, (drawn) => {
        const packed = packDrawing(drawn);
        if (packed === null) return;
        for (const [at, stroke] of unpackDrawing(packed).entries())
          for (const end of [0, -1] as const) {
            expect(stroke.at(end)!.x).toBeCloseTo(drawn[at]!.at(end).x, 2);
            expect(stroke.at(end)!.y).toBeCloseTo(drawn[at]!.at(end).y, 2);
          }
      }),
    );
  });

  it('leaves out what lies nowhere, as points of a canvas that is hidden while it is drawn on', () => {
    const lost = { x: NaN, y: 0.5 };
    expect(packDrawing([[lost, ...eight[0]!, lost], [lost]])).toBe(packDrawing(eight));
  });

  it('of more strokes than fit is none', () => {
    const dots = Array.from({ length: 500 }, (_, at) => [{ x: (at % 25) / 25, y: at / 500 }]);
    expect(packDrawing(dots)).toBeNull();
  });

  it('is refused, and said why, where it is damaged, whatever stands there', () => {
    expect(() => unpackDrawing('')).toThrow('expected a drawing in base64url');
    expect(() => unpackDrawing('a b')).toThrow('expected a drawing in base64url');
    expect(() => unpackDrawing(packDrawing(eight)!.slice(0, 40))).toThrow('the drawing is cut off');
    expect(() => unpackDrawing('AQAAAQ')).toThrow('the drawing is cut off');
    expect(() => unpackDrawing('Af9_AA')).toThrow('the drawing leaves the canvas');
    expect(() => unpackDrawing('A'.repeat(1_001))).toThrow('expected at most 1000 characters, not 1001');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        try {
          expect(packDrawing(unpackDrawing(text))).not.toBeNull();
        } catch (error) {
          expect((error as Error).message).toMatch(/^expected|^the drawing/);
        }
      }),
    );
  });
});
