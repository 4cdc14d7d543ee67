import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/data/random.ts';

const draw = (seed: number, stream: string, count = 5) => {
  const random = createRandom(seed, stream);
  return Array.from({ length: count }, () => random.uniform());
};

describe('random numbers', () => {
  it('are the same for the same seed and stream, and others for any other', () => {
    expect(draw(1, 'weights')).toEqual(draw(1, 'weights'));
    expect(draw(1, 'weights')).not.toEqual(draw(2, 'weights'));
    expect(draw(1, 'weights')).not.toEqual(draw(1, 'order'));
  });

  it('stay what they were: a golden value guards every saved link and result', () => {
    expect(draw(1, 'weights', 3)).toMatchInlineSnapshot(`
      [
        0.791883981321007,
        0.6438149430323392,
        0.893132584169507,
      ]
    `);
  });

  it('are keyed by more than 32 bits: no two of 300 000 generators begin alike', () => {
    const beginnings = new Set<string>();
    for (let index = 0; index < 150_000; index++)
      for (const stream of ['train', 'test']) beginnings.add(draw(1, `${stream} digit ${index}`, 2).join());
    expect(beginnings.size).toBe(300_000);
  });

  it('are uniform: chi-square over 100 cells of 100 000 draws stays below its 0.1 % point', () => {
    const cells = new Array<number>(100).fill(0);
    for (const value of draw(3, 'test', 100_000)) cells[Math.floor(100 * value)]! += 1;
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(148.2); // 99 degrees of freedom
  });

  it('normal has mean 0, variance 1 and fourth moment 3', () => {
    const random = createRandom(5, 'normal');
    const values = Array.from({ length: 100_000 }, () => random.normal());
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.015);
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.15);
  });

  it('shuffle keeps every element', () => {
    const shuffled = createRandom(1, 'shuffle').shuffle(Uint32Array.from({ length: 50 }, (_, i) => i));
    expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect([...shuffled]).not.toEqual(Array.from({ length: 50 }, (_, i) => i));
  });
});
