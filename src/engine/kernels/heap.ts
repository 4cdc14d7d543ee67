/** The memory of tfjs-wasm as the kernels see it. This file and memoryGuard.ts know the internals of tfjs-wasm 4.22.0; no other does. */
import { engine, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { STRUCT_BYTES, writeStruct, type Address, type Struct, type StructName } from './structs.ts';

/** What the AssemblyScript module exports and takes a few addresses and numbers. */
interface Kernels {
  gemmScratchBytes(): number;
  countInk(images: Address, count: number): number;
  addColumns(x: Address, rows: number, n: number, out: Address): void;
  greyLevels(levels: Address, count: number, out: Address): void;
}

/** What it exports and takes a struct. */
const STRUCT_OF = {
  gemm: 'Gemm',
  indexImages: 'IndexImages',
  sparseForward: 'SparseProduct',
  sparseWeightGradient: 'SparseProduct',
  adam: 'Adam',
  sparseAdam: 'SparseAdam',
  momentum: 'Momentum',
  distillationLoss: 'DistillationLoss',
  convolve: 'Convolution',
  convolveWeightGradient: 'Convolution',
  convolvePooled: 'Convolution',
  pooledWeightGradient: 'Convolution',
  pooledInputGradient: 'Convolution',
} as const satisfies Record<string, StructName>;

type StructKernel = keyof typeof STRUCT_OF;

/** The kernels inside the memory of one backend. */
export interface Heap {
  readonly kernels: Kernels;
  call<Name extends StructKernel>(kernel: Name, values: Struct<(typeof STRUCT_OF)[Name]>): void;
  /** For gemm, the loss and the sparse Adam. */
  readonly scratch: Address;
  addressOf(tensor: TensorInfo): Address;
  /** A new tensor, its contents not yet written. */
  makeOutput(shape: readonly number[], dtype: 'float32' | 'int32' | 'bool'): TensorInfo;
  /** Lends memory for the time of one call. */
  withScratch(numFloats: number, work: (address: Address) => void): void;
}

/** No tensor, where a kernel can do without. */
export const NONE = 0 as Address;

/** So many floats (or elements of other size) further. */
export const floatsFrom = (address: Address, count: number, bytes = 4) =>
  (address + bytes * count) as Address;

/** Emscripten's exports, which tfjs keeps but does not type. */
export interface Emscripten {
  readonly asm: { readonly memory: WebAssembly.Memory; malloc(numBytes: number): number };
  /** @returns 0 when there is no memory left, unless the memory is guarded */
  _malloc(numBytes: number): number;
  _free(address: number): void;
}

/** @throws Error when the current backend is not tfjs-wasm, or its memory is not where it is expected, or full */
export async function openHeap(binary: Uint8Array): Promise<Heap> {
  const backend = engine().backend as BackendWasm;
  const emscripten = backend.wasm as unknown as Emscripten;
  const memory = emscripten.asm.memory;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('tfjs-wasm does not show its memory.');
  const { instance } = await WebAssembly.instantiate(new Uint8Array(binary), { env: { memory } });
  const kernels = instance.exports as unknown as Kernels & Record<StructKernel, (struct: Address) => void>;
  const reserve = (numBytes: number) => {
    const address = emscripten._malloc(numBytes) >>> 0;
    if (address === 0) throw new Error(`tfjs-wasm has no ${numBytes} bytes left for the kernels.`);
    return address as Address;
  };
  const scratch = reserve(kernels.gemmScratchBytes());
  const struct = reserve(STRUCT_BYTES);
  let view = new DataView(memory.buffer);
  const addressOf = ({ dataId }: Pick<TensorInfo, 'dataId'>) => backend.getMemoryOffset(dataId) as Address;
  return {
    kernels,
    call(kernel, values) {
      if (view.buffer !== memory.buffer) view = new DataView(memory.buffer); // it grew
      writeStruct(view, struct, STRUCT_OF[kernel], values);
      kernels[kernel](struct);
    },
    scratch,
    addressOf,
    makeOutput: (shape, dtype) => backend.makeOutput([...shape], dtype),
    withScratch(numFloats, work) {
      const { dataId } = backend.makeOutput([numFloats], 'float32');
      try {
        work(addressOf({ dataId }));
      } finally {
        backend.disposeData(dataId);
      }
    },
  };
}
