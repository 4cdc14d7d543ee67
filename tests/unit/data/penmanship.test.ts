import { describe, expect, it } from 'vitest';
import { UNLABELLED_BLOCK } from '../../../src/data/digitSet.ts';
import { NUM_PIXELS } from '../../../src/distillation/shape.ts';
import { sha256Of } from '../../../src/data/sha256.ts';
import { FIRST_BLOCK } from '../../support/firstBlock.ts';
import { penmanship, synthesiseDigit, unlabelledWriter } from '../../../src/data/penmanship/penmanship.ts';
import { SLOPPINESS } from '../../../src/experiment/config.ts';
import { COMMON_STROKES } from '../../../src/data/penmanship/commonStrokes.ts';

const small = { seed: 1, sloppiness: 'mid', numTrain: 1000, numTest: 500 } as const;

describe('Penmanship', () => {
  it('knows 140 ways to write ten digits', () => {
    expect(COMMON_STROKES).toHaveLength(10);
    expect(COMMON_STROKES.reduce((sum, { allographs }) => sum + allographs.length, 0)).toBe(140);
    for (const { aspect, allographs } of COMMON_STROKES) {
      expect(aspect).toBeGreaterThan(0.5);
      for (const { weight, strokes } of allographs) {
        expect(weight).toBeGreaterThan(0);
        for (const stroke of strokes) {
          expect(stroke.length).toBeGreaterThan(1);
          for (const { x, y } of stroke) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
        }
      }
    }
  });

  it('writes the same digit for the same number, however many are made', async () => {
    const set = await penmanship(small);
    const again = synthesiseDigit(1, 'train', 123, 'mid');
    expect(set.train.images.subarray(123 * NUM_PIXELS, 124 * NUM_PIXELS)).toEqual(again.image);
    expect(set.train.labels[123]).toBe(again.label);
    const other = await penmanship({ ...small, seed: 2 });
    expect(other.train.images).not.toEqual(set.train.images);
    expect(set.test.images.subarray(0, NUM_PIXELS)).not.toEqual(set.train.images.subarray(0, NUM_PIXELS));
  });

  it.each(SLOPPINESS)(
    'frames %s digits as MNIST: ink in about 20×20 pixels, centre of mass in the middle',
    (sloppiness) => {
      for (let index = 0; index < 200; index++) {
        const { image } = synthesiseDigit(3, 'framing', index, sloppiness);
        const { width, height, x, y } = measureInk(image);
        expect(Math.max(width, height)).toBeLessThanOrEqual(23);
        expect(Math.max(width, height)).toBeGreaterThanOrEqual(17);
        expect(Math.abs(x - 14)).toBeLessThan(0.6);
        expect(Math.abs(y - 14)).toBeLessThan(0.6);
      }
    },
  );

  it('has as much ink as MNIST: 19 % of the pixels, as facts of MNIST say', async () => {
    const { train } = await penmanship(small);
    const density =
      train.images.reduce((count, level) => count + (level > 0 ? 1 : 0), 0) / train.images.length;
    expect(density).toBeGreaterThan(0.17);
    expect(density).toBeLessThan(0.21);
  });

  it('writes images without labels without end, in a stream of their own, the same everywhere and in any order', async () => {
    const write = unlabelledWriter(1, 'mid');
    const third = write(2);
    expect(third).toHaveLength(UNLABELLED_BLOCK * NUM_PIXELS);
    expect(unlabelledWriter(1, 'mid')(2)).toEqual(third);
    expect(third.subarray(0, NUM_PIXELS)).toEqual(
      synthesiseDigit(1, 'unlabelled', 2 * UNLABELLED_BLOCK, 'mid').image,
    );
    const { train } = await penmanship(small);
    expect(write(0)).not.toEqual(train.images.subarray(0, UNLABELLED_BLOCK * NUM_PIXELS));
    expect(await sha256Of(write(0))).toBe(FIRST_BLOCK);
  });

  it('makes the test digits first and reports its progress to the end', async () => {
    const events: string[] = [];
    await penmanship({
      ...small,
      onTest: ({ labels }) => events.push(`test ${labels.length}`),
      onProgress: (done, total) => events.push(`${done}/${total}`),
    });
    expect(events).toEqual(['500/1500', 'test 500', '1000/1500', '1500/1500']);
  });
});

function measureInk(image: Uint8Array) {
  let [minX, maxX, minY, maxY, mass, massX, massY] = [28, -1, 28, -1, 0, 0, 0];
  image.forEach((level, at) => {
    if (level === 0) return;
    const [x, y] = [at % 28, Math.floor(at / 28)];
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
    mass += level;
    massX += level * (x + 0.5);
    massY += level * (y + 0.5);
  });
  return { width: maxX - minX + 1, height: maxY - minY + 1, x: massX / mass, y: massY / mass };
}
