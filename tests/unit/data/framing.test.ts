import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameStrokes, type Stroke } from '../../../src/data/framing.ts';

const SEVEN: Stroke[] = [
  [
    { x: 0.2, y: 0.2 },
    { x: 0.8, y: 0.2 },
    { x: 0.4, y: 0.9 },
  ],
];
const placed = (strokes: readonly Stroke[], scale: number, dx: number, dy: number): Stroke[] =>
  strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: x * scale + dx, y: y * scale + dy })));

describe('framing', () => {
  it('shows the same digit whatever its size and place on the canvas', () => {
    const framed = frameStrokes(SEVEN, { framing: true })!;
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (scale, dx, dy) => {
          const other = frameStrokes(placed(SEVEN, scale, dx, dy), { framing: true })!;
          other.forEach((level, at) => expect(Math.abs(level - framed[at]!)).toBeLessThanOrEqual(1));
        },
      ),
    );
  });

  it('centres the mass to half a pixel and keeps the ink in the 20×20 box', () => {
    const image = frameStrokes(SEVEN, { framing: true })!;
    let [mass, x, y, top, bottom] = [0, 0, 0, 28, 0];
    image.forEach((level, at) => {
      mass += level;
      x += level * ((at % 28) + 0.5);
      y += level * (Math.floor(at / 28) + 0.5);
      if (level > 127)
        [top, bottom] = [Math.min(top, Math.floor(at / 28)), Math.max(bottom, Math.floor(at / 28))];
    });
    expect(Math.abs(x / mass - 14)).toBeLessThanOrEqual(0.51);
    expect(Math.abs(y / mass - 14)).toBeLessThanOrEqual(0.51);
    expect(bottom - top + 1).toBe(20);
  });

  it('takes no notice of slips of the pen, however far from the digit, but keeps short strokes that belong to it', () => {
    const framed = frameStrokes(SEVEN, { framing: true });
    const slip = [
      { x: 0.98, y: 0.97 },
      { x: 0.99, y: 0.98 },
    ];
    expect(frameStrokes([...SEVEN, slip], { framing: true })).toEqual(framed);
    expect(frameStrokes([[slip[0]!], ...SEVEN], { framing: true })).toEqual(framed);
    const bar = [
      { x: 0.55, y: 0.5 },
      { x: 0.65, y: 0.5 },
    ];
    expect(frameStrokes([...SEVEN, bar], { framing: true })).not.toEqual(framed);
  });

  it('without framing a small drawing in a corner stays there', () => {
    const image = frameStrokes(placed(SEVEN, 0.3, 0, 0), { framing: false })!;
    const right = image.filter((level, at) => level > 0 && at % 28 >= 14);
    expect(right).toHaveLength(0);
  });

  it('nothing drawn is nothing to read; a single dot is a dot in the middle', () => {
    expect(frameStrokes([], { framing: true })).toBeNull();
    const dot = frameStrokes([[{ x: 0.1, y: 0.9 }]], { framing: true })!;
    expect(dot[13 * 28 + 13]).toBe(255);
    expect(dot.filter((level) => level > 0).length).toBeLessThan(20);
  });
});
