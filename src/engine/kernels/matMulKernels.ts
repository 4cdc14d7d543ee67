/** tf.matMul and tf.fused.matMul on wasm by the packed gemm: any transposes, stacks of matrices, broadcast ones too. */
import * as tf from '@tensorflow/tfjs-core';
import { RELU, type Heap } from './heap.ts';

interface Product {
  readonly a: tf.TensorInfo;
  readonly b: tf.TensorInfo;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** [n], added to every row; null for none. */
  readonly bias: tf.TensorInfo | null;
  readonly relu: boolean;
}

export function matMulKernels(heap: Heap): tf.KernelConfig[] {
  const stockFused = tf.getKernel('_FusedMatMul', 'wasm');
  return [
    {
      kernelName: 'BatchMatMul',
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) => {
        const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
        const { transposeA, transposeB } = attrs as unknown as { transposeA: boolean; transposeB: boolean };
        return multiply(heap, { a, b, transposeA, transposeB, bias: null, relu: false });
      },
    },
    {
      kernelName: '_FusedMatMul',
      backendName: 'wasm',
      kernelFunc: (parameters) => {
        const { a, b, bias } = parameters.inputs as Record<'a' | 'b' | 'bias', tf.TensorInfo>;
        const { transposeA, transposeB, activation } = parameters.attrs as unknown as {
          transposeA: boolean;
          transposeB: boolean;
          activation: string;
        };
        const isOurs = ['linear', 'relu'].includes(activation) && (!bias || bias.shape.length === 1);
        if (!isOurs && stockFused) return stockFused.kernelFunc(parameters);
        return multiply(heap, {
          a,
          b,
          transposeA,
          transposeB,
          bias: bias ?? null,
          relu: activation === 'relu',
        });
      },
    },
  ];
}

function multiply({ kernels, scratch, addressOf, makeOutput }: Heap, product: Product): tf.TensorInfo {
  const { a, b, transposeA, transposeB, bias, relu } = product;
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const n = transposeB ? bRows : bColumns;
  const stack = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const out = makeOutput([...stack, m, n], 'float32');
  const [fromA, fromB, to] = [addressOf(a), addressOf(b), addressOf(out)];
  const placeOfA = stackPlaces(a.shape.slice(0, -2), stack);
  const placeOfB = stackPlaces(b.shape.slice(0, -2), stack);
  for (let at = 0; at < placeOfA.length; at++)
    kernels.gemm(
      ...[fromA + 4 * placeOfA[at]! * aRows * aColumns, transposeA ? 1 : aColumns, transposeA ? aColumns : 1],
      ...[fromB + 4 * placeOfB[at]! * bRows * bColumns, transposeB ? 1 : bColumns, transposeB ? bColumns : 1],
      ...[to + 4 * at * m * n, n],
      ...[m, n, k, bias ? addressOf(bias) : 0, 0, relu ? RELU : 0, scratch],
    );
  return out;
}

/** For every matrix of a broadcast stack, which matrix of the narrower one it is made from. */
function stackPlaces(own: readonly number[], stack: readonly number[]): number[] {
  const padded = [...new Array<number>(stack.length - own.length).fill(1), ...own];
  let places = [0];
  stack.forEach((size, axis) => {
    const ownSize = padded[axis]!;
    places = places.flatMap((place) =>
      Array.from({ length: size }, (_, index) => place * ownSize + (ownSize === 1 ? 0 : index)),
    );
  });
  return places;
}
