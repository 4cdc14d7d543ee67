/** Chooses the tfjs backend that is really there and really fastest: webgl on real hardware, else wasm, else cpu. */
import * as tf from '@tensorflow/tfjs-core';
import { denseLayers } from '../distillation/layers.ts';
import { createCohort } from './cohort.ts';
import { installKernels } from './kernels/install.ts';

const BACKENDS = ['webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export interface Backend {
  readonly name: BackendName;
  /** For people, e.g. "wasm SIMD". */
  readonly label: string;
  /** Of tfjs. */
  readonly version: string;
  /** Whether webgl runs on real hardware here, chosen or not. */
  readonly hasGpu: boolean;
  /** What was passed over and why, one sentence each. */
  readonly notes: readonly string[];
}

/** @throws Error for people when there is no backend of this name */
export function parseBackend(name: string): BackendName {
  const known = BACKENDS.find((each) => each === name);
  if (!known) throw new Error(`Unknown backend "${name}". Known are: ${BACKENDS.join(', ')}.`);
  return known;
}

/** What the wasm backend is made of. */
export interface WasmParts {
  /** Where the binaries of tfjs-wasm lie: a folder ending in "/", or one address per file name. */
  readonly paths: string | Readonly<Record<string, string>>;
  /** The compiled training kernels; null to train on plain tfjs-wasm. */
  readonly kernels: Uint8Array | null;
}

/**
 * Opens the asked-for backend, or the fastest one when none is asked for.
 * @throws Error for people when the asked-for backend is not to be had, or none is
 */
export async function openBackend(requested: BackendName | null, wasm: WasmParts): Promise<Backend> {
  tf.enableProdMode();
  if (requested) return open(requested, wasm);
  const renderer = hardwareRenderer();
  const notes: string[] = renderer.obstacle ? [`webgl: ${renderer.obstacle}`] : [];
  const opened: { backend: Backend; stepMs: number }[] = [];
  for (const name of renderer.obstacle ? (['wasm'] as const) : (['webgl', 'wasm'] as const)) {
    try {
      const backend = await open(name, wasm);
      opened.push({ backend, stepMs: renderer.obstacle ? 0 : await timeTrainingStep() });
    } catch (error) {
      notes.push(`${name}: ${messageOf(error)}`);
    }
  }
  const [best, other] = opened.sort((a, b) => a.stepMs - b.stepMs);
  if (!best) return withNotes(await open('cpu', wasm), notes, false);
  if (other) {
    await tf.setBackend(best.backend.name);
    notes.push(
      `${other.backend.name}: ${other.stepMs.toFixed(1)} ms a step, ${best.backend.name} takes ${best.stepMs.toFixed(1)} ms`,
    );
  }
  return withNotes(
    best.backend,
    notes,
    opened.some(({ backend }) => backend.name === 'webgl'),
  );
}

const withNotes = (backend: Backend, notes: readonly string[], hasGpu: boolean) => ({
  ...backend,
  hasGpu,
  notes: [...notes, ...backend.notes],
});
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** @throws Error for people when it is not there. setBackend may fall through to another, so its word is checked. */
async function open(name: BackendName, wasm: WasmParts): Promise<Backend> {
  await loadBackend(name, wasm);
  const isSet = await tf.setBackend(name);
  await tf.ready();
  if (!isSet || tf.getBackend() !== name)
    throw new Error(`tfjs could not start the backend ${name} (it chose ${tf.getBackend()})`);
  if (name === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'))
    throw new Error('this graphics card has no 32-bit float textures, and 16-bit ones falsify the gradient');
  return name === 'wasm'
    ? describeWasm(wasm)
    : { name, label: name, version: tf.version_core, hasGpu: false, notes: [] };
}

async function loadBackend(name: BackendName, wasm: WasmParts): Promise<void> {
  switch (name) {
    case 'webgl':
      await import('@tensorflow/tfjs-backend-webgl');
      return;
    case 'wasm': {
      if (typeof WebAssembly === 'undefined') throw new Error('this browser has no WebAssembly');
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      setWasmPaths(typeof wasm.paths === 'string' ? wasm.paths : { ...wasm.paths });
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

/** Plugs the training kernels in, where they work. */
async function describeWasm({ kernels }: WasmParts): Promise<Backend> {
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    return {
      name: 'wasm',
      label: 'wasm',
      version: tf.version_core,
      hasGpu: false,
      notes: ['wasm: this browser has no SIMD instructions for WebAssembly'],
    };
  const obstacle = kernels ? await installKernels(kernels) : 'they were left out';
  if (obstacle === null)
    return { name: 'wasm', label: 'wasm SIMD', version: tf.version_core, hasGpu: false, notes: [] };
  return {
    name: 'wasm',
    label: 'wasm SIMD, stock',
    version: tf.version_core,
    hasGpu: false,
    notes: [`wasm: the training kernels are not used: ${obstacle}`],
  };
}

/** Median milliseconds of the default cohort's step on the current backend, after warm-up. */
async function timeTrainingStep(): Promise<number> {
  const member = { temperature: 8, softWeight: 0.9, squareTemperature: true };
  const members = Array.from({ length: 10 }, (_, index) => ({ ...member, seed: index + 1 }));
  const cohort = createCohort({
    layers: denseLayers([784, 64, 10]),
    members,
    dropout: 0,
    optimiser: { name: 'adam', weightDecay: 0 },
  });
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
