/** The worker's entry: everything that needs tfjs lives behind this file. */
import * as Comlink from 'comlink';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import kernels from 'virtual:training-kernels';
import type { WorkerApi } from './engineApi.ts';
import { createEngineHost } from './engineHost.ts';
import { createExperimentHost } from './experimentHost.ts';
import { createPulse, pulsing, type PulseMessage } from './pulse.ts';

const addressOf = (url: string) => new URL(url, self.location.href).href;

const wasmPaths = {
  'tfjs-backend-wasm.wasm': addressOf(wasmUrl),
  'tfjs-backend-wasm-simd.wasm': addressOf(simdUrl),
  // Never chosen: threads need COOP and COEP headers, which this page does without.
  'tfjs-backend-wasm-threaded-simd.wasm': addressOf(simdUrl),
};

const wasm = { paths: wasmPaths, kernels };
/** A lock is let go when the worker ends, however it ends. */
let lock: string | null = null;
const tell = (patienceMs: number) => postMessage({ patienceMs, lock } satisfies PulseMessage);
const pulse = createPulse(tell);
const name = `distillery worker ${Math.random()}`;
navigator.locks
  ?.request(name, () => {
    lock = name;
    return new Promise(() => undefined);
  })
  .catch(() => undefined); // as in a sandboxed frame
// What nobody waits for any more would break down in silence.
self.addEventListener('unhandledrejection', ({ reason }) => {
  setTimeout(() => {
    throw reason;
  });
});

const api: WorkerApi = { ...createEngineHost(wasm, { pulse }), ...createExperimentHost(wasm, pulse) };
Comlink.expose(pulsing(api, pulse, ['train', 'runExperiment']));
