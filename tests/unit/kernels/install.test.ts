import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/data/random.ts';
import { compileKernels } from '../../../src/engine/kernels/compile.ts';
import { installKernels } from '../../../src/engine/kernels/install.ts';
import { hasKernels } from '../../../src/engine/kernels/registry.ts';
import { batchImages, imagesForward, summed } from '../../../src/engine/kernels/sparseImages.ts';
import { openStockWasm } from '../../support/backends.ts';

describe('the kernels', () => {
  beforeAll(openStockWasm);

  it('are refused on a binary that is none, with the reason', async () => {
    expect(await installKernels(Uint8Array.of(1, 2, 3, 4))).toMatch(/WebAssembly/);
    expect(hasKernels()).toBe(false);
  });
  it('are taken away again when one is wrong, and plain tfjs-wasm is as it was', async () => {
    const binary = new Uint8Array(await compileKernels());
    expect(await installKernels(withWrongConstant(binary))).toMatch(/kernel \w+ gave .* expected/);
    expect(hasKernels()).toBe(false);
    expect(tf.getKernel('SparseForward', 'wasm')).toBeUndefined();
    expect([...tf.tidy(() => tf.matMul([[1, 2]], [[3], [4]]).dataSync())]).toEqual([11]);
    expect(await installKernels(binary)).toBeNull();
    expect(hasKernels()).toBe(true);
  });

  it('are a module without data of its own, in imported memory', async () => {
    const module = await WebAssembly.compile(new Uint8Array(await compileKernels()));
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
    expect(hasDataSection(await compileKernels())).toBe(false);
  });

  it('give a member the same bits wherever its columns lie', () => {
    const [rows, columns, units] = [6, 50, 13];
    const random = createRandom(1, 'bits');
    const images = Uint8Array.from({ length: rows * columns }, () =>
      random.uniform() < 0.4 ? random.integer(256) : 0,
    );
    const own = Float32Array.from({ length: columns * units }, () => random.normal());
    const upstream = Float32Array.from({ length: rows * units }, () => random.normal());
    const wide = (values: Float32Array, copies: number) =>
      Float32Array.from({ length: values.length * copies }, (_, at) => {
        const row = Math.floor(at / (units * copies));
        return values[row * units + (at % units)]!;
      });
    const copies = 7; // 91 columns: blocks of 32, of 4, and single ones
    const bias = new Float32Array(units * copies).fill(0.1);
    tf.tidy(() => {
      const batch = batchImages(images, columns);
      const weights = tf.tensor2d(wide(own, copies), [columns, units * copies]);
      const products = [
        imagesForward(batch, weights, tf.tensor1d(bias), true),
        summed({ batch, upstream: tf.tensor2d(wide(upstream, copies), [rows, units * copies]) }),
      ];
      for (const tensor of products) {
        const values = tensor.dataSync();
        values.forEach((value, at) => {
          const row = Math.floor(at / (units * copies));
          expect(value).toBe(values[row * units * copies + (at % units)]);
        });
      }
    });
  });
});

/** Section 11 of a module is its data. */
function hasDataSection(binary: Uint8Array): boolean {
  let at = 8;
  while (at < binary.length) {
    const section = binary[at++];
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = binary[at++]!;
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (section === 11) return true;
    at += length;
  }
  return false;
}

/** The kernels with 254 in place of every 255: grey levels come out wrong by a little. */
function withWrongConstant(binary: Uint8Array): Uint8Array {
  const changed = binary.slice();
  const [is255, is254] = [255, 254].map((value) => new Uint8Array(Float32Array.of(value).buffer)) as [
    Uint8Array,
    Uint8Array,
  ];
  let count = 0;
  for (let at = 0; at + 4 <= changed.length; at++)
    if (is255.every((byte, offset) => changed[at + offset] === byte)) {
      changed.set(is254, at);
      count += 1;
    }
  expect(count).toBeGreaterThan(0);
  return changed;
}
