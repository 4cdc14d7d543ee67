import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plotArea } from '../../../src/ui/charts/plotArea.ts';
import { annotatedDigits } from '../../../src/ui/charts/annotatedDigits.ts';

const size = fc.record({
  width: fc.integer({ min: 0, max: 3_000 }),
  height: fc.integer({ min: 0, max: 1_000 }),
});
const scale = fc.constantFrom('linear' as const, 'log' as const);

describe('the area of Figure 3', () => {
  it('lays 0 and 1 on its edges, linear; 0.001 in the middle of five decades and their floor, logarithmic', () => {
    const linear = plotArea({ width: 640, height: 212 }, 'linear', 10);
    expect([linear.y(1), linear.y(0.5), linear.y(0)]).toEqual([10, 96, 182]);
    expect([linear.x(0), linear.x(9)]).toEqual([56, 624]);
    const log = plotArea({ width: 640, height: 212 }, 'log', 10);
    expect(log.y(1)).toBe(10);
    expect(log.y(1e-3)).toBeCloseTo(10 + (172 * 3) / 5, 10);
    expect([log.y(1e-5), log.y(1e-12), log.y(0)]).toEqual([182, 182, 182]);
  });

  it('finds the class that it has laid somewhere, and stays within the ten', () => {
    fc.assert(
      fc.property(
        size,
        scale,
        fc.integer({ min: 0, max: 9 }),
        fc.double({ noNaN: true }),
        (each, by, index, x) => {
          const area = plotArea(each, by, 10);
          expect(area.indexAt(area.x(index))).toBe(index);
          expect(area.indexAt(x)).toBeGreaterThanOrEqual(0);
          expect(area.indexAt(x)).toBeLessThanOrEqual(9);
        },
      ),
    );
  });

  it('keeps every probability between its top and its bottom, a larger one never lower, whatever its size', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(size, scale, share, share, (each, by, one, other) => {
        const { y, top, bottom } = plotArea(each, by, 10);
        const [small, large] = [Math.min(one, other), Math.max(one, other)];
        expect(y(large)).toBeLessThanOrEqual(y(small));
        expect(y(large)).toBeGreaterThanOrEqual(top - 1e-9);
        expect(y(small)).toBeLessThanOrEqual(bottom + 1e-9);
      }),
    );
  });
});

describe('what is written at the line', () => {
  it('the two that come after the best, and the last, each on the side where the line does not rise', () => {
    const probabilities = Float64Array.of(0.01, 0.2, 0.02, 0.02, 0.02, 0.02, 0.005, 0.5, 0.045, 0.16);
    expect(annotatedDigits(probabilities)).toEqual([
      { digit: 1, anchor: 'middle' },
      { digit: 9, anchor: 'middle' },
      { digit: 6, anchor: 'end' },
    ]);
    expect(annotatedDigits(Float64Array.of(0.9, 0.06, 0.04))).toEqual([
      { digit: 1, anchor: 'start' },
      { digit: 2, anchor: 'middle' },
    ]);
  });
});
