/** Chooses the tfjs backend that is really there and really fastest: webgl on real hardware, else wasm, else cpu. */
import * as tf from '@tensorflow/tfjs-core';
import { createCohort } from './cohort.ts';

const BACKENDS = ['webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export interface Backend {
  readonly name: BackendName;
  /** For people, e.g. "wasm SIMD". */
  readonly label: string;
  /** What was passed over and why, one sentence each. */
  readonly notes: readonly string[];
}

/** @throws Error for people when there is no backend of this name */
export function parseBackend(name: string): BackendName {
  const known = BACKENDS.find((each) => each === name);
  if (!known) throw new Error(`Unknown backend "${name}". Known are: ${BACKENDS.join(', ')}.`);
  return known;
}

/** Where the binaries of tfjs-wasm lie: a folder ending in "/", or one address per file name. */
export type WasmPaths = string | Readonly<Record<string, string>>;

/**
 * Opens the asked-for backend, or the fastest one when none is asked for.
 * @throws Error for people when the asked-for backend is not to be had, or none is
 */
export async function openBackend(requested: BackendName | null, wasmPaths: WasmPaths): Promise<Backend> {
  tf.enableProdMode();
  if (requested) {
    const obstacle = await tryOpen(requested, wasmPaths);
    if (obstacle) throw new Error(`The backend ${requested} was asked for but cannot be used: ${obstacle}`);
    return describe(requested, []);
  }
  const notes: string[] = [];
  const timed: { name: BackendName; ms: number }[] = [];
  const renderer = hardwareRenderer();
  if (renderer.obstacle) notes.push(`webgl: ${renderer.obstacle}`);
  for (const name of renderer.obstacle ? (['wasm'] as const) : (['webgl', 'wasm'] as const)) {
    const obstacle = await tryOpen(name, wasmPaths);
    if (obstacle) notes.push(`${name}: ${obstacle}`);
    else timed.push({ name, ms: renderer.obstacle ? 0 : await timeTrainingStep() });
  }
  timed.sort((a, b) => a.ms - b.ms);
  const [best, slower] = timed;
  if (!best) {
    const obstacle = await tryOpen('cpu', wasmPaths);
    if (obstacle) throw new Error(`No backend can be used. ${[...notes, `cpu: ${obstacle}`].join(' ')}`);
    return describe('cpu', notes);
  }
  if (slower)
    notes.push(
      `${slower.name}: ${slower.ms.toFixed(1)} ms a step, ${best.name} takes ${best.ms.toFixed(1)} ms`,
    );
  if (tf.getBackend() !== best.name) await tryOpen(best.name, wasmPaths);
  return describe(best.name, notes);
}

/** @returns null when the backend is now in use, else why not. setBackend may fall through to another, so its word is checked. */
async function tryOpen(name: BackendName, wasmPaths: WasmPaths): Promise<string | null> {
  try {
    await loadBackend(name, wasmPaths);
    const isSet = await tf.setBackend(name);
    await tf.ready();
    if (!isSet || tf.getBackend() !== name) return `tfjs could not start it (it chose ${tf.getBackend()})`;
    if (name === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'))
      return 'this graphics card has no 32-bit float textures, and 16-bit ones falsify the gradient';
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function loadBackend(name: BackendName, wasmPaths: WasmPaths): Promise<void> {
  switch (name) {
    case 'webgl':
      await import('@tensorflow/tfjs-backend-webgl');
      return;
    case 'wasm': {
      if (typeof WebAssembly === 'undefined') throw new Error('this browser has no WebAssembly');
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      setWasmPaths(typeof wasmPaths === 'string' ? wasmPaths : { ...wasmPaths });
      return;
    }
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      return;
    default:
      throw new Error(`Unknown backend ${String(name satisfies never)}; known are ${BACKENDS.join(', ')}.`);
  }
}

const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** A software renderer trains 5 to 28 times slower than wasm and makes the page stutter: never chosen unasked. */
function hardwareRenderer(): { obstacle: string | null } {
  if (typeof OffscreenCanvas === 'undefined') return { obstacle: 'no OffscreenCanvas here' };
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return { obstacle: 'no WebGL 2 here' };
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { obstacle: SOFTWARE_RENDERER.test(renderer) ? `software renderer (${renderer})` : null };
}

async function describe(name: BackendName, notes: readonly string[]): Promise<Backend> {
  if (name !== 'wasm') return { name, label: name, notes };
  const hasSimd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return hasSimd
    ? { name, label: 'wasm SIMD', notes }
    : {
        name,
        label: 'wasm',
        notes: [...notes, 'wasm: this browser has no SIMD instructions for WebAssembly'],
      };
}

/** Median milliseconds of the default cohort's step on the current backend, after warm-up. */
async function timeTrainingStep(): Promise<number> {
  const member = { temperature: 8, softWeight: 0.9, squareTemperature: true };
  const members = Array.from({ length: 10 }, (_, index) => ({ ...member, seed: index + 1 }));
  const cohort = createCohort({ sizes: [784, 64, 10], members, dropout: 0 });
  const batch = {
    images: new Uint8Array(64 * 784).fill(50),
    labels: new Uint8Array(64),
    teacherLogits: new Float32Array(640),
  };
  const numSteps = 10;
  const blocks: number[] = [];
  for (let block = 0; block < 4; block++) {
    const started = performance.now();
    for (let step = 0; step < numSteps; step++) cohort.step(batch, 1e-3);
    await cohort.takeLosses(); // waits for the device
    blocks.push((performance.now() - started) / numSteps);
  }
  cohort.dispose();
  const [, ...warm] = blocks; // the first block compiles
  return warm.sort((a, b) => a - b)[1]!;
}
