import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataFileError } from '../../../../src/data/dataFileError.ts';
import { encodeImages, encodeLabels } from '../../../../src/data/idx.ts';
import { MNIST_ID } from '../../../../src/data/mnist.ts';
import type { NamedFile } from '../../../../src/data/own/namedFile.ts';
import { readLabelled, readOwnSet } from '../../../../src/data/own/ownSet.ts';
import { MAX_IMAGES } from '../../../../src/data/own/readFiles.ts';
import { fileOf, idxFiles, idxOf, someDigits, writeTable } from '../../../support/digitFiles.ts';
import { hasMnist, readMnist } from '../../../support/mnist.ts';
import { MNIST_FILES } from '../../../../src/data/mnist.ts';

const gz = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));
const sizes = ({ train, test }: Awaited<ReturnType<typeof readOwnSet>>) => [
  train.labels.length,
  test.labels.length,
];
const { images: sixty, labels: sixtyLabels } = someDigits(60);
const imagesFile = (name: string, count: number) => fileOf(name, encodeImages(someDigits(count).images));
const labelsFile = (name: string, count: number) => fileOf(name, encodeLabels(someDigits(count).labels));
const table = (name: string, count: number) =>
  fileOf(
    name,
    writeTable(someDigits(count).images, someDigits(count).labels, {
      separator: ',',
      lineEnd: '\n',
      quote: '',
      labelAt: 'first',
      header: 'pixel0',
      hasRowNumbers: false,
      above: 'nothing',
      encoding: 'utf8',
      greys: 'whole',
      endsWithSeparator: false,
    }),
  );

describe('own files', () => {
  it('of one labelled set are split, five sixths to train on, the same every time', async () => {
    const files = idxFiles('a', 60);
    const set = await readOwnSet(files);
    expect(sizes(set)).toEqual([50, 10]);
    expect([...set.train.labels, ...set.test.labels].sort()).toEqual([...sixtyLabels].sort());
    expect((await readOwnSet(files.toReversed())).id).toBe(set.id);
  });

  it('of two sets say by their names which is to train on, even where that is the smaller one', async () => {
    for (const [train, test] of [
      ['train', 't10k'],
      ['emnist-digits-train', 'emnist-digits-test'],
      ['my Training', 'validation set'],
      ['X_train', 'X_test'],
    ])
      expect(sizes(await readOwnSet([...idxFiles(train!, 40), ...idxFiles(test!, 50)]))).toEqual([40, 50]);
    for (const [train, test] of [
      ['values.csv', 'eval.csv'],
      ['valuable.csv', 'my_val2.csv'],
      ['evaluated.csv', 'Evaluation.csv'],
    ])
      expect(sizes(await readOwnSet([table(train!, 40), table(test!, 50)]))).toEqual([40, 50]);
    expect(sizes(await readOwnSet([table('latest.csv', 40), table('other_test.csv', 50)]))).toEqual([40, 50]);
  });

  it('whose names do not say it ask, and can be swapped', async () => {
    const { remarks, ...set } = await readOwnSet([table('b.csv', 40), table('a.csv', 50)]);
    expect(sizes(set)).toEqual([50, 40]);
    expect(remarks).toEqual([
      {
        text: expect.stringMatching(/a\.csv \(50 digits\) is, b\.csv \(40 digits\) is to test on/) as string,
        mend: 'swap',
      },
    ]);
  });

  it('find their labels by name, by what they are for, and by their number', async () => {
    const [first, second] = [
      someDigits(60),
      { ...someDigits(60), labels: someDigits(60).labels.map((each) => 9 - each) },
    ];
    const set = await readOwnSet([
      fileOf('train_x', encodeImages(first.images)),
      fileOf('test_x', encodeImages(second.images)),
      fileOf('train_y', encodeLabels(first.labels)),
      fileOf('test_y', encodeLabels(second.labels)),
    ]);
    expect([set.train.labels, set.test.labels]).toEqual([first.labels, second.labels]);
  });

  it('find their labels whatever the order of the names, and never those of the other role', async () => {
    const labelled = (name: string, first: number) =>
      fileOf(name, encodeLabels(someDigits(60).labels.map((each) => (each + first) % 10)));
    const set = await readOwnSet([
      imagesFile('b-images', 60),
      imagesFile('a-images', 60),
      labelled('labels of train', 3), // neither a's nor b's name
      labelled('b-labels', 1),
    ]).catch((error: Error) => error.message);
    expect(set).not.toMatchObject({ train: { labels: someDigits(60).labels } });
    await expect(readOwnSet([imagesFile('t10k-images', 60), labelsFile('train-labels', 60)])).rejects.toThrow(
      'they do not belong together',
    );
  });

  it('given twice, packed and plain, count once: nobody is tested on what was trained on', async () => {
    const set = await readOwnSet([
      table('digits.csv', 60),
      fileOf('digits.csv.gz', gz(new Uint8Array(await table('d', 60).blob.arrayBuffer()))),
    ]);
    expect(sizes(set)).toEqual([50, 10]);
    expect(set.remarks!.map(({ text }) => text)).toEqual([
      expect.stringContaining('holds the same digits as'),
    ]);
  });

  it('whose names do not say which labels are whose are paired by their order, and that is said', async () => {
    const set = await readOwnSet([
      imagesFile('train-1', 60),
      fileOf('train-2', encodeImages(someDigits(120).images.subarray(784 * 60))),
      labelsFile('train-x', 60),
      labelsFile('train-y', 60),
      ...idxFiles('test', 50),
    ]);
    const texts = set.remarks!.map(({ text }) => text);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toMatch(/^train-x was taken for the labels of train-1, .* no name says so/);
    expect((await readOwnSet(idxFiles('a', 60))).remarks).toEqual([]);
    const [one] = (await readOwnSet([imagesFile('i', 60), imagesFile('j', 60), labelsFile('k', 60)]))
      .remarks!;
    expect(one!.text).toMatch(/^k was taken for the labels of i/);
  });

  it('to test on may be of one class, which is said', async () => {
    const set = await readOwnSet([
      ...idxFiles('train', 60),
      imagesFile('test-images', 40),
      fileOf('test-labels', encodeLabels(new Uint8Array(40).fill(3))),
    ]);
    expect(set.remarks).toEqual([
      {
        text: expect.stringMatching(/^All 40 digits to test on are labelled 3: accuracy/) as string,
        mend: null,
      },
    ]);
  });

  it('of Kaggle: its sample of a submission is no file of labels', async () => {
    const unlabelled = someDigits(40).images;
    const header = Array.from({ length: 784 }, (_, at) => `pixel${at}`).join(',');
    const rows = Array.from({ length: 40 }, (_, at) =>
      unlabelled.subarray(784 * at, 784 * at + 784).join(','),
    );
    const set = await readOwnSet([
      table('digit-recognizer/train.csv', 60),
      fileOf('digit-recognizer/test.csv', `${header}\n${rows.join('\n')}\n`),
      fileOf(
        'digit-recognizer/sample_submission.csv',
        `ImageId,Label\n${Array.from({ length: 40 }, (_, at) => `${at + 1},0`).join('\n')}\n`,
      ),
    ]);
    expect(sizes(set)).toEqual([50, 10]);
    expect(set.unlabelled).toEqual(unlabelled);
  });

  it('that cannot be read are named', async () => {
    const [images, labels] = idxFiles('a', 60);
    const gone = new File([await images!.blob.arrayBuffer()], 'a-images');
    gone.slice = () => {
      const slice = new Blob();
      slice.arrayBuffer = () => Promise.reject(new DOMException('The file is gone.', 'NotReadableError'));
      return slice;
    };
    await expect(readOwnSet([{ name: 'a-images', blob: gone }, labels!])).rejects.toThrow(
      'a-images could not be read: The file is gone. Was it moved or changed, or may it not be read?',
    );
  });

  it('are the same set in any language: names are ordered by their letters’ codes', async () => {
    const files = [...idxFiles('train Z', 40), ...idxFiles('train a', 50), ...idxFiles('train ä', 60)];
    const { train } = await readOwnSet([...files.toReversed(), ...idxFiles('test', 30)]);
    const lengths = [40, 50, 60];
    const all = lengths.flatMap((count) => [...someDigits(count).labels]);
    expect([...train.labels]).toEqual(all);
  });

  it('whose table has a column that is none of labels say so when labels are missing', async () => {
    const header = [...Array.from({ length: 784 }, (_, at) => `pixel${at}`), 'split'].join(',');
    const rows = `${'0,'.repeat(784)}train\n`.repeat(40);
    await expect(readOwnSet([fileOf('f.csv', `${header}\n${rows}`)])).rejects.toThrow(
      /f\.csv has images but no labels\. Give a file .* "split" is neither pixels nor labels/,
    );
  });

  it('stand beside words about them, which are passed over', async () => {
    const set = await readOwnSet([
      ...idxFiles('a', 60),
      fileOf('README.txt', 'About these digits, in words.'),
      fileOf('load.py', 'import numpy as np'),
      fileOf('emnist-digits-mapping.txt', '0 48\n1 49\n'),
      fileOf('MD5SUMS', 'd41d8cd98f00b204e9800998ecf8427e  a-images'),
    ]);
    expect(sizes(set)).toEqual([50, 10]);
  });

  it('without labels are images to transfer on', async () => {
    const { unlabelled } = await readOwnSet([
      ...idxFiles('train', 40),
      ...idxFiles('test', 30),
      imagesFile('more', 7),
    ]);
    expect(unlabelled).toHaveLength(7 * 784);
  });

  it('of IDX may be of any type, and lie as 784 in a row; labels may be 32-bit, or QMNIST’s', async () => {
    const label = (columns: number) => (view: DataView, at: number, index: number) =>
      view.setInt32(at, index % columns === 0 ? (index / columns) % 10 : 77);
    for (const [type, numBytes, write] of [
      [0x0b, 2, (view: DataView, at: number, index: number) => view.setInt16(at, sixty[index]!)],
      [0x0c, 4, (view: DataView, at: number, index: number) => view.setInt32(at, sixty[index]!)],
      [0x0d, 4, (view: DataView, at: number, index: number) => view.setFloat32(at, sixty[index]! / 255)],
      [0x0e, 8, (view: DataView, at: number, index: number) => view.setFloat64(at, sixty[index]!)],
    ] as const)
      for (const columns of [1, 8]) {
        const read = await readLabelled([
          fileOf('images', idxOf(type, type === 0x0d ? [60, 784] : [60, 28, 28], numBytes, write)),
          fileOf('labels', idxOf(0x0c, columns === 1 ? [60] : [60, 8], 4, label(columns))),
        ]);
        expect(read.images).toEqual(sixty);
        expect(read.labels).toEqual(sixtyLabels);
      }
  });

  it('are unpacked as gzip -d unpacks: several members, padding, and once more', async () => {
    const bytes = encodeImages(sixty);
    const parts = [gz(bytes.subarray(0, 7_000)), gz(bytes.subarray(7_000, 7_001)), gz(bytes.subarray(7_001))];
    for (const padding of [0, 512]) {
      const packed = new Uint8Array(Buffer.concat([...parts, Buffer.alloc(padding)]));
      const read = await readLabelled([
        fileOf('i.gz', packed),
        fileOf('l.gz', gz(gz(encodeLabels(sixtyLabels)))),
      ]);
      expect(read.images).toEqual(sixty);
    }
  });

  it('are told as they are read, and given up when nobody wants them any more', async () => {
    const told: [number, number, string][] = [];
    const files = [table('train.csv', 60), table('test.csv', 40)];
    await readOwnSet(files, { onProgress: (...each) => void told.push(each) });
    const total = files.reduce((sum, { blob }) => sum + blob.size, 0);
    expect(told.map(([done]) => done)).toEqual([...told.map(([done]) => done)].sort((a, b) => a - b));
    expect(told.at(-1)).toEqual([total, total, 'train.csv']);
    await expect(readOwnSet(files, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });

  it.runIf(hasMnist)('are MNIST where they hold nothing else, whatever they are called', async () => {
    const { trainImages, trainLabels, testImages, testLabels } = MNIST_FILES;
    const files = await Promise.all(
      Object.entries({
        'train.idx3': trainImages,
        'train.idx1': trainLabels,
        't10k.idx3': testImages,
        't10k.idx1': testLabels,
      }).map(async ([name, file]) => fileOf(name, await readMnist(file))),
    );
    expect(await readOwnSet(files)).toMatchObject({ id: MNIST_ID, name: 'MNIST', source: { data: 'mnist' } });
  });

  it.each<[string, NamedFile[], RegExp]>([
    [
      'a JPEG',
      [fileOf('x.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))],
      /x\.jpg is a JPEG picture, which is not read\. Save it as PNG/,
    ],
    ['a NumPy array', [fileOf('x.npy', '\x93NUMPY\x01'.padEnd(60))], /x\.npy/],
    [
      'a tar archive, packed',
      [fileOf('x.tgz', gz(new TextEncoder().encode(`x${'\0'.repeat(256)}ustar`)))],
      /x\.tgz is a tar archive/,
    ],
    [
      'a Python pickle',
      [fileOf('x.pkl', Uint8Array.of(0x80, 4, 0x95))],
      /x\.pkl is a Python pickle.* numpy\.savetxt/,
    ],
    ['a page behind blanks', [fileOf('x.csv', '\uFEFF\n\n<!DOCTYPE html>')], /x\.csv is an HTML or XML page/],
    [
      'a pointer of Git LFS',
      [fileOf('x.csv', 'version https://git-lfs.github.com/spec/v1\noid')],
      /git lfs pull/,
    ],
    [
      'labels whose header is a number',
      [imagesFile('i', 60), fileOf('y.csv', `0\n${[...sixtyLabels].join('\n')}`)],
      /y\.csv has 61 labels, .* Is its first line a header, or was it taken for one\? Write "label" above/,
    ],
    ['a JSON file', [fileOf('x.json', '{"a": 1}')], /x\.json is a JSON file/],
    [
      'another number type of IDX',
      [fileOf('x', Uint8Array.of(0, 0, 7, 3, 0, 0, 0, 0))],
      /begins with 0x00000703/,
    ],
    [
      'images of another size',
      [
        fileOf(
          'x',
          idxOf(0x08, [2, 32, 32], 1, () => undefined),
        ),
      ],
      /x holds 2×32×32 bytes, that is images of 32×32 pixels; expected 28×28/,
    ],
    [
      'images and labels of different counts',
      [imagesFile('i', 30), labelsFile('l', 31)],
      /l has 31 labels, but there are 30 images in i/,
    ],
    ['labels alone', [labelsFile('l', 31)], /l has 31 labels, but there are no images/],
    ['images alone', [imagesFile('i', 31)], /i has images but no labels\. Give a file of labels/],
    [
      'a truncated .gz',
      [fileOf('i.gz', gz(encodeImages(sixty)).subarray(0, 400))],
      /i\.gz is damaged or cut off: after 400 bytes of gzip/,
    ],
    [
      'a .gz with a bit flipped',
      [
        fileOf(
          'i.gz',
          gz(encodeImages(sixty)).map((byte, at, all) => (at === all.length - 6 ? byte ^ 1 : byte)),
        ),
      ],
      /damaged .* incorrect data check/,
    ],
    [
      'a header that claims 10 GB',
      [
        fileOf(
          'i',
          encodeImages(sixty).map((byte, at) => (at === 4 ? 1 : byte)),
        ),
      ],
      /i has more images than fit: at most 300000/,
    ],
    [
      'a header that promises more',
      [
        fileOf(
          'i',
          encodeImages(sixty).map((byte, at) => (at === 7 ? 61 : byte)),
        ),
      ],
      /i has 47056 bytes; its header promises 61×28×28 bytes/,
    ],
    [
      'a file that goes on',
      [
        fileOf(
          'i',
          encodeImages(sixty).map((byte, at) => (at === 7 ? 59 : byte)),
        ),
      ],
      /goes on beyond what its header promises/,
    ],
    ['too few', idxFiles('x', 3), /hold 3 labelled digits; expected at least 30/],
    [
      'labels that are all one',
      [imagesFile('i', 40), fileOf('l', encodeLabels(new Uint8Array(40)))],
      /all 33 labels are 0; expected several classes/,
    ],
    ['an empty file', [fileOf('e', '')], /e is empty/],
    [
      'gzip thrice',
      [fileOf('e.gz', gz(gz(gz(encodeLabels(sixtyLabels)))))],
      /packed by gzip more than 2 times/,
    ],
    [
      'three sets that do not say what they are',
      ['a', 'b', 'c'].flatMap((name, at) => idxFiles(name, 40 + at)),
      /nothing says which to train on/,
    ],
  ])('are refused for %s', async (_, files, message) => {
    await expect(readOwnSet(files)).rejects.toThrow(DataFileError);
    await expect(readOwnSet(files)).rejects.toThrow(message);
  });

  it('are bounded in images, packed or plain', async () => {
    // A packed nothing of as many images and one: a bomb of 300 kB.
    const header = encodeImages(new Uint8Array(0));
    new DataView(header.buffer).setUint32(4, MAX_IMAGES + 1);
    await expect(readOwnSet([fileOf('bomb.gz', gz(header))])).rejects.toThrow('more images than fit');
    const lines = gz(new TextEncoder().encode(`${'0,'.repeat(784)}0\n`.repeat(2_000)));
    const many = Array.from({ length: 151 }, (_, at) => fileOf(`f${at}.csv.gz`, lines));
    await expect(readOwnSet(many.map(({ blob }, at) => ({ name: `f${at}.csv`, blob })))).rejects.toThrow(
      /more images than fit|no header/,
    );
  });

  it('of random and of damaged bytes never crash', async () => {
    const whole = [
      encodeImages(sixty),
      encodeLabels(sixtyLabels),
      gz(encodeImages(sixty)),
      new Uint8Array(await table('t', 40).blob.arrayBuffer()),
    ];
    const damaged = fc
      .record({
        which: fc.nat({ max: whole.length - 1 }),
        changes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
        kept: fc.double({ min: 0, max: 2, noNaN: true }),
      })
      .map(({ which, changes, kept }) => {
        const bytes = whole[which]!.slice(0, Math.ceil(Math.min(1, kept) * whole[which]!.length));
        for (const [at, value] of changes)
          if (bytes.length > 0) bytes[at % Math.min(bytes.length, 2_000)] = value;
        return bytes;
      });
    const random = fc
      .tuple(
        fc.constantFrom(
          [],
          [0, 0, 8, 3],
          [0x1f, 0x8b, 8],
          [0x50, 0x4b, 3, 4],
          [0x89, 0x50, 0x4e, 0x47],
          [0xff, 0xfe],
          [53, 44],
        ),
        fc.uint8Array({ maxLength: 600 }),
      )
      .map(([magic, bytes]) => Uint8Array.of(...magic, ...bytes));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(random, damaged), { minLength: 1, maxLength: 3 }), async (all) => {
        const files = all.map((bytes, at) => fileOf(`f${at}`, bytes));
        await readOwnSet(files).catch((error: unknown) => expect(error).toBeInstanceOf(DataFileError));
      }),
      { numRuns: Number(process.env['FUZZ'] ?? 1_000) },
    );
  }, 600_000);
});
