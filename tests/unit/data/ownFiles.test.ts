import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/data/csv.ts';
import { DataFileError } from '../../../src/data/idx.ts';
import { readOwnFiles } from '../../../src/data/ownFiles.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const line = (label: number | string, pixel: (at: number) => number | string, numPixels = 784) =>
  [label, ...Array.from({ length: numPixels }, (_, at) => pixel(at))].join(',');
const csv = (...lines: string[]) => bytesOf(lines.join('\n'));

function imageFile(count: number, level = 0): Uint8Array {
  const file = new Uint8Array(16 + count * 784).fill(level, 16);
  const view = new DataView(file.buffer);
  [0x803, count, 28, 28].forEach((value, at) => view.setUint32(4 * at, value));
  return file;
}
function labelFile(count: number): Uint8Array {
  const file = Uint8Array.from({ length: 8 + count }, (_, at) => (at < 8 ? 0 : at % 10));
  new DataView(file.buffer).setUint32(0, 0x801);
  new DataView(file.buffer).setUint32(4, count);
  return file;
}
const read = (...files: [string, Uint8Array][]) =>
  readOwnFiles(files.map(([name, bytes]) => ({ name, bytes })));

describe('a CSV of digits', () => {
  it('gives labels and pixels, with header or without, with any line ends', () => {
    for (const text of ['label,pixel0\n', ''])
      for (const end of ['\n', '\r\n', '\n\n']) {
        const rows = [line(3, (at) => at % 256), line(9, () => 255)].join(end);
        const { images, labels } = parseCsv('f.csv', bytesOf(text + rows + end));
        expect([...labels!]).toEqual([3, 9]);
        expect([...images.subarray(0, 3), images[783], images[784]]).toEqual([0, 1, 2, 783 % 256, 255]);
      }
  });

  it('without labels where the header begins with pixel0', () => {
    const row = Array.from({ length: 784 }, () => 7).join(',');
    const { images, labels } = parseCsv('test.csv', csv('pixel0,pixel1', row, row));
    expect(labels).toBeNull();
    expect(images).toHaveLength(2 * 784);
  });

  it.each([
    [
      '783 pixels',
      csv(
        'label',
        line(1, () => 0),
        line(2, () => 0, 783),
      ),
      /line 3: has 784 columns; expected 785/,
    ],
    ['785 pixels', csv(line(1, () => 0, 785)), /line 1: has 786 columns; expected 785/],
    ['a label 11', csv(line(11, () => 0)), /line 1: has the label 11; labels go from 0 to 9/],
    [
      'a level of 256',
      csv(line(1, (at) => (at === 4 ? 256 : 0))),
      /line 1: column 6 has "256,0,0,"; expected 0 to 255/,
    ],
    ['a word', csv(line(1, (at) => (at === 0 ? 'grey' : 0))), /line 1: column 2 has "grey,0,0"/],
    [
      'a fraction',
      csv(line(1, (at) => (at === 0 ? 0.5 : 0))),
      /line 1: column 2 has "\.5,0,0,0" after its number/,
    ],
    ['nothing', bytesOf('label,pixel0\n'), /holds no digits/],
  ])('is refused for %s, naming the line', (_, bytes, message) => {
    expect(() => parseCsv('f.csv', bytes)).toThrow(DataFileError);
    expect(() => parseCsv('f.csv', bytes)).toThrow(message);
  });

  it('of random bytes never crashes, hangs, or allocates more than the file could hold', () => {
    const piece = fc.oneof(fc.constantFrom('1,', '255,', '\n', 'label', ',', '0'), fc.string());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
        try {
          const { images } = parseCsv('f.csv', bytesOf(pieces.join('')));
          expect(images.length % 784).toBe(0);
        } catch (error) {
          expect(error).toBeInstanceOf(DataFileError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('own files', () => {
  it('of one labelled set are split, five sixths to train on, the same every time', async () => {
    const files = [
      ['a-images.gz', new Uint8Array(gzipSync(imageFile(60, 9)))],
      ['a-labels', labelFile(60)],
    ] as [string, Uint8Array][];
    const { labelled, unlabelled } = await read(...files);
    expect(unlabelled).toBeNull();
    expect(labelled!.train.labels).toHaveLength(50);
    expect(labelled!.test.images).toHaveLength(10 * 784);
    const all = [...labelled!.train.labels, ...labelled!.test.labels].sort();
    expect(all).toEqual([...labelFile(60).subarray(8)].sort());
    expect(await read(...files)).toEqual(await read(...files.toReversed()));
  });

  it('of two labelled sets: the larger is to train on; images alone are unlabelled', async () => {
    const { labelled, unlabelled } = await read(
      ['t10k-images', imageFile(10)],
      ['t10k-labels', labelFile(10)],
      ['train-images', imageFile(40)],
      ['train-labels', labelFile(40)],
      ['more', imageFile(7)],
    );
    expect(labelled!.train.labels).toHaveLength(40);
    expect(labelled!.test.labels).toHaveLength(10);
    expect(unlabelled).toHaveLength(7 * 784);
  });

  it.each<[string, [string, Uint8Array][], RegExp]>([
    [
      'a PNG',
      [['seven.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)]],
      /seven\.png is neither IDX nor CSV.*PNG picture/,
    ],
    ['a wrong magic number', [['x', Uint8Array.of(0, 0, 9, 3, 0, 0, 0, 0)]], /begins with 0x00000903/],
    [
      'images and labels of different counts',
      [
        ['i', imageFile(30)],
        ['l', labelFile(31)],
      ],
      /l has 31 labels, but there are 30 images in i/,
    ],
    ['labels alone', [['l', labelFile(31)]], /l has 31 labels, but there are no images/],
    [
      'a truncated .gz',
      [['i.gz', new Uint8Array(gzipSync(imageFile(30, 3))).subarray(0, 40)]],
      /i\.gz is damaged or cut off/,
    ],
    [
      'a header that claims 10 GB',
      [['i', imageFile(3).map((byte, at) => (at === 4 ? 1 : byte))]],
      /its header promises 16777219 images, which take 13153339712/,
    ],
    [
      'too few',
      [
        ['i', imageFile(3)],
        ['l', labelFile(3)],
      ],
      /hold 3 labelled digits; expected at least 30/,
    ],
    ['an empty file', [['e', new Uint8Array()]], /e is neither IDX nor CSV/],
  ])('are refused for %s', async (_, files, message) => {
    await expect(read(...files)).rejects.toThrow(DataFileError);
    await expect(read(...files)).rejects.toThrow(message);
  });

  it('of random bytes never crash or hang', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 3 }),
        async (all) => {
          const headed = all.map((bytes, at) => (at % 2 === 0 ? bytes : Uint8Array.of(0, 0, 8, 3, ...bytes)));
          await readOwnFiles(headed.map((bytes, at) => ({ name: `f${at}`, bytes }))).catch((error: unknown) =>
            expect(error).toBeInstanceOf(DataFileError),
          );
        },
      ),
      { numRuns: 150 },
    ));
});
