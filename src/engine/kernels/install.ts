/** Registers the kernels with tfjs beside those of tfjs-wasm, and takes them away again if one is wrong. */
import * as tf from '@tensorflow/tfjs-core';
import { convolutionKernels } from './convolutionKernels.ts';
import { openHeap } from './heap.ts';
import { hasKernels, setInstalled } from './registry.ts';
import { checkKernels } from './selfTest.ts';
import { trainingKernels } from './trainingKernels.ts';

/**
 * Puts the kernels into the current wasm backend and tests them on odd shapes.
 * @param binary from compile.ts
 * @returns null when they work, else why not: they are gone then, and plain tfjs-wasm is as it was
 */
export async function installKernels(binary: Uint8Array): Promise<string | null> {
  if (tf.getBackend() !== 'wasm') return `they need the backend wasm; this is ${tf.getBackend()}`;
  if (hasKernels()) return null;
  const added: string[] = [];
  try {
    const heap = await openHeap(binary);
    for (const config of [...trainingKernels(heap), ...convolutionKernels(heap)]) {
      tf.registerKernel(config);
      added.push(config.kernelName);
    }
    setInstalled(true);
    checkKernels();
    return null;
  } catch (error) {
    setInstalled(false);
    added.forEach((name) => tf.unregisterKernel(name, 'wasm'));
    return error instanceof Error ? error.message : String(error);
  }
}
