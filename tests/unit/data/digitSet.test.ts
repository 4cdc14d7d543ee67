import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identified, type DigitSet, type DigitSplit } from '../../../src/data/digitSet.ts';
import { SLOPPINESS } from '../../../src/experiment/config.ts';

type Unnamed = Omit<DigitSet, 'id'>;

const splits = (labels: number[], pixels: Uint8Array): DigitSplit => ({
  images: Uint8Array.from({ length: 784 * labels.length }, (_, at) => pixels[at % pixels.length]!),
  labels: Uint8Array.from(labels),
});
const split = fc
  .tuple(
    fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }),
    fc.uint8Array({ minLength: 1, maxLength: 40 }), // repeated over the images
  )
  .map(([labels, pixels]) => splits(labels, pixels));
const sets: fc.Arbitrary<Unnamed> = fc
  .tuple(split, split, fc.option(split), fc.constantFrom('embedded', 'mnist', 'own'))
  .map(([train, test, more, data]) => ({
    source: { data, sloppiness: 'mid' },
    name: 'Test digits',
    provenance: '',
    train,
    test,
    unlabelled: more && more.images,
  }));
const idOf = (set: Unnamed) => identified(set).id;

/** The same bytes with another one at a place, counted round. */
function changed(bytes: Uint8Array, at: number, by: number): Uint8Array {
  const copy = bytes.slice();
  copy[at % copy.length]! += by;
  return copy;
}
/** The same bytes at another place of their buffer. */
function moved(bytes: Uint8Array, by: number): Uint8Array {
  const buffer = new Uint8Array(bytes.length + by + 3).fill(7);
  buffer.set(bytes, by);
  return buffer.subarray(by, by + bytes.length);
}
const movedSplit = ({ images, labels }: DigitSplit, by: number): DigitSplit => ({
  images: moved(images, by),
  labels: moved(labels, 3 - by),
});

describe('the id of a set of digits', () => {
  const place = fc.nat(10_000);
  const step = fc.integer({ min: 1, max: 255 });

  it('is another one with one other pixel or label, anywhere', () => {
    fc.assert(
      fc.property(sets, place, step, (set, at, by) => {
        const { train, test, unlabelled } = set;
        const others: Unnamed[] = [
          { ...set, train: { ...train, images: changed(train.images, at, by) } },
          { ...set, train: { ...train, labels: changed(train.labels, at, by) } },
          { ...set, test: { ...test, images: changed(test.images, at, by) } },
          { ...set, test: { ...test, labels: changed(test.labels, at, by) } },
        ];
        if (unlabelled) others.push({ ...set, unlabelled: changed(unlabelled, at, by) });
        const ids = [set, ...others].map(idOf);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('is another one where digits change places or splits', () => {
    const one = splits([1, 2], Uint8Array.of(1, 2, 3, 4, 5));
    const set: Unnamed = {
      source: { data: 'own', sloppiness: 'mid' },
      name: '',
      provenance: '',
      train: one,
      test: one,
    };
    const halves = [one.images.subarray(784), one.images.subarray(0, 784)];
    const swapped = Uint8Array.from([...halves[0]!, ...halves[1]!]);
    /** The bytes of all splits together are the same wherever they are cut. */
    const blank = (count: number) => splits(new Array<number>(count).fill(0), new Uint8Array(1));
    const ids = [
      set,
      { ...set, train: { ...one, labels: Uint8Array.of(2, 1) } },
      { ...set, train: { ...one, images: swapped } },
      { ...set, train: blank(4), test: blank(8) },
      { ...set, train: blank(8), test: blank(4) },
      { ...set, test: { images: new Uint8Array(), labels: new Uint8Array() }, unlabelled: one.images },
    ].map(idOf);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is another one from another source, or in another hand of the embedded digits', () => {
    fc.assert(
      fc.property(sets, (set) => {
        const own = idOf({ ...set, source: { data: 'own', sloppiness: 'mid' } });
        const mnist = idOf({ ...set, source: { data: 'mnist', sloppiness: 'mid' } });
        const hands = SLOPPINESS.map((sloppiness) =>
          idOf({ ...set, source: { data: 'embedded', sloppiness } }),
        );
        expect(new Set([own, mnist, ...hands]).size).toBe(2 + SLOPPINESS.length);
        // MNIST and own digits are in no hand of ours.
        expect(idOf({ ...set, source: { data: 'mnist', sloppiness: 'hard' } })).toBe(mnist);
      }),
    );
  });

  it('is the same for the same digits, wherever they lie in memory and whatever they are called', () => {
    fc.assert(
      fc.property(sets, fc.nat(3), (set, by) => {
        const { train, test, unlabelled = null } = set;
        const elsewhere: Unnamed = {
          ...set,
          name: 'another name',
          train: movedSplit(train, by),
          test: movedSplit(test, by),
          unlabelled: unlabelled && moved(unlabelled, by),
        };
        expect(idOf(elsewhere)).toBe(idOf(set));
      }),
    );
  });
});
