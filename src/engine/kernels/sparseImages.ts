/** The first layer of image networks, over the inked pixels only where the kernels are there, as a dense product elsewhere. */
import * as tf from '@tensorflow/tfjs-core';
import { hasKernels, runKernel } from './registry.ts';

/** A batch of images, indexed by image and by pixel, or as a dense tensor of 0 … 1. Tensors belong to the caller's tidy. */
export type ImageBatch =
  | {
      readonly kind: 'sparse';
      readonly byImage: readonly tf.Tensor[];
      readonly byPixel: readonly tf.Tensor[];
    }
  | { readonly kind: 'dense'; readonly images: tf.Tensor2D };

/** @param images grey levels 0 … 255, [rows, columns] */
export function batchImages(images: Uint8Array, columns: number): ImageBatch {
  if (!hasKernels()) return { kind: 'dense', images: greyLevels(images, columns) };
  const levels = levelsTensor(images, columns);
  const index = runKernel('SparseIndex', { levels }, {});
  levels.dispose();
  return { kind: 'sparse', byImage: index.slice(0, 3), byPixel: index.slice(3) };
}

/** Grey levels as floats of 0 … 1. @param images grey levels 0 … 255, [rows, columns] */
export function greyLevels(images: Uint8Array, columns: number): tf.Tensor2D {
  if (hasKernels())
    return runKernel('GreyLevels', { levels: levelsTensor(images, columns) }, {})[0] as tf.Tensor2D;
  const values = new Float32Array(images.length); // filled in a loop: Float32Array.from takes ten times as long
  for (let at = 0; at < images.length; at++) values[at] = images[at]! / 255;
  return tf.tensor2d(values, [images.length / columns, columns]);
}

/** A tensor of booleans is one byte per element: the cheapest way into the heap. */
function levelsTensor(images: Uint8Array, columns: number): tf.Tensor2D {
  return tf.tensor2d(images, [images.length / columns, columns], 'bool');
}

/** images · weights + bias, then ReLU if asked. @param weights [columns, n] @param bias [n] @returns [rows, n] */
export function imagesForward(
  batch: ImageBatch,
  weights: tf.Tensor2D,
  bias: tf.Tensor1D,
  relu: boolean,
): tf.Tensor2D {
  if (batch.kind === 'dense') {
    const z = tf.add<tf.Tensor2D>(tf.matMul(batch.images, weights), bias);
    return relu ? tf.relu(z) : z;
  }
  const [rowStart, columnOf, rowValue] = batch.byImage;
  const inputs = { rowStart: rowStart!, columnOf: columnOf!, rowValue: rowValue!, weights, bias };
  return runKernel('SparseForward', inputs, { relu })[0] as tf.Tensor2D;
}

/** The gradient by the first layer's weights, imagesᵀ · upstream, not summed yet: Adam can do that while it steps. */
export interface ImagesGradient {
  readonly batch: ImageBatch;
  readonly upstream: tf.Tensor2D; // [rows, n]
}

export type Gradient = tf.Tensor | ImagesGradient;

/** What the kernel of Adam sums the gradient from. */
export function factorsOf({ batch, upstream }: ImagesGradient): tf.NamedTensorMap {
  if (batch.kind === 'dense') throw new Error('A batch made without the kernels came to the kernels.');
  const [columnStart, rowOf, columnValue] = batch.byPixel;
  return { columnStart: columnStart!, rowOf: rowOf!, columnValue: columnValue!, upstream };
}

/** The gradient as a tensor, [columns, n] for that of images. */
export function summed(gradient: Gradient): tf.Tensor {
  if (gradient instanceof tf.Tensor) return gradient;
  const { batch, upstream } = gradient;
  if (batch.kind === 'dense') return tf.matMul(tf.transpose(batch.images), upstream);
  return runKernel('SparseWeightGradient', factorsOf(gradient), {})[0]!;
}
