import { describe, expect, it } from 'vitest';
import { jitterImages } from '../../../src/data/jitter.ts';
import { createRandom } from '../../../src/data/random.ts';

const dotAt = (x: number, y: number) => new Uint8Array(784).map((_, at) => (at === y * 28 + x ? 200 : 0));

describe('jitter', () => {
  it('moves a dot by every shift within ±2 pixels, each about as often, and keeps its grey level', () => {
    const random = createRandom(1, 'jitter test');
    const counts = new Map<string, number>();
    for (let i = 0; i < 5000; i++) {
      const moved = jitterImages(dotAt(10, 12), 2, random);
      const at = moved.indexOf(200);
      const shift = `${(at % 28) - 10},${Math.floor(at / 28) - 12}`;
      counts.set(shift, (counts.get(shift) ?? 0) + 1);
      expect(moved.filter((level) => level > 0)).toHaveLength(1);
    }
    expect(counts.size).toBe(25);
    for (const [shift, count] of counts) {
      expect(Math.max(...shift.split(',').map((part) => Math.abs(Number(part))))).toBeLessThanOrEqual(2);
      expect(count).toBeGreaterThan(130);
    }
  });

  it('never wraps ink round an edge, and moves each image of a batch by itself', () => {
    const corner = dotAt(27, 27);
    const random = createRandom(2, 'jitter test');
    for (let i = 0; i < 200; i++) {
      const at = jitterImages(corner, 2, random).indexOf(200);
      if (at >= 0) expect(Math.min(at % 28, Math.floor(at / 28))).toBeGreaterThanOrEqual(25);
    }
    const batch = new Uint8Array(20 * 784);
    for (let image = 0; image < 20; image++) batch.set(dotAt(14, 14), image * 784);
    const moved = jitterImages(batch, 2, random);
    const places = Array.from({ length: 20 }, (_, image) =>
      moved.subarray(image * 784, (image + 1) * 784).indexOf(200),
    );
    expect(new Set(places).size).toBeGreaterThan(5);
    expect(jitterImages(batch, 0, random)).toBe(batch);
  });
});
