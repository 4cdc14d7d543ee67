import { describe, expect, it } from 'vitest';
import { countedDigits, framedAnew, splitByUse, wantedNext, without } from '../../../src/data/askedDigits.ts';
import { DIGIT_NAMES, type DrawnDigit } from '../../../src/data/drawnDigits.ts';
import { frameStrokes } from '../../../src/data/framing.ts';

const CLASSES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const BAR = [
  { x: 0.5, y: 0.2 },
  { x: 0.5, y: 0.8 },
];
const SLIP = [{ x: 0.9, y: 0.9 }];

/** @param round null for one that nobody asked for */
const digit = (id: number, label: number, round: number | null): DrawnDigit => ({
  id,
  label,
  image: new Uint8Array(784).fill(id),
  asked: round === null ? null : { round, strokes: [BAR, SLIP] },
});

/** Draws what is asked for, so many times. */
function drawn(count: number): DrawnDigit[] {
  const digits: DrawnDigit[] = [];
  for (let id = 0; id < count; id++) {
    const { label, round } = wantedNext(digits);
    digits.push(digit(id, label, round));
  }
  return digits;
}

describe('digits that are asked for', () => {
  it('are all ten in each round, in an order of its own that is always the same', () => {
    const labels = drawn(30).map(({ label }) => label);
    const rounds = [labels.slice(0, 10), labels.slice(10, 20), labels.slice(20)];
    for (const round of rounds) expect([...round].sort()).toEqual(CLASSES);
    expect(rounds[0]).not.toEqual(CLASSES);
    expect(rounds[1]).not.toEqual(rounds[0]);
    expect(drawn(30).map(({ label }) => label)).toEqual(labels);
  });

  it('go on where they stopped, whatever else was drawn meanwhile', () => {
    const begun = drawn(4);
    expect(wantedNext([...begun, digit(50, 7, null)])).toEqual({ ...wantedNext(begun), numDrawn: 4 });
    expect(wantedNext(drawn(10))).toMatchObject({ round: 1, numDrawn: 0 });
  });

  it('are asked for again when one of a round under way is taken away', () => {
    const left = without(drawn(14), [11]);
    expect(left).toHaveLength(13);
    expect(wantedNext(left)).toEqual({ round: 1, label: drawn(14)[11]!.label, numDrawn: 3 });
    expect(countedDigits(left)).toEqual(drawn(10));
  });

  it('count no more, all ten of them, when one of a whole round is taken away: it may have been read wrong', () => {
    const left = without([...drawn(20), digit(50, 3, null)], [3, 50]);
    expect(left.map(({ id }) => id)).toEqual(drawn(20).flatMap(({ id }) => (id === 3 ? [] : id)));
    expect(left.slice(0, 9).every(({ asked }) => asked === null)).toBe(true);
    expect(countedDigits(left)).toEqual(drawn(20).slice(10));
    expect(wantedNext(left)).toMatchObject({ round: 0, numDrawn: 0 });
  });

  it('count by whole rounds, and no others with them', () => {
    expect(countedDigits(drawn(9))).toEqual([]);
    expect(countedDigits([...drawn(17), digit(50, 3, null)])).toEqual(drawn(10));
    expect(countedDigits(drawn(20))).toHaveLength(20);
  });

  it('are only tested on, and so are copies of them that came by a file', () => {
    const own = [digit(60, 1, null), digit(61, 2, null)];
    const copy = { ...drawn(10)[3]!, id: 70, asked: null };
    const { train, test } = splitByUse([...drawn(13), ...own, copy]);
    expect(train).toEqual(own);
    expect(test).toEqual(drawn(10));
    expect(splitByUse(own)).toEqual({ train: own, test: [] });
  });

  it('are framed from their strokes as the probe is: of digits without slips of the pen, of other classes with them', () => {
    const [one, free] = [drawn(1)[0]!, digit(5, 1, null)];
    const letters = [...DIGIT_NAMES.slice(1), 'i'];
    const framed = (keepSlips: boolean) => frameStrokes([BAR, SLIP], { framing: true, keepSlips });
    expect(framed(true)).not.toEqual(framed(false));
    expect(framedAnew([one, free], DIGIT_NAMES)).toEqual([{ ...one, image: framed(false) }, free]);
    expect(framedAnew([one, free], letters)).toEqual([{ ...one, image: framed(true) }, free]);
  });
});
