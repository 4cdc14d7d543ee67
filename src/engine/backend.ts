/** Chooses the tfjs backend that is really there and really fastest: webgl on real hardware, else wasm, else cpu. */
import * as tf from '@tensorflow/tfjs-core';
import type { DigitSet } from '../data/digitSet.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { penmanship } from '../data/penmanship/penmanship.ts';
import { DEFAULT_CONFIG, usesGivenTeacher, type Config } from '../experiment/config.ts';
import { studentSteps, teacherSteps } from '../experiment/work.ts';
import { installKernels } from './kernels/install.ts';
import { guardMemory } from './kernels/memoryGuard.ts';
import { cacheKey, type TeacherCache } from './teacher.ts';
import { timeStudentStep, timeTeacherStep } from './timeSteps.ts';

const BACKENDS = ['webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export interface Backend {
  readonly name: BackendName;
  /** For people, e.g. "wasm SIMD". */
  readonly label: string;
  /** Of tfjs. */
  readonly version: string;
  /** The one that was timed beside it and may be taken for a long run; null where there is none, or this one was asked for. */
  readonly alternative: { readonly name: BackendName; readonly label: string } | null;
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
  const obstacle = softwareRenderer();
  const notes: string[] = obstacle ? [`webgl: ${obstacle}`] : [];
  const opened: { backend: Backend; stepMs: number }[] = [];
  for (const name of obstacle ? (['wasm'] as const) : (['webgl', 'wasm'] as const)) {
    try {
      const backend = await open(name, wasm);
      opened.push({ backend, stepMs: obstacle ? 0 : await timeDefaultStep() });
    } catch (error) {
      notes.push(`${name}: ${messageOf(error)}`);
    }
  }
  const [best, other] = opened.sort((a, b) => a.stepMs - b.stepMs);
  if (!best) return { ...(await open('cpu', wasm)), notes };
  const { backend } = best;
  if (!other) return { ...backend, notes: [...notes, ...backend.notes] };
  await tf.setBackend(backend.name);
  const { name, label } = other.backend;
  const timed = `timed: ${name} ${other.stepMs.toFixed(1)} ms a step, ${backend.name} takes ${best.stepMs.toFixed(1)} ms`;
  return { ...backend, alternative: { name, label }, notes: [...notes, timed, ...backend.notes] };
}

/** A step of the default cohort on real digits: the background that they have is what the kernels leave out. */
async function timeDefaultStep(): Promise<number> {
  const digits = await penmanship({
    seed: 1,
    sloppiness: 'mid',
    numTrain: DEFAULT_CONFIG.batchSize,
    numTest: 0,
  });
  return timeStudentStep([DEFAULT_CONFIG], digits);
}

/** A teacher below this is trained before a second backend is warm. */
const LONG_TEACHER_MS = 10_000;

/**
 * Sets the backend for one run: the one that was opened, or, where a long teacher is to be trained and there is another, the
 * one on which steps of this teacher and these students sum up to less (decision 0009).
 * @param teachers kept ones go when the backend changes: their tensors lie on the other one
 * @param begunOn label of the one on which the run was begun; it goes on there, if that is one of the two
 * @returns the label of the backend
 */
export async function backendForRun(
  opened: Backend,
  config: Config,
  digits: DigitSet,
  teachers: TeacherCache,
  begunOn: string | null = null,
): Promise<string> {
  const { alternative } = opened;
  const same = [opened, alternative].find((each) => each?.label === begunOn);
  if (same) return take(same, teachers);
  const before = tf.getBackend();
  const isKept = teachers.has(cacheKey(digits, config, null));
  if (!alternative || (isKept && opened.name === before)) return opened.label;
  if (isKept) return alternative.label; // where this teacher was trained
  const isTrained = !usesGivenTeacher(config);
  const chosen = isTrained ? await fasterFor(config, digits, opened, alternative) : opened;
  return take(chosen, teachers);
}

/** Sets a backend that is open already. @returns its label */
async function take({ name, label }: Candidate, teachers: TeacherCache): Promise<string> {
  if (name === tf.getBackend()) return label;
  for (const { cohort } of teachers.values()) cohort.dispose();
  teachers.clear();
  await tf.setBackend(name);
  return label;
}

/** Whether the graphics card has taken away what lay on it: then whatever is read of it is nonsense. */
export function isContextLost(): boolean {
  if (tf.getBackend() !== 'webgl') return false;
  const { gpgpu } = tf.backend() as unknown as { readonly gpgpu: { readonly gl: WebGLRenderingContext } }; // as tfjs 4.22.0 keeps it
  return gpgpu.gl.isContextLost();
}

type Candidate = Pick<Backend, 'name' | 'label'>;

async function fasterFor(
  config: Config,
  digits: DigitSet,
  opened: Candidate,
  other: Candidate,
): Promise<Candidate> {
  const numSteps = teacherSteps(config, digits.train.labels.length);
  const before = tf.getBackend();
  const timeOn = async ({ name }: Candidate) => {
    await tf.setBackend(name);
    const teacherMs = (await timeTeacherStep(config, digits)) * numSteps;
    return {
      teacherMs,
      totalMs: teacherMs + (await timeStudentStep([config], digits)) * studentSteps(config),
    };
  };
  try {
    const own = await timeOn(opened);
    if (own.teacherMs < LONG_TEACHER_MS) return opened;
    const others = await timeOn(other).catch(() => null); // one that fails is not faster
    return others && others.totalMs < own.totalMs ? other : opened;
  } finally {
    await tf.setBackend(before);
  }
}

/** @throws Error for people when it is not there. setBackend may fall through to another, so its word is checked. */
async function open(name: BackendName, wasm: WasmParts): Promise<Backend> {
  await loadBackend(name, wasm);
  const isSet = await tf.setBackend(name);
  await tf.ready();
  if (!isSet || tf.getBackend() !== name)
    throw new Error(`tfjs could not start the backend ${name} (it chose ${tf.getBackend()})`);
  if (name === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'))
    throw new Error('this graphics card has no 32-bit float textures, and 16-bit ones falsify the gradient');
  return name === 'wasm' ? describeWasm(wasm) : describe(name, name);
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

/** A software renderer trains 5 to 28 times slower than wasm and makes the page stutter: never chosen unasked. @returns null where there is real hardware */
function softwareRenderer(): string | null {
  if (typeof OffscreenCanvas === 'undefined') return 'no OffscreenCanvas here';
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return 'no WebGL 2 here';
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return SOFTWARE_RENDERER.test(renderer) ? `software renderer (${renderer})` : null;
}

/** Guards the memory, and plugs the training kernels in, where they work. */
async function describeWasm({ kernels }: WasmParts): Promise<Backend> {
  guardMemory();
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    return describe('wasm', 'wasm', 'wasm: this browser has no SIMD instructions for WebAssembly');
  const obstacle = kernels ? await installKernels(kernels) : 'they were left out';
  if (obstacle === null) return describe('wasm', 'wasm SIMD');
  return describe('wasm', 'wasm SIMD, stock', `wasm: the training kernels are not used: ${obstacle}`);
}

function describe(name: BackendName, label: string, ...notes: string[]): Backend {
  return { name, label, version: tf.version_core, alternative: null, notes };
}
