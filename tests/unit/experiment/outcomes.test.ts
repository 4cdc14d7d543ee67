import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packOutcomes, unpackOutcomes } from '../../../src/experiment/outcomes.ts';

describe('outcomes by test digit', () => {
  it('come out of a file as they went in, whatever their number', () => {
    const read = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 70 });
    fc.assert(
      fc.property(read, (pairs) => {
        const classes = Uint8Array.from(pairs, ([digit]) => digit);
        const labels = Uint8Array.from(pairs, ([, label]) => label);
        const unpacked = unpackOutcomes(packOutcomes(classes, labels), labels.length);
        expect([...unpacked]).toEqual(pairs.map(([digit, label]) => Number(digit === label)));
      }),
    );
  });

  it('are one bit a digit, the first the lowest of the first byte: files of other programs can be read', () => {
    const labels = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    const classes = Uint8Array.of(0, 9, 2, 3, 9, 9, 9, 7, 9, 9);
    expect(packOutcomes(classes, labels)).toBe(btoa('\x8d\x02'));
  });

  it('are refused for another number of digits, with both', () => {
    const packed = packOutcomes(new Uint8Array(17), new Uint8Array(17));
    expect(() => unpackOutcomes(packed, 16)).toThrow('Outcomes of 16 digits take 2 bytes; got 3.');
    expect(() => unpackOutcomes(packed, 25)).toThrow('Outcomes of 25 digits take 4 bytes; got 3.');
  });
});
