/** The memory of tfjs-wasm, counted: what is in use, what was at the peak, and an allocation that fails when it is told to. */
import * as tf from '@tensorflow/tfjs-core';

interface Wasm {
  asm: {
    readonly memory: WebAssembly.Memory;
    malloc(numBytes: number): number;
    free(address: number): void;
  };
  _free(address: number): void;
}

/** Of the current backend, once for each. Only what is allocated from here on counts. */
export function watchWasmMemory() {
  const { wasm } = tf.backend() as unknown as { readonly wasm: Wasm };
  const { asm } = wasm;
  const sizes = new Map<number, number>();
  let [inUse, peak, numAllocations, failing] = [0, 0, 0, 0];
  wasm.asm = {
    ...asm, // the exports themselves are frozen
    malloc(numBytes) {
      numAllocations += 1;
      if (numAllocations === failing) return 0;
      const address = asm.malloc(numBytes) >>> 0;
      if (address === 0) return 0;
      sizes.set(address, numBytes);
      inUse += numBytes;
      peak = Math.max(peak, inUse);
      return address;
    },
  };
  wasm._free = (address) => {
    inUse -= sizes.get(address >>> 0) ?? 0;
    sizes.delete(address >>> 0);
    asm.free(address);
  };
  return {
    /** Bytes. */
    inUse: () => inUse,
    peak: () => peak,
    /** Bytes that WebAssembly has, which never become fewer. */
    length: () => asm.memory.buffer.byteLength,
    numAllocations: () => numAllocations,
    /** Counts anew. @param at number of the allocation that fails, from 1; none if left out */
    begin(at = 0) {
      [numAllocations, failing, peak] = [0, at, inUse];
    },
  };
}
