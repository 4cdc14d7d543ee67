import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataFileError } from '../../../src/data/dataFileError.ts';
import { gunzip } from '../../../src/data/gunzip.ts';
import { parseImages, parseLabels } from '../../../src/data/idx.ts';
import { loadMnist, MNIST_FILES } from '../../../src/data/mnist.ts';
import { hasMnist, readMnist } from '../../support/mnist.ts';

function imageFile(count: number, body: number, side = 28): Uint8Array {
  const file = new Uint8Array(16 + body);
  const view = new DataView(file.buffer);
  [0x803, count, side, side].forEach((value, at) => view.setUint32(4 * at, value));
  return file;
}
const labelFile = (...labels: number[]) => Uint8Array.of(0, 0, 8, 1, 0, 0, 0, labels.length, ...labels);

describe('IDX files', () => {
  it('give their images and labels', () => {
    expect(parseImages('images', imageFile(2, 2 * 784))).toHaveLength(2 * 784);
    expect([...parseLabels('labels', labelFile(3, 1, 4))]).toEqual([3, 1, 4]);
  });

  it.each([
    [
      'a wrong magic number',
      () => parseImages('f', labelFile(1, 2, 3, 4, 5, 6, 7, 8)),
      /f holds 8 labels; expected images of 28×28/,
    ],
    [
      'a header cut off',
      () => parseImages('f', imageFile(1, 784).subarray(0, 9)),
      /f has 9 bytes; its header of 3 sizes takes 16/,
    ],
    ['no header', () => parseImages('f', new Uint8Array(5)), /f begins with 0x00000000; .*0x00000803/],
    [
      'images missing',
      () => parseImages('f', imageFile(3, 784)),
      /f has 800 bytes; its header promises 3×28×28 bytes, which take 2368/,
    ],
    [
      'a claim of 10 GB',
      () => parseImages('f', imageFile(13_000_000, 784)),
      /promises 13000000×28×28 bytes, which take 10192000016/,
    ],
    ['another size of image', () => parseImages('f', imageFile(1, 784, 32)), /32×32 pixels; expected 28×28/],
    ['a label 11', () => parseLabels('f', labelFile(1, 11)), /label 11 at 1; labels go from 0 to 9/],
  ])('refuse %s', (_, parse, message) => {
    expect(parse).toThrow(DataFileError);
    expect(parse).toThrow(message);
  });

  it('are unpacked when gzipped and passed on when a server has unpacked them', async () => {
    const file = labelFile(1, 2, 3);
    expect(await gunzip('f', new Uint8Array(gzipSync(file)), 100)).toEqual(file);
    expect(await gunzip('f', file, 100)).toBe(file);
  });

  it('refuse a gzip that is cut off, with what came of it', async () => {
    const packed = new Uint8Array(gzipSync(crypto.getRandomValues(new Uint8Array(5000))));
    await expect(gunzip('f.gz', packed.subarray(0, 3000), 5000)).rejects.toThrow(
      /f\.gz is damaged or cut off: after 3000 bytes of gzip, which gave \d+ of 5000 bytes, it ends/,
    );
  });

  it('stop unpacking a gzip that holds more than expected', async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(50_000_000)));
    await expect(gunzip('f.gz', bomb, 1000)).rejects.toThrow('more than the expected 1000 bytes');
  });

  it('never fail otherwise than by their own error, on random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (bytes, packed) => {
        try {
          const file = await gunzip('f', packed ? Uint8Array.of(0x1f, 0x8b, ...bytes) : bytes, 1000);
          parseImages('f', file);
          parseLabels('f', file);
        } catch (error) {
          expect(error).toBeInstanceOf(DataFileError);
        }
      }),
    );
  });
});

describe('MNIST', () => {
  it.skipIf(!hasMnist)('has 60 000 + 10 000 digits, and is 19 % ink', async () => {
    const { train, test } = await loadMnist(readMnist);
    expect([train.labels.length, test.labels.length]).toEqual([60_000, 10_000]);
    expect([...train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    expect(
      test.images.reduce((count, level) => count + (level > 0 ? 1 : 0), 0) / test.images.length,
    ).toBeCloseTo(0.19, 2);
  });

  it.skipIf(!hasMnist)('is refused when a file holds other contents, which are named', async () => {
    const read: typeof readMnist = (file) =>
      readMnist(file === MNIST_FILES.testLabels ? MNIST_FILES.trainLabels : file);
    await expect(loadMnist(read)).rejects.toThrow(/t10k-labels-idx1-ubyte\.gz/);
  });
});
