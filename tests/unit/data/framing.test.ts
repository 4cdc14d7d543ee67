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
        fc.double({ min: 0.05, max: 3, noNaN: true }), // larger than the canvas, too
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
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

  it('keeps the dot of an i above its stem, and in own classes a dot wherever it is', () => {
    const stem = placed(SEVEN, 0.6, 0.2, 0.3);
    const framed = frameStrokes(stem, { framing: true })!;
    const withDot = (x: number, y: number, keepSlips = false) =>
      frameStrokes(
        [
          ...stem,
          [
            { x, y },
            { x: x + 0.005, y },
          ],
        ],
        { framing: true, keepSlips },
      )!;
    const inRow = (image: Uint8Array, row: number) =>
      image.subarray(28 * row, 28 * row + 28).some((level) => level > 0);
    const rows = Array.from({ length: 28 }, (_, row) => (inRow(withDot(0.5, 0.2), row) ? '#' : '.')).join('');
    expect(rows).toMatch(/^\.+#+\.+#+\.+$/); // a gap between dot and stem
    expect(withDot(0.9, 0.2)).toEqual(framed); // too far aside
    expect(withDot(0.5, 0.95)).toEqual(framed);
    expect(withDot(0.5, 0.95, true)).not.toEqual(framed);
    expect(withDot(0.9, 0.2, true)).not.toEqual(framed);
  });

  it('is as thick a pen as MNIST’s for a digit of any size, inside the canvas or beyond it', () => {
    const bar = (length: number): Stroke[] => [
      [
        { x: 0.5, y: 0.5 - length / 2 },
        { x: 0.5, y: 0.5 + length / 2 },
      ],
    ];
    for (const length of [0.02, 0.1, 0.5, 1, 1.6, 3]) {
      const image = frameStrokes(bar(length), { framing: true })!;
      const ink = image.subarray(14 * 28, 15 * 28).reduce((sum, level) => sum + level / 255, 0);
      expect(ink, `a bar of ${length}`).toBeCloseTo(2.8, 1);
    }
  });

  it('a drawing smaller than a hand trembles is a dot', () => {
    const dot = frameStrokes([[{ x: 0.3, y: 0.3 }]], { framing: true });
    expect(frameStrokes(placed(SEVEN, 0.01, 0.3, 0.3), { framing: true })).toEqual(dot);
  });

  it('reads a stroke of 4 000 points within 50 ms, and forty of them at all', () => {
    const scribble = Array.from({ length: 4_000 }, (_, at) => ({
      x: 0.5 + 0.4 * Math.cos(at / 40),
      y: 0.5 + 0.4 * Math.sin(at / 31),
    }));
    const forty = Array.from({ length: 40 }, () => scribble);
    expect(frameStrokes(forty, { framing: true })).toEqual(frameStrokes([scribble], { framing: true }));
    expect(frameStrokes([forty.flat()], { framing: true })).toHaveLength(784);
    const times = Array.from({ length: 5 }, () => {
      const from = performance.now();
      frameStrokes([scribble], { framing: true });
      return performance.now() - from;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });

  it('without framing a small drawing in a corner stays there', () => {
    const image = frameStrokes(placed(SEVEN, 0.3, 0, 0), { framing: false })!;
    const right = image.filter((level, at) => level > 0 && at % 28 >= 14);
    expect(right).toHaveLength(0);
  });

  it('nothing drawn is nothing to read; a single dot is a dot in the middle', () => {
    expect(frameStrokes([], { framing: true })).toBeNull();
    const dot = frameStrokes([[{ x: 0.1, y: 0.9 }]], { framing: true })!;
    expect(dot[13 * 28 + 13]).toBeGreaterThan(220);
    expect(dot.filter((level) => level > 0).length).toBeLessThan(20);
  });
});
