import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveDigits } from '../../../src/engine/evaluate.ts';

/** Digits whose first two pixels tell their place. */
function numbered(labels: readonly number[]) {
  const images = new Uint8Array(784 * labels.length);
  labels.forEach((_, row) => images.set([row & 255, row >> 8], 784 * row));
  return { images, labels: Uint8Array.from(labels) };
}

describe('the test digits of the reports on the way', () => {
  it('lie evenly over the whole set: each part of it gives its share, from the first to the last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 700 }), (numTest, count) => {
        const { rows } = liveDigits(numbered(Array.from({ length: numTest }, (_, row) => row % 10)), count);
        const numLive = Math.min(count, numTest);
        expect(rows).toHaveLength(numLive);
        rows.forEach((row, at) => {
          // One in each of as many equal parts.
          expect(row).toBeGreaterThan((at * numTest) / numLive - 1);
          expect(row).toBeLessThan(((at + 1) * numTest) / numLive);
        });
        expect(new Set(rows).size).toBe(numLive);
      }),
    );
  });

  it('hold every class of a set that is sorted by class', () => {
    const sorted = numbered(Array.from({ length: 500 }, (_, row) => Math.floor(row / 50)));
    const { labels } = liveDigits(sorted, 20);
    expect([...labels]).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]);
  });

  it('are the images and labels of the rows that they name', () => {
    const { images, labels, rows } = liveDigits(
      numbered(Array.from({ length: 301 }, (_, row) => row % 7)),
      40,
    );
    expect(images).toHaveLength(784 * 40);
    rows.forEach((row, at) => {
      expect(images[784 * at]! + 256 * images[784 * at + 1]!).toBe(row);
      expect(labels[at]).toBe(row % 7);
    });
  });
});
