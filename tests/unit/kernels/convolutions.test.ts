import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { convolutionForward, convolutionGradients } from '../../../src/engine/kernels/convolutions.ts';
import { openInNode } from '../../support/backends.ts';
import { expectSame, normals } from '../../support/kernelOracle.ts';

const size = (max: number) => fc.integer({ min: 1, max });
const seed = fc.nat(1_000_000);

describe('convolution and pooling agree with the cpu backend to 1e-5, on any shape', () => {
  beforeAll(async () => {
    await openInNode('cpu');
    expect((await openInNode('wasm')).label).toBe('wasm SIMD');
  });

  it('layers of members side by side, pooled or not: forward and both gradients', () =>
    fc.assert(
      fc.asyncProperty(
        fc.tuple(size(3), size(4), size(36), size(9), size(5), size(2), size(3)),
        seed,
        ([batch, k, c, f, filterSize, stride, pool], s) => {
          const inputSide = filterSize + 4;
          const outputSide = Math.floor(Math.ceil(inputSide / stride) / pool);
          const [xShape, upShape] = [
            [batch, inputSide, inputSide, k * c] as [number, number, number, number],
            [batch, outputSide, outputSide, k * f] as [number, number, number, number],
          ];
          const up = normals(s + 3, upShape);
          // Whole numbers every other time: many pixels of a window are then equal.
          const round = (values: Float32Array) => (s % 2 ? values.map(Math.round) : values);
          const [x, b] = [round(normals(s, xShape)), round(normals(s + 2, [k * f]))];
          const w = round(normals(s + 1, [k, filterSize ** 2 * c, f]));
          const options = { size: filterSize, stride, pool };
          return expectSame(() => {
            const input = tf.relu(tf.tensor4d(x, xShape));
            const weights = tf.tensor3d(w, [k, filterSize ** 2 * c, f]);
            const trace = convolutionForward(input, weights, tf.tensor1d(b), options);
            // No gradient where ReLU was silent, as the layers after it see to.
            const upstream = tf.mul<tf.Tensor4D>(tf.tensor4d(up, upShape), tf.step(trace.output));
            const gradients = convolutionGradients(trace, upstream, weights, options, true);
            return [trace.output, gradients.weights, gradients.input!];
          });
        },
      ),
      { numRuns: 120 },
    ));
});
