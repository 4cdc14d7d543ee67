import { describe, expect, it } from 'vitest';
import { csvFile, idxFiles, pngFile } from '../../../src/data/digitFiles.ts';
import { imageAt, type DigitSplit } from '../../../src/data/digitSet.ts';
import { DIGIT_NAMES } from '../../../src/data/drawnDigits.ts';
import { readLabelled, readOwnSet } from '../../../src/data/own/ownSet.ts';
import { named } from '../../../src/data/own/namedFile.ts';
import { someDigits } from '../../support/digitFiles.ts';

const LETTERS = ['a', 'b', 'c', 'd', 'ankle boot', 'f, or so', 'g "quoted"', 'h', 'ö', 'j'];

/** In any order: pictures come back class by class. */
const told = ({ images, labels }: DigitSplit, names: readonly string[]) =>
  Array.from(labels, (label, at) => `${names[label]} ${imageAt({ images, labels }, at).join()}`).sort();

describe.each([
  ['IDX', (split: DigitSplit) => Promise.resolve(idxFiles(split, 'yours-test'))],
  ['CSV', async (split: DigitSplit, names: readonly string[]) => [await csvFile(split, 'yours-test', names)]],
  ['PNG', async (split: DigitSplit, names: readonly string[]) => [await pngFile(split, 'yours-test', names)]],
] as const)('digits saved as %s', (format, save) => {
  it('come back from the files as they were', async () => {
    const split = someDigits(25);
    const back = await readLabelled((await save(split, DIGIT_NAMES)).map(named));
    expect(told(back, back.classNames ?? DIGIT_NAMES)).toEqual(told(split, DIGIT_NAMES));
  });

  it('come back under the names of their classes, where the format has any', async () => {
    const split = someDigits(25);
    const back = await readLabelled((await save(split, LETTERS)).map(named));
    const names = format === 'IDX' ? LETTERS : back.classNames!;
    expect(told(back, names)).toEqual(told(split, LETTERS));
  });

  it.each([
    ['digits among words', ['0', '1', '2', '3', 'boot', '5', '6', '7', '8', '9']],
    ['the same twice', ['x', 'x', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']],
    ['no name of a folder', ['../x', 'y/z', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']],
  ])('are numbered where their names cannot be written: %s', async (_, names) => {
    const split = someDigits(25);
    const back = await readLabelled((await save(split, names)).map(named));
    expect(back.classNames).toBeNull();
    expect(told(back, DIGIT_NAMES)).toEqual(told(split, DIGIT_NAMES));
  });

  it('are tested on when they are opened beside others to train on', async () => {
    const yours = someDigits(20);
    const images = yours.images.map((level) => 255 - level); // or they were the same digits, given twice
    const others = idxFiles({ ...yours, images }, 'train');
    const set = await readOwnSet([...others, ...(await save(yours, DIGIT_NAMES))].map(named));
    expect(set.train.images).toEqual(images);
    expect(told(set.test, DIGIT_NAMES)).toEqual(told(yours, DIGIT_NAMES));
  });
});
