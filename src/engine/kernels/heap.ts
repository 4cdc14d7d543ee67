/** The memory of tfjs-wasm as the kernels see it. This file knows the internals of tfjs-wasm 4.22.0; no other does. */
import { engine, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** What the AssemblyScript module exports; every pointer is a byte address in the shared memory. */
interface Kernels {
  gemm(
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    bRow: number,
    bColumn: number,
    c: number,
    cRow: number,
    m: number,
    n: number,
    k: number,
    bias: number,
    mask: number,
    relu: number,
    scratch: number,
  ): void;
  gemmScratchBytes(): number;
  countInk(images: number, count: number): number;
  indexImages(
    images: number,
    rows: number,
    columns: number,
    rowStart: number,
    columnOf: number,
    rowValue: number,
    columnStart: number,
    rowOf: number,
    columnValue: number,
  ): void;
  sparseForward(
    rowStart: number,
    columnOf: number,
    rowValue: number,
    rows: number,
    weights: number,
    n: number,
    bias: number,
    relu: number,
    out: number,
  ): void;
  sparseWeightGradient(
    columnStart: number,
    rowOf: number,
    columnValue: number,
    columns: number,
    upstream: number,
    n: number,
    out: number,
  ): void;
  adam(
    weights: number,
    gradient: number,
    firstMoment: number,
    secondMoment: number,
    count: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    stepSize: number,
    secondCorrection: number,
    epsilon: number,
    keep: number,
  ): void;
  momentum(
    weights: number,
    gradient: number,
    velocity: number,
    count: number,
    factor: number,
    learningRate: number,
    keep: number,
  ): void;
  distillationLoss(
    logits: number,
    labels: number,
    teacher: number,
    lessons: number,
    imageWeights: number,
    batch: number,
    members: number,
    classes: number,
    gradient: number,
    hardSums: number,
    softSums: number,
    scratch: number,
  ): void;
  addColumns(x: number, rows: number, n: number, out: number): void;
  greyLevels(levels: number, count: number, out: number): void;
  // Their many arguments are listed in assembly/, in the files of their names.
  sparseAdam(...argumentList: number[]): void;
  convolve(...argumentList: number[]): void;
  convolveWeightGradient(...argumentList: number[]): void;
  convolvePooled(...argumentList: number[]): void;
  pooledWeightGradient(...argumentList: number[]): void;
  pooledInputGradient(...argumentList: number[]): void;
}

/** The kernels inside the memory of one backend. */
export interface Heap {
  readonly kernels: Kernels;
  /** Address of scratch for gemm, and for the loss. */
  readonly scratch: number;
  addressOf(tensor: TensorInfo): number;
  /** A new tensor, its contents not yet written. */
  makeOutput(shape: readonly number[], dtype: 'float32' | 'int32' | 'bool'): TensorInfo;
  /** Lends memory for the time of one call. */
  withScratch(numFloats: number, work: (address: number) => void): void;
}

/** Emscripten's exports, which tfjs keeps but does not type. */
interface Emscripten {
  readonly asm: { readonly memory: WebAssembly.Memory };
  _malloc(numBytes: number): number;
}

/** @throws Error when the current backend is not tfjs-wasm or its memory is not where it is expected */
export async function openHeap(binary: Uint8Array): Promise<Heap> {
  const backend = engine().backend as BackendWasm;
  const emscripten = backend.wasm as unknown as Emscripten;
  const memory = emscripten.asm.memory;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('tfjs-wasm does not show its memory.');
  const { instance } = await WebAssembly.instantiate(new Uint8Array(binary), { env: { memory } });
  const kernels = instance.exports as unknown as Kernels;
  const scratch = emscripten._malloc(kernels.gemmScratchBytes()) >>> 0;
  return {
    kernels,
    scratch,
    addressOf: ({ dataId }) => backend.getMemoryOffset(dataId),
    makeOutput: (shape, dtype) => backend.makeOutput([...shape], dtype),
    withScratch(numFloats, work) {
      const { dataId } = backend.makeOutput([numFloats], 'float32');
      work(backend.getMemoryOffset(dataId));
      backend.disposeData(dataId);
    },
  };
}
