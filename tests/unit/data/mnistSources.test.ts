import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DataFileError } from '../../../src/data/dataFileError.ts';
import { MNIST_FILES, type MnistFile } from '../../../src/data/mnist.ts';
import { fetchFrom, fetchMnist, readFirstGood, type FileCache } from '../../../src/data/mnistSources.ts';

const CONTENTS = new TextEncoder().encode('sixty thousand digits');
const PACKED = new Uint8Array(gzipSync(CONTENTS));
const FILE: MnistFile = {
  name: 'train-labels-idx1-ubyte.gz',
  packedBytes: PACKED.length,
  bytes: CONTENTS.length,
  sha256: createHash('sha256').update(CONTENTS).digest('hex'),
};
const { signal } = new AbortController();
const gives = (name: string, bytes: Uint8Array) => ({ name, read: vi.fn(() => Promise.resolve(bytes)) });
const fails = (name: string, message: string) => ({
  name,
  read: vi.fn(() => Promise.reject(new DataFileError(message))),
});

function cacheOf(kept: Uint8Array | null, put: FileCache['put'] = () => Promise.resolve()) {
  return { get: vi.fn(() => Promise.resolve(kept)), put: vi.fn(put) };
}

describe('a file of MNIST', () => {
  it('comes from the first place that gives it right: missing ones and wrong hashes are passed over, and it is kept', async () => {
    const places = [
      fails('own', 'is missing.'),
      gives('liar', Uint8Array.of(1, 2, 3)),
      gives('mirror', PACKED),
    ];
    const cache = cacheOf(null);
    expect(await readFirstGood(places, cache)(FILE)).toEqual(CONTENTS);
    expect(cache.put).toHaveBeenCalledWith(FILE.name, PACKED);
  });

  it('comes from the cache without the network; a damaged copy is fetched again', async () => {
    const mirror = gives('mirror', PACKED);
    expect(await readFirstGood([mirror], cacheOf(PACKED))(FILE)).toEqual(CONTENTS);
    expect(mirror.read).not.toHaveBeenCalled();
    expect(await readFirstGood([mirror], cacheOf(PACKED.subarray(0, 9)))(FILE)).toEqual(CONTENTS);
    expect(mirror.read).toHaveBeenCalledTimes(1);
  });

  it('is had all the same when the disk is full or the storage blocked', async () => {
    const full = cacheOf(null, () => Promise.reject(new DOMException('full', 'QuotaExceededError')));
    expect(await readFirstGood([gives('mirror', PACKED)], full)(FILE)).toEqual(CONTENTS);
    const blocked = { ...cacheOf(null), get: () => Promise.reject(new DOMException('no', 'SecurityError')) };
    expect(await readFirstGood([gives('mirror', PACKED)], blocked)(FILE)).toEqual(CONTENTS);
  });

  it('that nobody has is refused with all that was tried', async () => {
    const places = [fails('own', 'is missing (status 404).'), fails('mirror', 'no answer.')];
    await expect(readFirstGood(places, null)(FILE)).rejects.toThrow(
      'train-labels-idx1-ubyte.gz could not be had. Tried: own: is missing (status 404). mirror: no answer.',
    );
  });
});

describe('fetching', () => {
  afterEach(() => vi.unstubAllGlobals());
  const answering = (response: () => Response | Promise<Response>) =>
    vi.stubGlobal('fetch', (_: string, { signal: own }: RequestInit) => {
      own?.throwIfAborted();
      return Promise.resolve(response());
    });
  const read = (own = signal) => fetchFrom('https://mirror/', own)(FILE);

  it('gives the bytes as they come', async () => {
    answering(() => new Response(PACKED));
    expect(await read()).toEqual(PACKED);
  });

  it.each([
    [
      'a missing file',
      () => new Response('', { status: 404 }),
      /missing \(status 404\); expected about \d+ bytes/,
    ],
    [
      'HTML with status 200',
      () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
      /an HTML page came instead/,
    ],
    ['a file without end', () => new Response(new Uint8Array(300_000)), /goes on beyond 300000 bytes/],
    [
      'no network',
      () => Promise.reject(new TypeError('failed to fetch')),
      /could not be fetched from https:.*failed to fetch/,
    ],
  ] as const)('refuses %s', async (_, response, message) => {
    answering(response);
    await expect(read()).rejects.toThrow(DataFileError);
    answering(response);
    await expect(read()).rejects.toThrow(message);
  });

  it('ends at once when it is cancelled, trying nothing more', async () => {
    const cancel = new AbortController();
    const mirror = gives('mirror', PACKED);
    answering(() => {
      cancel.abort(new Error('Cancelled.'));
      return Promise.reject(new DOMException('aborted', 'AbortError'));
    });
    const own = { name: 'own', read: fetchFrom('https://own/', cancel.signal) };
    await expect(readFirstGood([own, mirror], null)(FILE)).rejects.toThrow('Cancelled.');
    expect(mirror.read).not.toHaveBeenCalled();
  });

  it.each(['before it answers', 'in the middle of a file'])(
    'goes to the next when one stalls %s',
    async (when) => {
      vi.useFakeTimers();
      const body = () =>
        new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(PACKED.slice(0, 9)) });
      answering(() =>
        when === 'before it answers' ? new Promise(() => undefined) : Promise.resolve(new Response(body())),
      );
      const { signal } = new AbortController();
      const reading = readFirstGood(
        [{ name: 'slow', read: fetchFrom('https://slow/', signal) }, gives('mirror', PACKED)],
        null,
      )(FILE);
      await vi.advanceTimersByTimeAsync(16_000);
      vi.useRealTimers();
      expect(await reading).toEqual(CONTENTS);
    },
  );

  it('ends in the middle of a file when it is cancelled', async () => {
    const cancel = new AbortController();
    vi.stubGlobal('fetch', (_: string, { signal: own }: RequestInit) => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(PACKED.slice(0, 9));
          own!.addEventListener('abort', () => controller.error(own!.reason));
        },
      });
      return Promise.resolve(new Response(body));
    });
    const reading = fetchFrom('https://mirror/', cancel.signal, () => cancel.abort(new Error('Cancelled.')))(
      FILE,
    );
    await expect(reading).rejects.toThrow('Cancelled.');
  });
});

function piecesOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 5) controller.enqueue(bytes.slice(at, at + 5));
      controller.close();
    },
  });
}

describe('progress', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('never runs backwards, in whatever order files come, from the cache or from a second mirror', async () => {
    const { testImages, testLabels, trainImages, trainLabels } = MNIST_FILES;
    const total = [testImages, testLabels, trainImages, trainLabels].reduce(
      (sum, f) => sum + f.packedBytes,
      0,
    );
    const kept = {
      ...cacheOf(null),
      get: (name: string) => Promise.resolve(name === testLabels.name ? PACKED : null),
    };
    const half = PACKED.slice(0, PACKED.length / 2);
    vi.stubGlobal('fetch', (address: string) =>
      Promise.resolve(new Response(address.startsWith('https://one/') ? half : piecesOf(PACKED))),
    );
    const told: number[] = [];
    const read = fetchMnist(['https://one/', 'https://two/'], kept, {
      signal,
      onProgress: (done, expected) => {
        expect(expected).toBe(total);
        told.push(done);
      },
    });
    let before = 0;
    for (const file of [testImages, testLabels, trainImages, trainLabels]) {
      await read({ ...FILE, name: file.name, packedBytes: file.packedBytes });
      before += file.packedBytes;
      expect(told.at(-1)).toBe(before);
    }
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.length).toBeGreaterThan(4);
  });
});
