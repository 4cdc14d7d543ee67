import { execFileSync } from 'node:child_process';
import { crc32 } from '../../../support/crc32.ts';
import {
  BlobWriter,
  TextReader,
  Uint8ArrayReader,
  ZipWriter,
  configure,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { DataFileError } from '../../../../src/data/dataFileError.ts';
import { readLabelled, readOwnSet } from '../../../../src/data/own/ownSet.ts';
import { fileOf, idxFiles, someDigits } from '../../../support/digitFiles.ts';

configure({ useWebWorkers: false });
const { images } = someDigits(40);
const image = (at: number) => images.subarray(784 * at, 784 * at + 784);
const grey = (at: number) => encode({ width: 28, height: 28, data: image(at), channels: 1, depth: 8 });
const read = async (png: Uint8Array) =>
  (await readLabelled([fileOf('0/a.png', png), fileOf('1/b.png', grey(1))])).images.subarray(0, 784);

async function zipOf(files: Readonly<Record<string, Uint8Array | string>>, password?: string): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), password === undefined ? {} : { password });
  for (const [name, contents] of Object.entries(files))
    await writer.add(
      name,
      typeof contents === 'string' ? new TextReader(contents) : new Uint8ArrayReader(contents),
    );
  return writer.close();
}

/** The first picture with another chunk behind its header. */
function withChunks(type: string, body: Uint8Array): Uint8Array {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
  chunk.writeUInt32BE(body.length, 0);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  const [png, header] = [grey(0), 33];
  return new Uint8Array(Buffer.concat([png.subarray(0, header), chunk, png.subarray(header)]));
}

/** The same with another type of colours in its header. */
function withColour(colour: number, chunk?: string): Uint8Array {
  const png = chunk ? withChunks(chunk, new Uint8Array()) : grey(0).slice();
  png[25] = colour;
  new DataView(png.buffer).setUint32(29, crc32(png.subarray(12, 29)));
  return png;
}

describe('a zip', () => {
  it('that promises more of a file than it holds ends, and says so', async () => {
    const zip = new Uint8Array(await (await zipOf({ 'a.csv': 'label\n1\n' })).arrayBuffer());
    const view = new DataView(zip.buffer);
    const central = zip.findLastIndex((_, at) => at + 4 <= zip.length && view.getUint32(at) === 0x504b0102);
    for (const size of [20, 24]) view.setUint32(central + size, 0xfffffff0, true);
    await expect(readLabelled([fileOf('a.zip', zip)])).rejects.toThrow(/a\.zip/);
  });
});

describe('PNG pictures', () => {
  it('are read at any depth, in colours, and over white where they are transparent', async () => {
    const colours = (channels: 2 | 3 | 4, alpha: number) =>
      Uint8Array.from({ length: 784 * channels }, (_, at) => {
        const isAlpha = channels !== 3 && at % channels === channels - 1;
        return isAlpha ? alpha : image(0)[Math.floor(at / channels)]!;
      });
    const sixteen = Uint16Array.from(image(0), (each) => each * 257);
    const png = (data: Uint8Array | Uint16Array, channels: number, depth: 8 | 16 = 8) =>
      encode({ width: 28, height: 28, data, channels, depth });
    expect(await read(grey(0))).toEqual(image(0));
    expect(await read(png(sixteen, 1, 16))).toEqual(image(0));
    expect(await read(png(colours(3, 0), 3))).toEqual(image(0));
    expect(await read(png(colours(4, 255), 4))).toEqual(image(0));
    expect(await read(png(colours(2, 255), 2))).toEqual(image(0));
    expect(await read(png(colours(4, 0), 4))).toEqual(new Uint8Array(784).fill(255));
  });

  it('of one bit a pixel, or with a palette, as Python’s zlib packs them', async () => {
    // Another writer than the reader's own: 28 rows of a filter byte and four bytes of bits.
    const script = (kind: string, extra: string) => `
import struct, sys, zlib
def chunk(name, body): return struct.pack('>I', len(body)) + name + body + struct.pack('>I', zlib.crc32(name + body))
rows = b''.join(b'\\0' + bytes([0xf0, 0, 0, 0x10]) for _ in range(28))
sys.stdout.buffer.write(b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 28, 28, 1, ${kind}, 0, 0, 0)) + ${extra} chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))`;
    const make = (kind: string, extra = '') =>
      new Uint8Array(execFileSync('python3', ['-c', script(kind, extra)]));
    const row = Uint8Array.from({ length: 28 }, (_, x) => (x < 4 || x === 27 ? 255 : 0));
    expect((await read(make('0'))).subarray(0, 28)).toEqual(row);
    const palette = await read(make('3', `chunk(b'PLTE', bytes([10, 10, 10, 200, 200, 200])) +`));
    expect(palette.subarray(0, 28)).toEqual(row.map((each) => (each ? 200 : 10)));
  });

  it('in a folder per class are labelled by it, in folders around them for training and testing', async () => {
    const files = Array.from({ length: 40 }, (_, at) =>
      fileOf(`mnist_png/${at < 30 ? 'training' : 'testing'}/${at % 10}/test-${at}.png`, grey(at)),
    );
    const set = await readOwnSet(files);
    expect([set.train.labels.length, set.test.labels.length]).toEqual([30, 10]);
    const seven = [...set.train.labels].indexOf(7);
    expect(set.train.images.subarray(784 * seven, 784 * seven + 784)).toEqual(image(17)); // the first by name
    const named = await readOwnSet(
      Array.from({ length: 40 }, (_, at) => fileOf(`${at % 2 ? 'cat' : 'dog'}/${at}.png`, grey(at))),
    );
    expect(named.classNames).toEqual(['cat', 'dog']);
    const padded = await readOwnSet(
      Array.from({ length: 40 }, (_, at) => fileOf(`0${at % 10}/${at}.png`, grey(at))),
    );
    expect(padded.classNames).toBeNull();
  });

  it('without folders of their classes are told of those; in folders for training and testing alone, too', async () => {
    const told = 'has images but no labels. Put the pictures into a folder per class (0, 1, …)';
    const flat = [0, 1, 2].map((at) => fileOf(`${at}.png`, grey(at)));
    await expect(readOwnSet(flat)).rejects.toThrow(told);
    const inRoles = ['train/0.png', 'train/1.png', 'test/2.png'].map((name, at) => fileOf(name, grey(at)));
    await expect(readOwnSet(inRoles)).rejects.toThrow(told);
  });

  it('have no labels in a table beside them', async () => {
    const flat = Array.from({ length: 40 }, (_, at) => fileOf(`${at}.png`, grey(at)));
    const labels = `file,label\n${Array.from({ length: 40 }, (_, at) => `${at}.png,${at % 10}`).join('\n')}\n`;
    await expect(readOwnSet([...flat, fileOf('labels.csv', labels)])).rejects.toThrow(
      /labels\.csv has 40 labels, .* Pictures have their labels by the folders that they lie in, one per class/,
    );
  });

  it.each<[string, Uint8Array, RegExp]>([
    [
      'another size',
      encode({ width: 32, height: 28, data: new Uint8Array(896), channels: 1 }),
      /picture of 32×28 pixels; expected a picture of 28×28/,
    ],
    ['a cut', grey(0).subarray(0, 90), /0\/a\.png is cut off after 90 bytes/],
    ['a header alone', grey(0).subarray(0, 20), /cut off after 20 bytes/],
    ['a flipped bit', grey(0).map((byte, at) => (at === 60 ? byte ^ 4 : byte)), /0\/a\.png is damaged/],
    ['a header of its own within', withChunks('IHDR', grey(0).subarray(16, 29)), /has two headers/],
    ['colours without a palette', withColour(3), /has no palette/],
    ['an empty palette', withColour(3, 'PLTE'), /has an empty palette/],
    [
      '64 MB of pixels',
      withChunks('IDAT', new Uint8Array(20_000)),
      /pixels of 20\d\d\d bytes, and at most 12600/,
    ],
  ])('are refused for %s', async (_, png, message) => {
    await expect(read(png)).rejects.toThrow(DataFileError);
    await expect(read(png)).rejects.toThrow(message);
  });
});

describe('a zip', () => {
  it('is read for what lies in it: pictures in folders, IDX or CSV, without what systems add', async () => {
    const pictures = await zipOf({
      ...Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`set/${at % 10}/${at}.png`, grey(at)])),
      '__MACOSX/set/0/._0.png': 'junk',
      'set/.DS_Store': 'junk',
    });
    const set = await readOwnSet([{ name: 'pictures.zip', blob: pictures }]);
    expect([set.train.labels.length, set.test.labels.length]).toEqual([33, 7]);
    const [trainImages, trainLabels] = idxFiles('train', 40);
    const inZip = await zipOf({
      'train-images': new Uint8Array(await trainImages!.blob.arrayBuffer()),
      'train-labels': new Uint8Array(await trainLabels!.blob.arrayBuffer()),
    });
    expect((await readOwnSet([{ name: 'a.zip', blob: inZip }])).train.labels).toHaveLength(33);
  });

  it('is the same set however it was packed, and as the folder itself', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `./${at % 10}/${at}.png`);
    const ids = await Promise.all(
      [names, names.toReversed()].map(async (order) => {
        const pictures = Object.fromEntries(order.map((name) => [name, grey(names.indexOf(name))]));
        return (await readOwnSet([{ name: 'a.zip', blob: await zipOf(pictures) }])).id;
      }),
    );
    const folder = await readOwnSet(names.map((name, at) => fileOf(`a.zip/${name}`, grey(at))));
    expect(ids).toEqual([folder.id, folder.id]);
  });

  it('is refused when it is empty, cut off, locked, or holds what is not read', async () => {
    const refused = async (blob: Blob, message: RegExp) => {
      await expect(readOwnSet([{ name: 'a.zip', blob }])).rejects.toThrow(DataFileError);
      await expect(readOwnSet([{ name: 'a.zip', blob }])).rejects.toThrow(message);
    };
    await refused(await zipOf({}), /a\.zip is an empty zip/);
    const whole = await zipOf({ '0/a.png': grey(0) });
    await refused(whole.slice(0, whole.size - 30), /a\.zip is a damaged zip/);
    await refused(await zipOf({ '0/a.png': grey(0) }, 'secret'), /a\.zip is locked by a password/);
    await refused(
      await zipOf({ 'x_train.npy': Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1) }),
      /a\.zip\/x_train\.npy is a NumPy array/,
    );
    await refused(await zipOf({ '[Content_Types].xml': '<?xml?>' }), /a\.zip is a file of Excel/);
    const inner = await zipOf({ 'b.zip': new Uint8Array(await whole.arrayBuffer()) });
    await refused(inner, /b\.zip is a zip within another file/);
    const bytes = new Uint8Array(await whole.arrayBuffer());
    bytes[60]! ^= 4;
    await refused(new Blob([bytes]), /damaged/);
  });
});
