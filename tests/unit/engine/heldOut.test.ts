import { beforeAll, describe, expect, it } from 'vitest';
import { imageAt, summaryOf, type DigitSet } from '../../../src/data/digitSet.ts';
import { partedDigits } from '../../../src/engine/heldOut.ts';
import { runToEnd } from '../../../src/engine/run.ts';
import { teacherKey } from '../../../src/engine/teacher.ts';
import { bestVariant } from '../../../src/experiment/bestVariant.ts';
import { obstacleTo } from '../../../src/experiment/feasibility.ts';
import { numHeldOut } from '../../../src/experiment/heldOut.ts';
import { unpackOutcomes } from '../../../src/experiment/outcomes.ts';
import { planExperiment } from '../../../src/experiment/plan.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { openInNode } from '../../support/backends.ts';
import { digits, execute, presetOf, SMALL } from '../../support/smallExperiment.ts';

const config = parseConfig(SMALL, { heldOut: true });
const NUM_HELD_OUT = 30;

/** The same set, in which every held-out digit has a blank image and the label 0. */
function spoiled(): DigitSet {
  const rows = new Set(partedRows());
  const images = digits.train.images.slice();
  rows.forEach((row) => images.fill(0, row * 784, (row + 1) * 784));
  const labels = digits.train.labels.map((label, row) => (rows.has(row) ? 0 : label));
  return { ...digits, train: { images, labels } };
}

/** Found by comparing images: where a training digit is not among those that are left. */
function partedRows(): number[] {
  const left = partedDigits(digits, config).digits.train;
  const textOf = (split: typeof left, at: number) => imageAt(split, at).join();
  const known = new Set(Array.from(left.labels, (_, at) => textOf(left, at)));
  return Array.from(digits.train.labels, (_, row) => row).filter(
    (row) => !known.has(textOf(digits.train, row)),
  );
}

describe('held-out training digits', () => {
  beforeAll(() => openInNode('wasm'));

  it('are 5 000 of MNIST, a tenth elsewhere, evenly drawn, and no others than are left', () => {
    expect([60_000, 10_000, 300, 9].map(numHeldOut)).toEqual([5_000, 1_000, 30, 0]);
    const { digits: left, heldOut } = partedDigits(digits, config);
    expect([left.train.labels.length, heldOut!.labels.length]).toEqual([270, NUM_HELD_OUT]);
    expect(partedRows()).toHaveLength(NUM_HELD_OUT);
    const sorted = { ...digits, train: { ...digits.train, labels: digits.train.labels.slice().sort() } };
    expect(new Set(partedDigits(sorted, config).heldOut!.labels).size).toBe(10);
    expect(partedDigits(digits, parseConfig(SMALL)).heldOut).toBeNull();
  });

  it('train neither teacher nor students: whatever they are, the test outcomes are the same to the bit', async () => {
    const run = (set: DigitSet) => runToEnd({ preset: 'test', config, digits: set, backend: 'wasm' });
    const [whole, other] = [await run(digits), await run(spoiled())];
    const onTest = ({ replicates: [replicate] }: typeof whole) => [
      replicate!.teacher.outcomes,
      ...replicate!.arms.flatMap(({ outcomes }) => outcomes),
    ];
    expect(onTest(other)).toEqual(onTest(whole));
    expect(other.arms[1]!.heldOutAccuracy).not.toEqual(whole.arms[1]!.heldOutAccuracy);
    // Said of each student, on as many digits.
    whole.replicates[0]!.arms.forEach(({ heldOut }, arm) =>
      heldOut!.forEach((packed, seed) => {
        const right = unpackOutcomes(packed, NUM_HELD_OUT).reduce((sum, each) => sum + each, 0);
        expect(whole.arms[arm]!.heldOutAccuracy![seed]).toBeCloseTo(right / NUM_HELD_OUT, 12);
      }),
    );
    const plain = await runToEnd({ preset: 'test', config: parseConfig(SMALL), digits, backend: 'wasm' });
    expect(plain.arms[1]!.heldOutAccuracy).toBeUndefined();
    expect(onTest(plain)).not.toEqual(onTest(whole));
  });

  it('are held out where a bias is chosen, and make another teacher', () => {
    const noThree = parseConfig(SMALL, { keptDigits: [0, 1, 2] });
    expect(partedDigits(digits, noThree).heldOut).not.toBeNull();
    expect(teacherKey(noThree)).toBe(teacherKey(config));
    expect(teacherKey(noThree)).not.toBe(teacherKey(parseConfig(SMALL)));
  });

  it('are no digits to train on: who asks for them is told', () => {
    const summary = summaryOf(digits);
    expect(obstacleTo({ ...config, labels: 270 }, summary)).toBeNull();
    expect(obstacleTo({ ...config, labels: 271 }, summary)).toContain(
      'asks for 271 labelled digits, but Penmanship calm has 300, of which 30 are held out to choose by. Lower labels to at most 270.',
    );
  });

  it('choose the best cell of a sweep, which does by itself hold them out', async () => {
    const axes = [{ name: 'epochs' as const, values: ['1', '20'] }];
    const preset = presetOf([{ label: 'run', config: {} }]);
    const { result } = await execute(preset, { plan: planExperiment(preset, { axes }) });
    expect(result.variants.map((each) => each.config.heldOut)).toEqual([true, true]);
    const best = bestVariant(result.variants, { train: 300 })!;
    expect(best.variant.label).toBe('epochs = 20');
    expect(best.numHeldOut).toBe(NUM_HELD_OUT);
    const [one, twenty] = result.variants;
    if (one!.problem !== null || twenty!.problem !== null) throw new Error('Both should have run.');
    // By the held-out digits alone: what is read of the test digits changes nothing.
    const swapped = [
      {
        ...one!,
        arms: twenty!.arms.map((arm, at) => ({ ...arm, heldOutAccuracy: one!.arms[at]!.heldOutAccuracy! })),
      },
      {
        ...twenty!,
        arms: one!.arms.map((arm, at) => ({ ...arm, heldOutAccuracy: twenty!.arms[at]!.heldOutAccuracy! })),
      },
    ];
    expect(bestVariant(swapped, { train: 300 })!.variant.label).toBe('epochs = 20');
    const { heldOutAccuracy, ...arm } = one!.arms[1]!;
    expect(heldOutAccuracy).toHaveLength(2);
    expect(bestVariant([{ ...one!, arms: [one!.arms[0]!, arm] }, twenty!], { train: 300 })).toBeNull();
  });
});
