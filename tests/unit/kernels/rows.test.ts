import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { gatherLevels } from '../../../src/engine/kernels/sparseImages.ts';
import { openInNode } from '../../support/backends.ts';
import { expectSame, normals } from '../../support/kernelOracle.ts';

const seed = fc.nat(1_000_000);

describe('slices and rows agree with the cpu backend', () => {
  beforeAll(async () => {
    await openInNode('cpu');
    expect((await openInNode('wasm')).label).toBe('wasm SIMD');
  });

  it('any slice of a tensor of one to four axes, of floats, integers and booleans', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ size: fc.integer({ min: 1, max: 6 }), from: fc.nat(5), count: fc.nat(6) }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.constantFrom('float32' as const, 'int32' as const, 'bool' as const),
        seed,
        (axes, dtype, s) => {
          const shape = axes.map(({ size }) => size);
          const begin = axes.map(({ size, from }) => Math.min(from, size - 1));
          const size = axes.map((axis, at) => Math.min(axis.count, axis.size - begin[at]!));
          const values = normals(s, shape).map((value) =>
            dtype === 'float32' ? value : Math.abs(value) > 1 ? 1 : 0,
          );
          return expectSame(() => {
            const part = tf.slice(tf.tensor(values, shape, dtype), begin, size);
            expect(part.shape).toEqual(size);
            return tf.cast(part, 'float32');
          });
        },
      ),
      { numRuns: 150 },
    ));

  it('rows gathered by any indices', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 2 }),
        fc.array(fc.nat(8), { minLength: 1, maxLength: 12 }),
        seed,
        (numRows, rowShape, wanted, s) => {
          const shape = [numRows, ...rowShape];
          const values = normals(s, shape);
          const rows = wanted.map((row) => row % numRows);
          return expectSame(() => tf.gather(tf.tensor(values, shape), tf.tensor1d(rows, 'int32')));
        },
      ),
      { numRuns: 80 },
    ));

  it('other axes, as tfjs does them', () =>
    expectSame(() => tf.gather(tf.tensor(normals(1, [3, 4]), [3, 4]), tf.tensor1d([2, 0], 'int32'), 1)));

  it('refuses a row that is not there', async () => {
    await tf.setBackend('wasm');
    expect(() => tf.gather(tf.ones([3, 2]), tf.tensor1d([3], 'int32'))).toThrow('no row 3; the tensor has 3');
  });

  it('grey levels as floats', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.uint8Array({ minLength: 120, maxLength: 120 }),
        fc.array(fc.nat(2), { minLength: 1, maxLength: 7 }),
        (columns, bytes, wanted) => {
          const images = bytes.slice(0, 3 * columns);
          return expectSame(() => gatherLevels(images, columns, Int32Array.from(wanted)));
        },
      ),
      { numRuns: 60 },
    ));
});
