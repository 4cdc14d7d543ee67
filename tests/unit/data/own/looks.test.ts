import { beforeAll, describe, expect, it } from 'vitest';
import { readModelFile } from '../../../../src/cli/files.ts';
import { identified, type DigitSet } from '../../../../src/data/digitSet.ts';
import { remarksOnLooks, type ReadDigit } from '../../../../src/data/own/looks.ts';
import { inverted, mended, stretched, turned, TURNS } from '../../../../src/data/own/mends.ts';
import { penmanship } from '../../../../src/data/penmanship/penmanship.ts';
import type { Mend, Turn } from '../../../../src/experiment/events.ts';
import { openReader } from '../../../../src/library/shippedTeacher.ts';

const TURN_NAMES = Object.keys(TURNS) as Turn[];
/** What undoes a turn. */
const BACK: Partial<Record<Turn, Turn>> = { 'turn left': 'turn right', 'turn right': 'turn left' };

let digits: DigitSet;
let readDigit: ReadDigit | null;
const withImages = (change: (images: Uint8Array) => Uint8Array): DigitSet =>
  identified({
    ...digits,
    train: { ...digits.train, images: change(digits.train.images) },
    test: { ...digits.test, images: change(digits.test.images) },
  });
const remarksOn = async (set: DigitSet): Promise<(Mend | null)[]> =>
  (await remarksOnLooks(set, readDigit)).map(({ mend }) => mend);

beforeAll(async () => {
  const { train, test } = await penmanship({ seed: 4, sloppiness: 'mid', numTrain: 60, numTest: 20 });
  digits = identified({
    source: { data: 'own', sloppiness: 'mid' },
    name: 'Own',
    provenance: 'made up',
    train,
    test,
  });
  readDigit = await openReader(readModelFile);
});

describe('digits of a person’s own', () => {
  it('that look as they should are not remarked on, nor are letters', async () => {
    expect(await remarksOn(digits)).toEqual([]);
    const letters = identified({
      ...digits,
      train: { ...digits.train, labels: digits.train.labels.map((label) => (label * 3 + 1) % 10) },
    });
    expect(await remarksOn(letters)).toEqual([]);
  });

  it.each<[string, (images: Uint8Array) => Uint8Array, Mend[]]>([
    ['of 0 and 1', (images) => images.map((grey) => Number(grey > 127)), ['stretch']],
    ['of 0 to 15', (images) => images.map((grey) => grey >> 4), ['stretch']],
    ['black on white', (images) => inverted(images, 255), ['invert']],
    [
      'black on white, of 0 and 1',
      (images) => images.map((grey) => Number(grey < 128)),
      ['stretch', 'invert'],
    ],
    ...TURN_NAMES.map((turn): [string, (images: Uint8Array) => Uint8Array, Mend[]] => [
      `after "${turn}"`,
      (images) => turned(images, turn),
      [BACK[turn] ?? turn],
    ]),
    [
      'transposed, black on white',
      (images) => inverted(turned(images, 'transpose'), 255),
      ['invert', 'transpose'],
    ],
  ])('%s are remarked on, and right again when mended, in any order', async (_, change, mends) => {
    const set = withImages(change);
    expect(await remarksOn(set)).toEqual(mends);
    const remarks = await remarksOnLooks(set, readDigit);
    for (const order of mends.length > 1 ? [mends, mends.toReversed()] : [mends]) {
      const right = order.reduce(mended, { ...set, remarks });
      expect(right.remarks).toEqual([]);
      expect(await remarksOn(right)).toEqual([]);
      if (!mends.includes('stretch')) expect(right.train.images).toEqual(digits.train.images);
    }
  });

  it('that are all black are said to be', async () => {
    const [remark] = await remarksOnLooks(
      withImages((images) => images.map(() => 0)),
      null,
    );
    expect(remark).toEqual({ text: expect.stringContaining('All images are black') as string, mend: null });
  });

  it('can train on what was to test on', () => {
    const swapped = mended({ ...digits, remarks: [{ text: 'Swap?', mend: 'swap' }] }, 'swap');
    expect([swapped.train, swapped.test, swapped.remarks]).toEqual([digits.test, digits.train, []]);
    expect(swapped.id).not.toBe(digits.id);
  });

  it('are stretched to the full range', () => {
    expect([...stretched(Uint8Array.of(0, 1, 3), 3)]).toEqual([0, 85, 255]);
  });
});
