/** What tfjs-wasm leaves out: an allocation that fails is an error in words, and a kernel that fails leaves nothing behind. */
import { engine, memory, type DataId } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Emscripten } from './heap.ts';

/** For people. No TypeError or RangeError: another worker would run out of it too. */
export class OutOfMemoryError extends Error {}

/** tfjs-wasm 4.22.0 may grow to this (its getHeapMax): 4 GB less one page. */
const HEAP_MAX_BYTES = 4_294_901_760;

/** Those of its engine that tfjs does not type. */
interface Internals {
  readonly state: { readonly tensorInfo: WeakMap<object, unknown> };
  runKernelFunc(kernel: unknown): unknown;
}

const guarded = new WeakSet<BackendWasm>();

/**
 * tfjs-wasm writes a tensor to whatever address malloc gives, and malloc gives 0 when there is no memory: the tensor would
 * lie over tfjs's own data. From here on the current backend throws instead. Once for each backend; more calls change nothing.
 */
export function guardMemory(): void {
  const backend = engine().backend as BackendWasm;
  if (guarded.has(backend)) return;
  guarded.add(backend);
  const emscripten = backend.wasm as unknown as Emscripten;
  // Not emscripten's own _malloc, which puts itself back in this one's place when it is called.
  emscripten._malloc = (numBytes) => {
    const address = numBytes > HEAP_MAX_BYTES ? 0 : emscripten.asm.malloc(numBytes) >>> 0;
    // It adds address and size in 32 bits: near 4 GB it was seen to give a place for 2 GB of which most lay beyond the end.
    const isBeyond = address + numBytes > emscripten.asm.memory.buffer.byteLength;
    if (isBeyond && address !== 0) emscripten._free(address);
    if (isBeyond || (address === 0 && numBytes > 0)) throw new OutOfMemoryError(messageFor(numBytes));
    return address;
  };
  freeWhatFails(backend);
}

/** A kernel that fails halfway has made tensors, or taken references to some, that nobody knows of yet. */
function freeWhatFails(backend: BackendWasm): void {
  const tfjs = engine() as unknown as Internals;
  const runKernelFunc = tfjs.runKernelFunc.bind(tfjs);
  const move = backend.move.bind(backend);
  const incRef = backend.incRef.bind(backend);
  const disposeData = backend.disposeData.bind(backend);
  /** By the kernel under way, one entry a reference; null between kernels. */
  let taken: DataId[] | null = null;

  backend.move = (dataId, ...rest) => {
    move(dataId, ...rest);
    if (!tfjs.state.tensorInfo.has(dataId)) taken?.push(dataId); // one that is known only came from another backend
  };
  backend.incRef = (dataId) => {
    incRef(dataId);
    taken?.push(dataId);
  };
  backend.disposeData = (dataId, force) => {
    const at = taken?.lastIndexOf(dataId) ?? -1;
    if (at >= 0) taken?.splice(at, 1);
    return disposeData(dataId, force);
  };
  tfjs.runKernelFunc = (kernel) => {
    const before = taken;
    const own: DataId[] = (taken = []);
    try {
      return runKernelFunc(kernel);
    } catch (error) {
      for (const dataId of own) disposeData(dataId);
      throw error;
    } finally {
      taken = before;
    }
  };
}

function messageFor(numBytes: number): string {
  return (
    `Memory ran out: ${inWords(numBytes)} were asked for, with ${inWords(memory().numBytes)} in use, and this browser or machine ` +
    `gives no more (WebAssembly ends at ${inWords(HEAP_MAX_BYTES)}). Take fewer seeds, smaller hidden layers, smaller batches, ` +
    'or fewer variants at once.'
  );
}

const inWords = (numBytes: number) =>
  numBytes < 1e9 ? `${Math.ceil(numBytes / 1e6)} MB` : `${(numBytes / 1e9).toFixed(2)} GB`;
