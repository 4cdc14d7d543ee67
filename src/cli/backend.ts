/** The engine's backend in Node. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { openBackend, type Backend, type BackendName } from '../engine/backend.ts';
import { compileKernels } from '../engine/kernels/compile.ts';

/** @param name null for the fastest @throws Error for people when it is not to be had */
export async function openInNode(name: BackendName | null): Promise<Backend> {
  const wasmFolder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  return openBackend(name, { paths: `${wasmFolder}/`, kernels: await compileKernels() });
}
