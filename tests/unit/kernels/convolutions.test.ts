import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { convolutionForward, convolutionGradients } from '../../../src/engine/kernels/convolutions.ts';
import { openInNode } from '../../support/backends.ts';
import { expectSame, normals } from '../../support/kernelOracle.ts';

const size = (max: number, min = 1) => fc.integer({ min, max });
const seed = fc.nat(1_000_000);

describe('convolution and pooling agree with the cpu backend to 1e-5, on any shape', () => {
  beforeAll(async () => {
    await openInNode('cpu');
    expect((await openInNode('wasm')).label).toBe('wasm SIMD');
  });

  const geometry = fc.record({
    batch: size(4),
    height: size(12, 5),
    width: size(12, 5),
    channels: size(9),
    filters: size(19),
    size: size(5),
    stride: size(3),
    pad: fc.constantFrom('same' as const, 'valid' as const),
  });

  it('tf.conv2d, plain and fused with bias and ReLU, and both its gradients', () =>
    fc.assert(
      fc.asyncProperty(geometry, seed, (g, s) => {
        const shape: [number, number, number, number] = [g.batch, g.height, g.width, g.channels];
        const filterShape: [number, number, number, number] = [g.size, g.size, g.channels, g.filters];
        const { outShape } = tf.backend_util.computeConv2DInfo(shape, filterShape, g.stride, 1, g.pad);
        const [x, w] = [normals(s, shape), normals(s + 1, filterShape)];
        const [dy, b] = [normals(s + 2, outShape), normals(s + 3, [g.filters])];
        return expectSame(() => {
          const [input, filter] = [tf.tensor4d(x, shape), tf.tensor4d(w, filterShape)];
          const upstream = tf.tensor4d(dy, outShape);
          const shared = { strides: g.stride, pad: g.pad, dataFormat: 'NHWC' };
          return [
            tf.conv2d(input, filter, g.stride, g.pad),
            tf.fused.conv2d({
              ...{ x: input, filter, strides: g.stride, pad: g.pad },
              ...{ bias: tf.tensor1d(b), activation: 'relu' },
            }),
            tf
              .engine()
              .runKernel<tf.Tensor>(
                'Conv2DBackpropFilter',
                { x: input, dy: upstream },
                { ...shared, filterShape },
              ),
            tf
              .engine()
              .runKernel<tf.Tensor>(
                'Conv2DBackpropInput',
                { dy: upstream, filter },
                { ...shared, inputShape: shape },
              ),
          ];
        });
      }),
      { numRuns: 80 },
    ));

  it('a filter that is not square goes to the kernel of tfjs', () =>
    expectSame(() =>
      tf.conv2d(tf.tensor4d(normals(1, [1, 6, 7, 2]), [1, 6, 7, 2]), tf.ones([2, 3, 2, 3]), 1, 'same'),
    ));

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

  it('the gradient of max-pooling, also where pixels are equal and windows overlap', () =>
    fc.assert(
      fc.asyncProperty(size(9, 3), size(9), size(3), size(3), seed, (side, channels, window, stride, s) => {
        const shape: [number, number, number, number] = [2, side, side, channels];
        const [x, up] = [normals(s, shape), normals(s + 1, shape)];
        return expectSame(() => {
          const input = tf.relu(tf.tensor4d(x, shape)); // many zeros
          const output = tf.maxPool(input, window, stride, 'valid');
          const dy = tf.slice(tf.tensor4d(up, shape), [0, 0, 0, 0], output.shape);
          const attributes = { filterSize: window, strides: stride, pad: 'valid' };
          return tf.engine().runKernel<tf.Tensor>('MaxPoolGrad', { dy, input, output }, attributes);
        });
      }),
      { numRuns: 60 },
    ));

  it('max-pooling with windows that overlap and reach over the border', () =>
    fc.assert(
      fc.asyncProperty(size(8, 3), size(5), size(3), size(3), seed, (side, channels, window, stride, s) =>
        expectSame(() =>
          tf.maxPool(
            tf.tensor4d(normals(s, [2, side, side, channels]), [2, side, side, channels]),
            ...([window, stride, 'same'] as const),
          ),
        ),
      ),
      { numRuns: 40 },
    ));
});
