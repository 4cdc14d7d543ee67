/** The worker's entry: everything that needs tfjs lives behind this file. */
import * as Comlink from 'comlink';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import kernels from 'virtual:training-kernels';
import type { WorkerApi } from './engineApi.ts';
import { createEngineHost } from './engineHost.ts';
import { createExperimentHost } from './experimentHost.ts';

const addressOf = (url: string) => new URL(url, self.location.href).href;

const wasmPaths = {
  'tfjs-backend-wasm.wasm': addressOf(wasmUrl),
  'tfjs-backend-wasm-simd.wasm': addressOf(simdUrl),
  // Never chosen: threads need COOP and COEP headers, which this page does without.
  'tfjs-backend-wasm-threaded-simd.wasm': addressOf(simdUrl),
};

const wasm = { paths: wasmPaths, kernels };
const api: WorkerApi = { ...createEngineHost(wasm), ...createExperimentHost(wasm) };
Comlink.expose(api);
