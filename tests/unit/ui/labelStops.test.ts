import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelStops, positionOf, stopTowards } from '../../../src/ui/panels/labelStops.ts';

describe('the slider of labels', () => {
  it('ends at the size of the set, however small', () => {
    expect(labelStops(10_000).slice(-3)).toEqual([2_000, 5_000, 10_000]);
    expect(labelStops(50)).toEqual([10, 20, 50]);
    expect(labelStops(47)).toEqual([10, 20, 47]);
    expect(labelStops(3)).toEqual([10]);
    expect(labelStops(240_000).at(-1)).toBe(60_000);
  });

  it('stands between two stops for a number that is none, and at its end for one that the set lacks', () => {
    const stops = labelStops(10_000);
    const position = positionOf(2_500, stops);
    expect(position).toBeGreaterThan(stops.indexOf(2_000));
    expect(position).toBeLessThan(stops.indexOf(2_000) + 0.5); // a click on the thumb sets 2 000
    expect(positionOf(2_500, labelStops(50))).toBe(2);
  });

  it('goes from there to the next stop on either side', () => {
    const stops = labelStops(10_000);
    const position = positionOf(2_500, stops);
    expect(stopTowards(position + 1, position, stops)).toBe(5_000);
    expect(stopTowards(position - 1, position, stops)).toBe(2_000);
    expect(stopTowards(stops.length - 1, stops.length - 1, stops)).toBe(10_000);
  });

  it('stands at every stop that it offers, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70_000 }), (numTrain) => {
        const stops = labelStops(numTrain);
        expect(stops.map((labels) => positionOf(labels, stops))).toEqual([...stops.keys()]);
      }),
    );
  });
});
