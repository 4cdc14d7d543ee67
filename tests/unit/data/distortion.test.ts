import { describe, expect, it } from 'vitest';
import { bendImages, distortStep, jitterImages } from '../../../src/data/distortion.ts';
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

describe('bending', () => {
  /** A bar upright in the middle, four pixels wide. */
  const bar = new Uint8Array(784).map((_, at) => {
    const [x, y] = [at % 28, Math.floor(at / 28)];
    return x >= 12 && x < 16 && y >= 6 && y < 22 ? 200 : 0;
  });

  /** Ink, its centre, and how far its long axis leans to the left, in degrees. */
  function shapeOf(image: Uint8Array) {
    const sum = (of: (x: number, y: number) => number) =>
      image.reduce((total, level, at) => total + level * of(at % 28, Math.floor(at / 28)), 0);
    const ink = sum(() => 1);
    const [x, y] = [sum((each) => each) / ink, sum((_, each) => each) / ink];
    const product = sum((a, b) => (a - x) * (b - y));
    const [xx, yy] = [sum((a) => (a - x) ** 2), sum((_, b) => (b - y) ** 2)];
    const lean = (0.5 * Math.atan2(2 * product, yy - xx) * 180) / Math.PI;
    return { ink, x, y, lean };
  }

  const spreadOf = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, sd: Math.sqrt(variance) };
  };

  const bars = (amount: number) => {
    const random = createRandom(3, 'bend test');
    return Array.from({ length: 1_000 }, () => shapeOf(bendImages(bar, amount, random)));
  };

  it('leans, moves, thins and thickens digits, as often one way as the other', () => {
    const shapes = bars(1);
    const lean = spreadOf(shapes.map((shape) => shape.lean));
    expect(Math.abs(lean.mean)).toBeLessThan(1.5);
    expect(lean.sd).toBeGreaterThan(8); // 8° of turning and 0.12 of slant, 6.8°, are 10.5° together
    expect(lean.sd).toBeLessThan(13);
    for (const axis of ['x', 'y'] as const) {
      const at = spreadOf(shapes.map((shape) => shape[axis]));
      expect(Math.abs(at.mean - 13.5)).toBeLessThan(0.15);
      expect(at.sd).toBeCloseTo(1.5 / Math.sqrt(3), 0);
    }
    const before = shapeOf(bar).ink;
    const thicker = shapes.filter(({ ink }) => ink > before).length;
    expect(thicker).toBeGreaterThan(300);
    expect(thicker).toBeLessThan(700);
  });

  it('bends half as far at half the amount, and not at all at 0', () => {
    const [whole, half] = [1, 0.5].map((amount) => spreadOf(bars(amount).map(({ lean }) => lean)).sd);
    expect(half! / whole!).toBeCloseTo(0.5, 1);
    expect(bendImages(bar, 0, createRandom(1, 'bend test'))).toBe(bar);
  });

  it('adds no ink to an empty image, and never leaves the grey levels, however far it goes', () => {
    const random = createRandom(4, 'bend test');
    expect(bendImages(new Uint8Array(784), 2, random).every((level) => level === 0)).toBe(true);
    const full = new Uint8Array(784).fill(255);
    for (let i = 0; i < 50; i++) expect(Math.max(...bendImages(full, 2, random))).toBe(255);
  });
});

describe('the distortion of a training step', () => {
  const images = dotAt(10, 12);
  const distortion = { jitter: 2, bend: 1 };

  it('is the same for the same seed and step, and another for any other', () => {
    const one = distortStep(images, distortion, 1, 7);
    expect(distortStep(images, distortion, 1, 7)).toEqual(one);
    const others = [distortStep(images, distortion, 1, 8), distortStep(images, distortion, 2, 7)];
    for (const other of others) expect(other).not.toEqual(one);
  });

  it('is none where none is asked for', () => {
    expect(distortStep(images, { jitter: 0, bend: 0 }, 1, 7)).toBe(images);
  });
});
