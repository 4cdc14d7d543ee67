/** Files of digits as people bring them: IDX, gzip, zip, PNG, and tables of any dialect. */
import assert from 'node:assert/strict';
import { deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import fc from 'fast-check';
import { DataFileError } from '../../../src/data/dataFileError.ts';
import { csvFile, idxFiles, pngFile } from '../../../src/data/digitFiles.ts';
import type { DigitSplit } from '../../../src/data/digitSet.ts';
import { DIGIT_NAMES } from '../../../src/data/drawnDigits.ts';
import { gunzip } from '../../../src/data/gunzip.ts';
import { encodeImages, encodeLabels, parseImages, parseLabels } from '../../../src/data/idx.ts';
import { readLabelled, readOwnSet } from '../../../src/data/own/ownSet.ts';
import type { Part } from '../../../src/data/own/part.ts';
import { readFiles } from '../../../src/data/own/readFiles.ts';
import { crc32 } from '../../support/crc32.ts';
import { hostileNumber } from './hostile.ts';
import { lawful, target, type Target } from './law.ts';
import { mutatedBytes, mutatedText } from './mutations.ts';

const digits = (count: number): DigitSplit => ({
  images: Uint8Array.from({ length: 784 * count }, (_, at) => (at * 7) % 251),
  labels: Uint8Array.from({ length: count }, (_, at) => at % 10),
});
const FEW = digits(3);
const ENOUGH = digits(36);
const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());
const TABLE = await (await csvFile(FEW, 'few', DIGIT_NAMES)).text();
const NAMED = await (await csvFile(ENOUGH, 'named', [...'abcdefghij'])).text();
const PICTURES = await bytesOf(await pngFile(FEW, 'few', DIGIT_NAMES));
const WHOLE = await Promise.all(idxFiles(ENOUGH, 'whole').map(bytesOf));
const packed = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));

async function zipOf(level: number): Promise<Uint8Array> {
  const zip = new ZipWriter(new BlobWriter('application/zip'), { level, useWebWorkers: false });
  await zip.add('images-idx3-ubyte', new Uint8ArrayReader(encodeImages(FEW.images)));
  await zip.add('labels-idx1-ubyte', new Uint8ArrayReader(encodeLabels(FEW.labels)));
  return bytesOf(await zip.close());
}
const ZIPS = [await zipOf(0), await zipOf(6), PICTURES];

/** A header of any type and sizes before any numbers: whatever it promises. */
const idx = fc.oneof(
  mutatedBytes(encodeImages(FEW.images), encodeLabels(FEW.labels)),
  fc
    .tuple(
      fc.constantFrom(8, 9, 11, 12, 13, 14),
      fc.array(hostileNumber, { maxLength: 4 }),
      fc.uint8Array({ maxLength: 3_200 }),
    )
    .map(([type, sizes, body]) => {
      const header = new DataView(new ArrayBuffer(4 + 4 * sizes.length));
      header.setUint32(0, (type << 8) | sizes.length);
      sizes.forEach((size, at) => header.setUint32(4 + 4 * at, size));
      return Uint8Array.from(Buffer.concat([new Uint8Array(header.buffer), body]));
    }),
);

function readIdx(file: Uint8Array): void {
  for (const parse of [parseImages, parseLabels])
    try {
      const read = parse('a.idx', file);
      assert.ok(read.length <= file.length);
      if (parse === parseImages) assert.equal(read.length % 784, 0);
      else assert.ok(read.every((label) => label < 10));
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
    }
}

/** Its length and its check sum are right, so that a reader goes on to what is in it. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

const BOMB = new Uint8Array(deflateSync(new Uint8Array(64_000_000)));
const side = fc.oneof({ weight: 5, arbitrary: fc.constant(28) }, { weight: 1, arbitrary: hostileNumber });
const header = fc
  .tuple(side, side, fc.constantFrom(1, 2, 4, 8, 16), fc.constantFrom(0, 2, 3, 4, 6, 7), fc.nat(1))
  .map(([width, height, depth, colour, interlace]) => {
    const bytes = Buffer.alloc(13);
    bytes.writeUInt32BE(width >>> 0, 0);
    bytes.writeUInt32BE(height >>> 0, 4);
    bytes.set([depth, colour, 0, 0, interlace], 8);
    return chunk('IHDR', bytes);
  });
const pixels = fc
  .oneof(fc.constantFrom(28 * 29, 28 * 85, 28 * 225), fc.nat(2_000))
  .map((length) => new Uint8Array(deflateSync(new Uint8Array(length))));
const part = fc.oneof(
  header,
  pixels.map((data) => chunk('IDAT', data)),
  pixels.map((data) => chunk('iCCP', Buffer.concat([Buffer.from('a\0\0'), data]))),
  pixels.map((data) => chunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), data]))),
  fc.uint8Array({ maxLength: 780 }).map((data) => chunk('PLTE', data)),
  fc.uint8Array({ maxLength: 260 }).map((data) => chunk('tRNS', data)),
  fc.uint8Array({ maxLength: 40 }).map((data) => chunk('acTL', data)),
  fc.uint8Array({ maxLength: 40 }).map((data) => chunk('fcTL', data)),
  fc.constantFrom('IDAT', 'iCCP').map((type) => chunk(type, BOMB)),
);
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);
const png = fc
  .tuple(header, fc.array(part, { maxLength: 4 }), pixels)
  .map(([first, parts, data]) =>
    Uint8Array.from(
      Buffer.concat([SIGNATURE, first, ...parts, chunk('IDAT', data), chunk('IEND', new Uint8Array())]),
    ),
  );

const read = (name: string, ...parts: BlobPart[]) => readFiles([{ name, blob: new Blob(parts) }]);
function requireDigits(parts: readonly Part[]): void {
  for (const { images, labels } of parts) {
    if (images) assert.equal(images.length % 784, 0);
    if (labels) assert.ok(labels.every((label) => label < 10));
    if (images && labels) assert.equal(images.length, 784 * labels.length);
  }
}

const row = (label: string, grey: string, separator: string) =>
  [label, ...new Array<string>(784).fill(grey)].join(separator);
const TABLES = [
  TABLE,
  NAMED.split('\n').slice(0, 6).join('\n'),
  `${row('7', '0.5', ';')}\r\n${row('3', '1', ';')}`,
  `# made by hand\nsep=\t\n${row('label', 'pixel0', '\t')}\n${row('cat', '12', '\t')}`,
  'file,label\na.png,3\nb.png,4\n',
];

export const FILE_TARGETS: Readonly<Record<string, Target>> = {
  'an IDX file': lawful(idx, readIdx),
  'a gzip file': target(
    mutatedBytes(packed(encodeImages(FEW.images))),
    (file) => gunzip('a.gz', file, 5_000),
    (unpacked, file) => {
      if (file[0] !== 0x1f || file[1] !== 0x8b) return assert.deepEqual(unpacked, file);
      assert.deepEqual(unpacked, new Uint8Array(gunzipSync(file)));
    },
  ),
  'a zip': target(mutatedBytes(...ZIPS), (file) => read('a.zip', file), requireDigits),
  'a PNG, byte by byte': target(
    mutatedBytes(PICTURES.slice(30 + '0/00000.png'.length)),
    (file) => read('a.png', file),
    requireDigits,
  ),
  'a PNG, chunk by chunk': target(png, (file) => read('a.png', file), requireDigits),
  'a table': target(mutatedText(...TABLES), (text) => read('a.csv', text), requireDigits, 50),
  'a table in any encoding': target(
    mutatedBytes(Buffer.from(`\ufeff${TABLE}`, 'utf16le'), Buffer.from(`label\nK\xe4se\nq\n`, 'latin1')),
    (file) => read('a.csv', file),
    requireDigits,
    50,
  ),
  'files of any kind': target(
    fc.array(
      fc.record({
        name: mutatedText('train-images.idx', 'test-labels.csv', '3/a.png', 'a.gz', 'b.zip', 'c.npy'),
        bytes: mutatedBytes(...WHOLE, ...ZIPS, Buffer.from(NAMED), Uint8Array.of(0x93, 78, 85, 77, 80, 89)),
      }),
      { maxLength: 3 },
    ),
    (files) => readOwnSet(files.map(({ name, bytes }) => ({ name, blob: new Blob([bytes]) }))),
    ({ train, test }) => {
      for (const split of [train, test]) assert.equal(split.images.length, 784 * split.labels.length);
      assert.ok([...train.labels, ...test.labels].every((label) => label < 10));
    },
    30,
  ),
  'digits that are written and read again': lawful(
    fc.record({
      count: fc.integer({ min: 2, max: 6 }),
      names: fc.constantFrom(DIGIT_NAMES, [...'abcdefghij'], ['=1+1', ...'abcdefghi'], [...'aabcdefghi']),
      kind: fc.constantFrom('idx', 'csv', 'png'),
    }),
    async ({ count, names, kind }) => {
      const split = digits(count);
      const files =
        kind === 'idx'
          ? idxFiles(split, 'set')
          : [await (kind === 'csv' ? csvFile : pngFile)(split, 'set', names)];
      const again = await readLabelled(files.map((file) => ({ name: file.name, blob: file })));
      assert.deepEqual([again.images, again.labels], [split.images, split.labels]);
    },
    5,
  ),
};
