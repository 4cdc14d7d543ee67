/** The convolution kernels held against sums written out, part of selfTest.ts. */
import * as tf from '@tensorflow/tfjs-core';
import { convolutionForward, convolutionGradients } from './convolutions.ts';

/** Two members of three channels and five filters, over images whose sides no tile divides. */
const SHAPE = { batch: 2, members: 2, side: 5, channels: 3, filters: 5, size: 3 } as const;

type Values = (count: number, shift: number) => Float32Array;
type ExpectSame = (name: string, tensor: tf.Tensor, expected: Float32Array) => void;

/** @throws whatever expectSame throws */
export function checkConvolutions(values: Values, expectSame: ExpectSame): void {
  for (const [stride, pool] of [
    [1, 2],
    [2, 1],
  ] as const)
    checkLayer(stride, pool, values, expectSame);
}

function checkLayer(stride: number, pool: number, values: Values, expectSame: ExpectSame): void {
  const { batch, members, side, channels, filters, size } = SHAPE;
  const depth = size * size * channels;
  const outSide = Math.floor(Math.ceil(side / stride) / pool);
  const x = values(batch * side * side * members * channels, 0).map((value) => Math.max(0, value));
  const [w, b] = [values(members * depth * filters, 3), values(members * filters, 7)];
  const expected = { output: new Float32Array(batch * outSide * outSide * members * filters) };
  const ofWeights = new Float32Array(w.length);
  const ofInput = new Float32Array(x.length);
  const upstream = values(expected.output.length, 5);
  const padding = 1; // 3 × 3 over a side of 5, at strides 1 and 2

  /** Calls back for every tap of a pixel that lies in the image: index of the input, index of the weight. */
  const eachTap = (at: Place, y: number, x0: number, visit: (input: number, weight: number) => void) => {
    for (let tap = 0; tap < size * size; tap++) {
      const [iy, ix] = [y * stride - padding + Math.floor(tap / size), x0 * stride - padding + (tap % size)];
      if (iy < 0 || ix < 0 || iy >= side || ix >= side) continue;
      for (let c = 0; c < channels; c++)
        visit(
          ((at.image * side + iy) * side + ix) * members * channels + at.member * channels + c,
          (at.member * depth + tap * channels + c) * filters + at.filter,
        );
    }
  };
  for (let index = 0; index < expected.output.length; index++) {
    const wide = index % (members * filters);
    const pixel = Math.floor(index / (members * filters));
    const at = {
      image: Math.floor(pixel / outSide ** 2),
      member: Math.floor(wide / filters),
      filter: wide % filters,
    };
    const [row, column] = [Math.floor(pixel / outSide) % outSide, pixel % outSide];
    let best = { sum: -Infinity, y: 0, x: 0 };
    for (let place = 0; place < pool * pool; place++) {
      const [y, x0] = [row * pool + Math.floor(place / pool), column * pool + (place % pool)];
      let sum = b[wide]!;
      eachTap(at, y, x0, (input, weight) => (sum += x[input]! * w[weight]!));
      if (sum > best.sum) best = { sum, y, x: x0 };
    }
    expected.output[index] = Math.max(0, best.sum);
    if (best.sum <= 0) upstream[index] = 0;
    eachTap(at, best.y, best.x, (input, weight) => {
      ofWeights[weight]! += upstream[index]! * x[input]!;
      if (x[input]! > 0) ofInput[input]! += upstream[index]! * w[weight]!;
    });
  }

  const options = { size, stride, pool };
  const weights = tf.tensor3d(w, [members, depth, filters]);
  const input = tf.tensor4d(x, [batch, side, side, members * channels]);
  const trace = convolutionForward(input, weights, tf.tensor1d(b), options);
  const error = tf.tensor4d(upstream, [batch, outSide, outSide, members * filters]);
  const gradients = convolutionGradients(trace, error, weights, options, true);
  expectSame(`convolution (stride ${stride}, pool ${pool})`, trace.output, expected.output);
  expectSame(`its gradient by the weights (stride ${stride}, pool ${pool})`, gradients.weights, ofWeights);
  expectSame(`its gradient by the input (stride ${stride}, pool ${pool})`, gradients.input!, ofInput);
}

interface Place {
  readonly image: number;
  readonly member: number;
  readonly filter: number;
}
