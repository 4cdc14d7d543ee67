import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../src/data/random.ts';
import { bestVariant, type Finished } from '../../../src/experiment/bestVariant.ts';
import { packOutcomes } from '../../../src/experiment/outcomes.ts';
import { smallResult } from '../../support/smallResult.ts';

const NUM_HELD_OUT = 500;
const DATA = { train: 10 * NUM_HELD_OUT };
const RIGHT = new Uint8Array(NUM_HELD_OUT).fill(1);

/** Variants whose students read shares of the same held-out digits, hard ones being hard for all. @param shares by variant and seed */
function variantsOf(shares: readonly (readonly number[])[], random: Random): Finished[] {
  const hardness = Float64Array.from({ length: NUM_HELD_OUT }, () => random.uniform());
  return shares.map((ofSeeds, index) => {
    const run = smallResult();
    const heldOut = ofSeeds.map((share) =>
      packOutcomes(
        Uint8Array.from(hardness, (hard) => Number(hard + 0.1 * random.normal() < share)),
        RIGHT,
      ),
    );
    const seeds = ofSeeds.map((_, at) => 101 + at);
    const gain = { ...run.gain, perReplicate: [seeds.length] };
    const arms = run.arms.map((arm) => ({ ...arm, seeds, heldOutAccuracy: ofSeeds }));
    const [replicate] = run.replicates;
    const replicates = [{ ...replicate!, arms: replicate!.arms.map((arm) => ({ ...arm, seeds, heldOut })) }];
    return { ...run, index, label: `cell ${index}`, gain, arms, replicates, problem: null };
  });
}

const alike = (share: number, count = 3) => Array.from({ length: count }, () => share);

describe('the best of many variants', () => {
  it('is marked only where it is better than every other by more than chance', () => {
    const of = (...shares: readonly (readonly number[])[]) => {
      const best = bestVariant(variantsOf(shares, createRandom(1, 'cells')), DATA)!;
      return [best.variant.label, best.isDistinguishable];
    };
    expect(of(alike(0.5), alike(0.9), alike(0.6))).toEqual(['cell 1', true]);
    expect(of(alike(0.5), alike(0.9), alike(0.899))).toEqual(['cell 1', false]);
    expect(of([0.5], [0.9])).toEqual(['cell 1', false]); // one student each
    expect(bestVariant([], DATA)).toBeNull();
  });

  it('asks for more the more there are', () => {
    const marked = (numOthers: number) => {
      const others = Array.from({ length: numOthers }, () => alike(0.4));
      const cells = variantsOf([alike(0.9), alike(0.85), ...others], createRandom(2, 'cells'));
      return bestVariant(cells, DATA)!.isDistinguishable;
    };
    expect([marked(0), marked(60)]).toEqual([true, false]);
  });

  it('among equals is seldom marked: at most about one time in twenty', () => {
    const random = createRandom(3, 'cells');
    let marked = 0;
    for (let trial = 0; trial < 200; trial++) {
      const cells = Array.from({ length: 6 }, () =>
        Array.from({ length: 3 }, () => 0.8 + 0.02 * random.normal()),
      );
      if (bestVariant(variantsOf(cells, random), DATA)!.isDistinguishable) marked += 1;
    }
    expect(marked / 200).toBeLessThan(0.05);
  });
});
