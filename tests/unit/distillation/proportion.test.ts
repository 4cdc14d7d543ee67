import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../src/distillation/proportion.ts';

describe('the interval of a share', () => {
  it.each([
    // Newcombe 1998, table I, method 3.
    { count: 81, n: 263, ci: [0.2553, 0.3662] },
    { count: 15, n: 148, ci: [0.0624, 0.1605] },
    { count: 0, n: 20, ci: [0, 0.1611] },
    { count: 1, n: 29, ci: [0.0061, 0.1718] },
  ])('of $count in $n is the one that is printed', ({ count, n, ci }) => {
    wilsonInterval(count, n).forEach((end, at) => expect(end).toBeCloseTo(ci[at]!, 4));
  });

  it('ends where the count is just no surprise: 1.96 standard errors of the end itself away', () => {
    const counts = fc
      .integer({ min: 2, max: 400 })
      .chain((n) => fc.tuple(fc.integer({ min: 1, max: n - 1 }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([count, n]) => {
        for (const end of wilsonInterval(count, n)) {
          const distance = Math.abs(count / n - end) / Math.sqrt((end * (1 - end)) / n);
          expect(distance).toBeCloseTo(1.959963984540054, 8);
        }
      }),
    );
  });

  it('of all and of none is open on one side only, and mirrors the other', () => {
    const [low, high] = wilsonInterval(10, 10);
    expect(high).toBe(1);
    expect(low).toBeCloseTo(0.7225, 4);
    expect(wilsonInterval(0, 10)[0]).toBe(0);
    expect(wilsonInterval(0, 10)[1]).toBeCloseTo(1 - low, 12);
  });

  it('of nothing is refused, and so is more than all', () => {
    expect(() => wilsonInterval(0, 0)).toThrow('0 of 0');
    expect(() => wilsonInterval(11, 10)).toThrow('11 of 10');
    expect(() => wilsonInterval(NaN, 10)).toThrow('NaN of 10');
  });
});
