import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochOrder, gatherImages, gatherLabels } from '../../../src/data/batches.ts';
import { stepsPerEpoch } from '../../../src/experiment/work.ts';
import { NUM_PIXELS } from '../../../src/distillation/shape.ts';

describe('batches', () => {
  it('an epoch holds every image once, in an order of its own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(1000), fc.nat(20), (count, seed, epoch) => {
        const order = epochOrder(count, seed, epoch);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
        expect(epochOrder(count, seed, epoch)).toEqual(order);
      }),
    );
    expect(epochOrder(100, 1, 0)).not.toEqual(epochOrder(100, 1, 1));
  });

  it('a partial last batch is dropped', () => {
    expect(stepsPerEpoch(2000, 64)).toBe(31);
    expect(stepsPerEpoch(64, 64)).toBe(1);
  });

  it('gathers images and labels of the rows, in their order', () => {
    const images = new Uint8Array(3 * NUM_PIXELS).map((_, at) => Math.floor(at / NUM_PIXELS) * 10);
    const rows = Uint32Array.of(2, 0);
    const gathered = gatherImages(images, rows);
    expect(gathered).toHaveLength(2 * NUM_PIXELS);
    expect([gathered[0], gathered[NUM_PIXELS]]).toEqual([20, 0]);
    expect([...gatherLabels(Uint8Array.of(7, 8, 9), rows)]).toEqual([9, 7]);
  });
});
