/** Slices and rows on wasm, copied within the heap: stock tfjs-wasm copies the whole source first. */
import * as tf from '@tensorflow/tfjs-core';
import type { Heap } from './heap.ts';
import { ownOrStock, type OwnKernel } from './ownOrStock.ts';

const BYTES: Readonly<Partial<Record<tf.DataType, number>>> = { float32: 4, int32: 4, bool: 1 };
type Copyable = 'float32' | 'int32' | 'bool';

export function rowKernels(heap: Heap): tf.KernelConfig[] {
  /** null: not for these kernels. */
  const runs: Readonly<Record<string, OwnKernel>> = {
    Slice({ x }, { begin, size }) {
      const bytes = BYTES[x!.dtype];
      return bytes === undefined ? null : slice(heap, x!, begin as number[], size as number[], bytes);
    },
    GatherV2({ x, indices }, { axis, batchDims }) {
      const bytes = BYTES[x!.dtype];
      const isRows = Number(axis) === 0 && Number(batchDims ?? 0) === 0;
      return bytes === undefined || !isRows ? null : gatherRows(heap, x!, indices!, bytes);
    },
    GatherLevels({ levels, rows }) {
      const columns = levels!.shape[1]!;
      const count = rows!.shape[0]!;
      const out = heap.makeOutput([count, columns], 'float32');
      const { addressOf, kernels } = heap;
      kernels.gatherLevels(addressOf(levels!), columns, addressOf(rows!), count, addressOf(out));
      return out;
    },
  };
  return ownOrStock(runs, 'floats, integers or booleans');
}

function slice(heap: Heap, x: tf.TensorInfo, begin: number[], size: number[], bytes: number): tf.TensorInfo {
  const [start, shape] = tf.slice_util.parseSliceParams(x, begin, size) as [number[], number[]];
  tf.slice_util.assertParamsValid(x, start, shape);
  const out = heap.makeOutput(shape, x.dtype as Copyable);
  if (tf.util.sizeFromShape(shape) === 0) return out;
  const strides = [...tf.util.computeStrides(x.shape), 1];
  // Axes from the last on that are taken whole lie in one run with the axis before them.
  let axis = shape.length - 1;
  while (axis > 0 && shape[axis] === x.shape[axis]) axis--;
  const runLength = Math.max(1, shape[axis] ?? 1) * (strides[axis] ?? 1) * bytes;
  const outer = shape.slice(0, Math.max(0, axis));
  const [from, to] = [heap.addressOf(x), heap.addressOf(out)];
  const memory = heap.bytes();
  const numRuns = tf.util.sizeFromShape(outer);
  for (let run = 0; run < numRuns; run++) {
    let offset = (start[axis] ?? 0) * (strides[axis] ?? 1);
    let rest = run;
    for (let dimension = axis - 1; dimension >= 0; dimension--) {
      offset += (start[dimension]! + (rest % outer[dimension]!)) * strides[dimension]!;
      rest = Math.floor(rest / outer[dimension]!);
    }
    const source = from + offset * bytes;
    memory.copyWithin(to + run * runLength, source, source + runLength);
  }
  return out;
}

/** @throws RangeError for a row that is not there */
function gatherRows(heap: Heap, x: tf.TensorInfo, indices: tf.TensorInfo, bytes: number): tf.TensorInfo {
  const [numRows, ...rowShape] = x.shape as [number, ...number[]];
  const out = heap.makeOutput([...indices.shape, ...rowShape], x.dtype as Copyable);
  const count = tf.util.sizeFromShape(indices.shape);
  const length = tf.util.sizeFromShape(rowShape) * bytes;
  const [from, to] = [heap.addressOf(x), heap.addressOf(out)];
  const memory = heap.bytes();
  const rows = new Int32Array(memory.buffer, heap.addressOf(indices), count);
  rows.forEach((row, at) => {
    if (row < 0 || row >= numRows) throw new RangeError(`There is no row ${row}; the tensor has ${numRows}.`);
    memory.copyWithin(to + at * length, from + row * length, from + (row + 1) * length);
  });
  return out;
}
