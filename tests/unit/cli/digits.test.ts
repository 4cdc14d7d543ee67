import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadDigitsFrom } from '../../../src/cli/digits.ts';
import { findMnistFolder, readFrom } from '../../../src/cli/mnistFolder.ts';
import { encodeImages, encodeLabels } from '../../../src/data/idx.ts';
import { MNIST_FILES } from '../../../src/data/mnist.ts';
import { someDigits } from '../../support/digitFiles.ts';
import { hasMnist, readMnist } from '../../support/mnist.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digits-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Four files as MNIST has them, of other digits. */
async function writeFour(into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  for (const [role, count] of [
    ['train', 60],
    ['t10k', 40],
  ] as const) {
    const { images, labels } = someDigits(count);
    await writeFile(join(into, `${role}-images-idx3-ubyte.gz`), gzipSync(encodeImages(images)));
    await writeFile(join(into, `${role}-labels-idx1-ubyte`), encodeLabels(labels));
  }
}

describe('digits for the command line', () => {
  it('may be any four such files: named by their folder, known by their fingerprint', async () => {
    const fashion = join(folder, 'fashion');
    await writeFour(fashion);
    await writeFile(join(fashion, 'README.md'), '# About these');
    const set = await loadDigitsFrom(fashion);
    expect(set).toMatchObject({ name: 'fashion', source: { data: 'own' } });
    expect([set.train.labels.length, set.test.labels.length]).toEqual([60, 40]);
    await cp(fashion, join(folder, 'copy'), { recursive: true });
    expect((await loadDigitsFrom(join(folder, 'copy'))).id).toBe(set.id);
    await writeFile(
      join(folder, 'copy', 't10k-labels-idx1-ubyte'),
      encodeLabels(Uint8Array.from({ length: 40 }, (_, at) => at % 3)),
    );
    expect((await loadDigitsFrom(join(folder, 'copy'))).id).not.toBe(set.id);
  });

  it('that call themselves MNIST are held to it', async () => {
    await writeFour(join(folder, 'MNIST'));
    await expect(loadDigitsFrom(join(folder, 'MNIST'))).rejects.toThrow(
      /t10k-images-idx3-ubyte\.gz is not the file of MNIST: .* SHA-256/,
    );
  });

  it('that are not there, or are no digits, are refused by name', async () => {
    await expect(loadDigitsFrom(join(folder, 'none'))).rejects.toThrow(/none is not there\. --data takes/);
    await expect(loadDigitsFrom(folder)).rejects.toThrow('holds no files of digits');
    await writeFile(join(folder, 'x.npy'), Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59));
    await expect(loadDigitsFrom(folder)).rejects.toThrow('x.npy is a NumPy array');
  });

  it('of MNIST_DIR must be there: another place is not taken in silence', () => {
    vi.stubEnv('MNIST_DIR', folder);
    expect(() => findMnistFolder()).toThrow(/MNIST_DIR is .*, which lacks train-images-idx3-ubyte\.gz/);
  });

  it.runIf(hasMnist)('of MNIST are found under any of their names, packed or not', async () => {
    const { testLabels } = MNIST_FILES;
    const packed = Buffer.from(await readMnist(testLabels));
    for (const [name, contents] of [
      ['t10k-labels-idx1-ubyte', gunzipSync(packed)],
      ['t10k-labels.idx1-ubyte', gunzipSync(packed)],
      ['t10k-labels.idx1-ubyte.gz', packed],
    ] as const) {
      await writeFile(join(folder, name), contents);
      expect(await readFrom(folder)(testLabels)).toEqual(await readFile(join(folder, name)));
      await rm(join(folder, name));
    }
    await expect(readFrom(folder)(testLabels)).rejects.toThrow('or the same unpacked');
  });
});
