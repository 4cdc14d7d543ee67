import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slicesOf } from '../../../../src/data/byteStream.ts';
import { DataFileError } from '../../../../src/data/dataFileError.ts';
import { readTable } from '../../../../src/data/own/table.ts';
import { someDigits, writeTable, type Dialect } from '../../../support/digitFiles.ts';

const read = (contents: string | Uint8Array) =>
  readTable(
    'f.csv',
    slicesOf(new Blob([typeof contents === 'string' ? contents : new Uint8Array(contents)])),
    () => undefined,
  );
const PLAIN: Dialect = {
  separator: ',',
  lineEnd: '\n',
  quote: '',
  labelAt: 'first',
  header: 'none',
  hasRowNumbers: false,
  above: 'nothing',
  encoding: 'utf8',
  greys: 'whole',
  endsWithSeparator: false,
};
/** A line of a label and pixels, changed at one column. */
const line = (label: number | string, change: Record<number, string | number> = {}, numPixels = 784) =>
  [label, ...Array.from({ length: numPixels }, (_, at) => change[at] ?? 0)].join(',');
const tenLines = (change: (row: number) => string) =>
  Array.from({ length: 10 }, (_, row) => change(row)).join('\n');

describe('a table of digits', () => {
  it('comes back the same from any dialect that people write', async () => {
    const dialects = fc.record<Dialect>({
      separator: fc.constantFrom(',', ';', '\t', '|', ', ', ' '),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
      quote: fc.constantFrom('', '"', "'"),
      labelAt: fc.constantFrom('first', 'last', 'middle', 'none'),
      header: fc.constantFrom('none', 'pixel0', 'pixel1', '1x1', 'numbers'),
      hasRowNumbers: fc.boolean(),
      above: fc.constantFrom('nothing', 'a comment', 'a title', 'the separator'),
      encoding: fc.constantFrom('utf8', 'utf8 with mark', 'utf-16le', 'utf-16le without mark'),
      greys: fc.constantFrom('whole', 'fractions', '0 to 1'),
      endsWithSeparator: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(dialects, fc.integer({ min: 10, max: 25 }), async (dialect, count) => {
        const isNamed = dialect.header !== 'none' && dialect.header !== 'numbers';
        // A label in the middle, and numbers of rows without labels, can be known by a name alone.
        fc.pre(isNamed || dialect.labelAt !== 'middle');
        fc.pre(isNamed || dialect.labelAt !== 'none' || !dialect.hasRowNumbers);
        fc.pre(!dialect.endsWithSeparator || dialect.separator.trim() !== '' || dialect.separator === '\t');
        const { images, labels } = someDigits(count);
        const part = await read(writeTable(images, labels, dialect));
        expect(part.images).toEqual(images);
        expect(part.labels).toEqual(dialect.labelAt === 'none' ? null : labels);
      }),
      { numRuns: Number(process.env['FUZZ'] ?? 100) },
    );
  });

  it('has its pixels in the order of their names, and 7.0 is a 7', async () => {
    const { images } = someDigits(1);
    const order = Array.from({ length: 784 }, (_, at) => (at * 5) % 784);
    const header = ['target', ...order.map((pixel) => `pixel${pixel}`)].join(',');
    const row = ['7.0', ...order.map((pixel) => images[pixel])].join(',');
    const part = await read(`${header}\n${row}\n`);
    expect(part.images).toEqual(images);
    expect([...part.labels!]).toEqual([7]);
  });

  it('has no labels in a column that numbers the rows', async () => {
    const { images, labels } = someDigits(12);
    const lines = Array.from(labels, (_, row) =>
      [row, ...images.subarray(row * 784, row * 784 + 784)].join(','),
    );
    const names = Array.from({ length: 784 }, (_, at) => `pixel${at}`).join(',');
    expect((await read(`id,${names}\n${lines.join('\n')}`)).labels).toBeNull();
    expect((await read(`id,${names}\n${lines.join('\n')}`)).images).toEqual(images);
  });

  it.each([
    ['pandas', ',0\n0,3\n1,0\n', [3, 0]],
    ['pandas, of rows that were shuffled', ',0\n71,3\n5,0\n', [3, 0]],
    ['pandas, without a header', '0,3\n1,0\n2,9\n', [3, 0, 9]],
    ['pandas, of a series with a name', ',number\n71,3\n5,0\n', [3, 0]],
    ['a person', 'The labels of my digits\n\nid,label\n1,3\n2,0\n', [3, 0]],
    ['a person, of files', 'a_1.png,3\nb_2.png,0\n', [3, 0]],
    ['Excel', 'sep=;\r\nid;label\r\n1;3\r\n2;0\r\n', [3, 0]],
  ])('of labels alone may be as %s writes it', async (_, text, labels) => {
    const part = await read(text);
    expect([part.images, ...part.labels!]).toEqual([null, ...labels]);
  });

  it('of pandas may number columns and shuffled rows', async () => {
    const { images } = someDigits(2);
    const row = (at: number) => images.subarray(784 * at, 784 * at + 784).join(',');
    const numbers = (count: number) => Array.from({ length: count }, (_, at) => at).join(',');
    const unlabelled = await read(`,${numbers(784)}\n50,${row(0)}\n3,${row(1)}\n`);
    expect([unlabelled.labels, unlabelled.images]).toEqual([null, images]);
    const labelled = await read(`,${numbers(785)}\n50,7,${row(0)}\n3,2,${row(1)}\n`);
    expect([[...labelled.labels!], labelled.images]).toEqual([[7, 2], images]);
  });

  it.each<[string, readonly string[], readonly string[], string[] | null, RegExp]>([
    ['other', ['shoe', 'bag', 'shoe'], [], ['bag', 'shoe'], /"other" \(shoe, bag\) was taken for the labels/],
    ['other', ['7', '1', '7'], [], ['7', '1', '7'], /"other" \(7, 1\) was taken for the labels/],
    [
      'split',
      ['train', 'test', 'train'],
      [],
      null,
      /"split" is neither pixels nor labels.* So its images have no/,
    ],
    ['other', ['7', '7', '7'], [], null, /"other" is neither/],
    ['writer', ['12', '840', '3'], [], null, /"writer" is neither/],
    [
      'label',
      ['7', '1', '7'],
      ['split', 'fold1'],
      ['7', '1', '7'],
      /"split", "fold1" is neither .* passed over\.$/,
    ],
    ['split', ['train', 'test', 'train'], ['fold'], null, /"split", "fold" is neither/],
  ])(
    'with a column "%s" of %s among named pixels says what it was taken for',
    async (column, cells, more, labels, remark) => {
      const pixels = Array.from({ length: 784 }, (_, at) => `pixel${at}`);
      const header = [...pixels.slice(0, 300), column, ...pixels.slice(300), ...more].join(',');
      const rows = cells.map((cell) =>
        [...Array<number>(300).fill(9), cell, ...Array<number>(484).fill(9), ...more.map(() => 'x')].join(
          ',',
        ),
      );
      const part = await read(`${header}\n${rows.join('\n')}\n`);
      expect(part.remarks).toEqual([expect.stringMatching(remark)]);
      expect(part.images!.every((grey) => grey === 9)).toBe(true);
      const found =
        part.labels && Array.from(part.labels, (label) => part.classNames?.[label] ?? String(label));
      expect(found).toEqual(labels && (labels[0] === 'bag' ? cells : labels));
    },
  );

  it('in Windows-1252 keeps its letters apart, wherever the first of them stands, and says that it was a guess', async () => {
    const rows = Array.from({ length: 1_500 }, (_, row) =>
      line(row < 1_000 ? 'ox' : row % 2 ? 'T\xfcr' : 'T\xf6r'),
    );
    const part = await read(Uint8Array.from(rows.join('\n'), (letter) => letter.charCodeAt(0)));
    expect(part.classNames).toEqual(['Tör', 'Tür', 'ox']);
    expect(part.remarks).toEqual([expect.stringMatching(/not in UTF-8: .* Windows-1252 \(Tör, Tür\)/)]);
    const utf8 = await read(rows.join('\n'));
    expect([utf8.classNames, utf8.remarks]).toEqual([['Tör', 'Tür', 'ox'], []]);
  });

  it('may name its classes, or hold labels alone', async () => {
    const words = await read(
      `label,${Array.from({ length: 784 }, (_, at) => `p${at}`).join(',')}\n${line('shoe')}\n${line('bag')}\n${line('shoe')}`,
    );
    expect(words.classNames).toEqual(['bag', 'shoe']);
    expect([...words.labels!]).toEqual([1, 0, 1]);
    const quoted = await read(tenLines((row) => line(`'${row}'`))); // as OpenML has them
    expect([...quoted.labels!]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const alone = await read('ImageId,Label\n1,3\n2,0\n');
    expect([alone.images, ...alone.labels!]).toEqual([null, 3, 0]);
  });

  it('may stand below a title of a number, or below a row that pandas took for names', async () => {
    const { images, labels } = someDigits(12);
    const table = new TextDecoder().decode(writeTable(images, labels, PLAIN));
    const counts = new Map<string, number>();
    const [first = ''] = table.split('\n', 1);
    const names = first.split(',').map((cell) => {
      const count = counts.get(cell) ?? 0;
      counts.set(cell, count + 1);
      return count === 0 ? cell : `${cell}.${count}`;
    });
    for (const above of ['Digits of', '2026', names.join(',')]) {
      const part = await read(`${above}\n${table}`);
      expect([part.images, part.labels]).toEqual([images, labels]);
    }
  });

  it('knows rows and columns of pixels by their names, and passes over the paths beside labels', async () => {
    const { images } = someDigits(1);
    const order = Array.from({ length: 784 }, (_, at) => (at * 5) % 784);
    for (const nameOf of [
      (row: number, column: number) => `r${row + 1}c${column + 1}`,
      (row: number, column: number) => `pixel_${row}_${column}`,
    ]) {
      const header = ['label', ...order.map((at) => nameOf(Math.floor(at / 28), at % 28))];
      const part = await read(`${header.join(',')}\n7,${order.map((at) => images[at]).join(',')}\n`);
      expect(part.images).toEqual(images);
    }
    const alone = await read('label,path\n3,a/1.png\n0,b/2.png\n');
    expect([alone.images, ...alone.labels!]).toEqual([null, 3, 0]);
    expect(alone.remarks).toEqual([expect.stringContaining('"path" is neither pixels nor labels')]);
  });

  it('keeps zeros and ones as they are: nothing says what a one stands for', async () => {
    const part = await read(tenLines((row) => line(row, { 5: 1 })));
    expect(Math.max(...part.images!)).toBe(1);
  });

  it('reads decimal commas where commas do not separate, and numbers with exponents', async () => {
    const cells = Array.from({ length: 784 }, (_, at) => (at === 3 ? '127,6' : at === 4 ? '2.55e2' : '0'));
    const part = await read(tenLines((row) => [row, ...cells].join(';')));
    expect([...part.images!.subarray(2, 6)]).toEqual([0, 128, 255, 0]);
    const all = Array.from({ length: 784 }, (_, at) => (at === 3 ? '127,6' : '0,0'));
    for (const separator of [';', '\t', ' ']) {
      const decimal = await read(tenLines((row) => [`${row},0`, ...all].join(separator)));
      expect([...decimal.images!.subarray(2, 5), ...decimal.labels!.subarray(0, 2)]).toEqual([
        0, 128, 0, 0, 1,
      ]);
    }
  });

  it('says where the labels were found when nothing names them', async () => {
    const { images, labels } = someDigits(20);
    const part = await read(writeTable(images, labels, { ...PLAIN, labelAt: 'last' }));
    expect(part.remarks).toEqual([
      expect.stringMatching(/f\.csv names no column of labels: its last one .* taken for it/),
    ]);
  });

  it('says the same where the names of no column are known', async () => {
    const header = ['fold', ...Array.from({ length: 784 }, (_, at) => `grey of ${at}`)].join(',');
    const part = await read(`${header}\n${tenLines((row) => line(row))}`);
    expect(part.remarks).toEqual([
      expect.stringMatching(/names no column of labels: its first one \(0, 1, 2, …\) was taken for it/),
    ]);
  });

  it.each<[string, string, RegExp]>([
    [
      'a row too short',
      `${tenLines((row) => line(row))}\n${line(2, {}, 783)}`,
      /line 11: has 784 columns; expected 785/,
    ],
    ['786 columns', tenLines((row) => line(row % 3, {}, 785)), /line 1: has 786 columns; expected 785/],
    ['787 columns', line(1, {}, 786), /line 1: has 787 columns; expected 785/],
    [
      'a label 11',
      tenLines((row) => line(row === 3 ? 11 : row)),
      /line 4: has the label 11; labels go from 0 to 9/,
    ],
    [
      'labels from 1 to 10',
      tenLines((row) => line(row + 1)),
      /line 10: has the label 10; .* from 1 to 10\. Write 0 for 10/,
    ],
    ['no label', tenLines((row) => line(row === 2 ? '' : row)), /line 3: has the label ""/],
    [
      'a level of 256',
      tenLines((row) => line(row, row === 5 ? { 4: 256 } : {})),
      /line 6, column 6: has "256"; expected a grey/,
    ],
    [
      'labels in ten columns',
      tenLines((row) => line(row, {}, 793)),
      /has 794 columns; .* Are 10 of them labels, .* Write the class itself/,
    ],
    [
      '26 classes without a name',
      Array.from({ length: 60 }, (_, row) => line(row % 26)).join('\n'),
      /neither the first \(0, 1, 2, …\) nor .* At most 10 classes are read: of more take 10/,
    ],
    [
      'greys from −1 to 1',
      tenLines((row) => line(row, { 4: -0.5 })),
      /line 1, column 6: has "-0\.5"; .* from −1 to 1, write \(x \+ 1\)·127\.5/,
    ],
    [
      '8×8 digits',
      tenLines((row) => line(row, {}, 64)),
      /has 65 columns; expected 785 .* images of 8×8 pixels, like the digits of scikit-learn\? Scale them to 28×28/,
    ],
    [
      '8×8 digits with names',
      `target,${Array.from({ length: 64 }, (_, at) => `pixel_${at >> 3}_${at % 8}`).join(',')}\n${line(1, {}, 64)}`,
      /has 64 columns besides the label \("target"\); expected 784 pixels\. Are these images of 8×8/,
    ],
    [
      'a negative level',
      tenLines((row) => line(row, row === 0 ? { 4: -1 } : {})),
      /line 1, column 6: has "-1"; expected a grey/,
    ],
    ['a word', tenLines((row) => line(row, row === 1 ? { 0: 'grey' } : {})), /line 2, column 2: has "grey"/],
    ['a gap', tenLines((row) => line(row, row === 9 ? { 399: '' } : {})), /line 10, column 401: is empty/],
    [
      'text that is no table',
      'Dear reader,\n\nthis is a letter, a long one, and no digits.\n',
      /line 3: begins with "this is a letter/,
    ],
    ['nothing but a header', 'label,pixel0\n', /holds no digits, but a header \("label pixel0"\)/],
    [
      'labels that are all one',
      tenLines(() => line(0)),
      /neither the first \(0\) nor the last \(0\) holds several/,
    ],
    [
      'eleven classes',
      Array.from({ length: 11 }, (_, at) => line(`class ${at}`)).join('\n'),
      /names 11 classes \(class 0, class 1, .* at most 10/,
    ],
    [
      'two columns too many',
      `label,${Array.from({ length: 786 }, (_, at) => `grey of ${at}`).join(',')}\n${line(1, {}, 786)}`,
      /has 786 columns besides the label \("label"\); expected 784/,
    ],
    ['names for other columns', `label,pixel0,pixel1\n${line(1)}`, /has 785 columns, but the header names 3/],
    ['a line without end', `${'0,'.repeat(150_000)}`, /line 1: is longer than 200000 characters/],
  ])('is refused for %s, naming the place', async (_, contents, message) => {
    await expect(read(contents)).rejects.toThrow(DataFileError);
    await expect(read(contents)).rejects.toThrow(message);
  });

  it('counts lines from one piece of the file to the next', async () => {
    const rows = Array.from({ length: 1_500 }, (_, row) => line(row % 10, row === 1_400 ? { 782: 'x' } : {}));
    await expect(read(`# long\r\n\r\n${rows.join('\r\n')}`)).rejects.toThrow(
      'line 1403, column 784: has "x"',
    );
  });

  it('is not kept while it is read, however long its cells are', async () => {
    setFlagsFromString('--expose_gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const heapAfter = () => {
      collectGarbage();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    // As numpy.savetxt writes numbers: 24 letters each, 60 lines a piece, 56 pieces.
    const piece = new TextEncoder().encode(
      `${Array<string>(785).fill('1.000000000000000000e+00').join(' ')}\n`.repeat(60),
    );
    async function* pieces() {
      for (let at = 0; at < 56; at++) yield piece;
    }
    const before = heapAfter();
    let grown = NaN;
    const look = (numRows: number) => {
      if (numRows === 55 * 60) grown = heapAfter() - before;
    };
    await readTable('f.txt', pieces(), look).catch(() => undefined); // all labels are one
    expect(grown / piece.length).toBeLessThan(30);
  });

  it('stops when there are too many', async () => {
    const text = tenLines((row) => line(row));
    const full = () => {
      throw new DataFileError('full');
    };
    await expect(readTable('f', slicesOf(new Blob([text])), full)).rejects.toThrow('full');
  });
});
