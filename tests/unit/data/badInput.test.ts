import { gunzipSync, gzipSync } from 'node:zlib';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeWhole } from '../../../src/cli/files.ts';
import { openBrowserCache } from '../../../src/data/browserCache.ts';
import { DataFileError } from '../../../src/data/dataFileError.ts';
import { gunzip } from '../../../src/data/gunzip.ts';
import { encodeImages, encodeLabels, parseImages, parseLabels } from '../../../src/data/idx.ts';
import type { MnistFile } from '../../../src/data/mnist.ts';
import { fetchFrom, readFirstGood, type FileCache } from '../../../src/data/mnistSources.ts';

const digits = fc.integer({ min: 0, max: 6 }).chain((count) =>
  fc.record({
    images: fc.uint8Array({ minLength: count * 784, maxLength: count * 784 }),
    labels: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }),
  }),
);
/** Bytes changed, and the end cut off. */
const damage = fc.record({
  changes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
  kept: fc.double({ min: 0, max: 1, noNaN: true }),
});
function damaged(file: Uint8Array, { changes, kept }: { changes: [number, number][]; kept: number }) {
  const bytes = file.slice(0, kept > 0.5 ? file.length : Math.floor(2 * kept * file.length));
  for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
  return bytes;
}
/** Gives what it gives, or refuses in words; anything else fails the test. */
function refusing<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    expect(error).toBeInstanceOf(DataFileError);
    return null;
  }
}

describe('files that were right and are damaged', () => {
  it('IDX files come back from what was written', () => {
    fc.assert(
      fc.property(digits, ({ images, labels }) => {
        expect(parseImages('i', encodeImages(images))).toEqual(images);
        expect([...parseLabels('l', encodeLabels(Uint8Array.from(labels)))]).toEqual(labels);
      }),
    );
  });

  it('IDX files are refused, or give no more than they hold', () => {
    fc.assert(
      fc.property(digits, damage, ({ images, labels }, harm) => {
        const [imageFile, labelFile] = [
          damaged(encodeImages(images), harm),
          damaged(encodeLabels(Uint8Array.from(labels)), harm),
        ];
        const parsed = refusing(() => parseImages('i', imageFile));
        if (parsed) expect([parsed.buffer, parsed.length]).toEqual([imageFile.buffer, imageFile.length - 16]);
        const read = refusing(() => parseLabels('l', labelFile));
        if (read) expect(Math.max(-1, ...read)).toBeLessThan(10);
      }),
      { numRuns: 300 },
    );
  });

  it('gzip is refused, or gives what another unpacker gives, and never more than was expected', async () => {
    await fc.assert(
      fc.asyncProperty(digits, damage, fc.nat({ max: 5_000 }), async ({ images }, harm, expected) => {
        const packed = damaged(new Uint8Array(gzipSync(encodeImages(images))), harm);
        const isGzip = packed[0] === 0x1f && packed[1] === 0x8b;
        const unpacked = await gunzip('f.gz', packed, expected).catch((error: unknown) => {
          expect(error).toBeInstanceOf(DataFileError);
          return null;
        });
        if (!unpacked || !isGzip) return;
        expect(unpacked.length).toBeLessThanOrEqual(expected);
        expect(unpacked).toEqual(new Uint8Array(gunzipSync(packed)));
      }),
      { numRuns: 150 },
    );
  });

  it('a header that claims 3 TB allocates nothing', () => {
    const file = encodeImages(new Uint8Array(784));
    new DataView(file.buffer).setUint32(4, 0xffffffff);
    const before = process.memoryUsage().arrayBuffers;
    for (let at = 0; at < 1_000; at++)
      expect(() => parseImages('i', file)).toThrow(
        'promises 4294967295×28×28 bytes, which take 3367254359296',
      );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
  });
});

const CONTENTS = encodeLabels(Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7 + (at >> 3)) % 10));
const PACKED = new Uint8Array(gzipSync(CONTENTS));

describe('a download', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('that breaks off is never kept as whole; the next try begins anew and is kept', async () => {
    const { sha256Of } = await import('../../../src/data/sha256.ts');
    const file: MnistFile = {
      name: 'train-labels-idx1-ubyte.gz',
      packedBytes: PACKED.length,
      bytes: CONTENTS.length,
      sha256: await sha256Of(CONTENTS),
    };
    const kept = new Map<string, Uint8Array>();
    const cache: FileCache = {
      get: (name) => Promise.resolve(kept.get(name) ?? null),
      put: (name, bytes) => Promise.resolve(void kept.set(name, bytes)),
    };
    const half = PACKED.slice(0, PACKED.length / 2);
    const answers = [
      () => new Response(half), // ends early, without an error
      () => new Response(breaksAfter(half)),
      () => new Response(PACKED),
    ];
    vi.stubGlobal('fetch', () => Promise.resolve(answers.shift()!()));
    const { signal } = new AbortController();
    const read = readFirstGood([{ name: 'mirror', read: fetchFrom('https://mirror/', signal) }], cache);
    await expect(read(file)).rejects.toThrow(/mirror: .* is damaged or cut off/);
    await expect(read(file)).rejects.toThrow(
      new RegExp(`mirror: .* broke off: of about ${PACKED.length} bytes ${half.length} came`),
    );
    expect(kept.size).toBe(0);
    expect(await read(file)).toEqual(CONTENTS);
    expect([...kept.values()]).toEqual([PACKED]);
  });

  it('is not kept, and no less had, where Cache Storage is missing or blocked', async () => {
    vi.stubGlobal('caches', undefined);
    expect(await openBrowserCache()).toBeNull();
    vi.stubGlobal('caches', { open: () => Promise.reject(new DOMException('blocked', 'SecurityError')) });
    expect(await openBrowserCache()).toBeNull();
  });
});

function breaksAfter(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let isSent = false;
  return new ReadableStream({
    pull(controller) {
      if (isSent) controller.error(new TypeError('network error'));
      else controller.enqueue(bytes);
      isSent = true;
    },
  });
}

describe('a file that is written', () => {
  it('is there whole or, when the writing fails, as it was before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'distillery-'));
    const path = join(folder, 'file.gz');
    await writeWhole(path, 'first');
    await expect(writeWhole(path, Symbol('unwritable') as unknown as string)).rejects.toThrow();
    expect(await readFile(path, 'utf8')).toBe('first');
    await writeWhole(path, 'second');
    expect(await readFile(path, 'utf8')).toBe('second');
    expect(await readdir(folder)).toEqual(['file.gz']);
  });
});
