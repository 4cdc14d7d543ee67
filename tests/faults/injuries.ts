/** What is done to a page that trains: each fault is caused for real, in its worker, its storage or its network. */
import type { Page, Worker } from '@playwright/test';

/** The worker in which the page's own run is trained: the newest, where one has just taken another's place. */
function engineOf(page: Page): Worker {
  const worker = page.workers().findLast((each) => each.url().includes('engine.worker'));
  if (!worker) throw new Error('The page has no engine worker.');
  return worker;
}

/** It may never answer. */
const hurt = (page: Page, how: () => unknown) =>
  void engineOf(page)
    .evaluate(how)
    .catch(() => undefined);

/** What is done, by name; resolves when it is done, not when it is noticed. */
export const INJURIES = {
  closes: async (page: Page) => hurt(page, () => self.close()),
  hangs: async (page: Page) =>
    hurt(page, () => {
      for (;;);
    }),
  'throws between steps': async (page: Page) =>
    hurt(page, () => {
      setTimeout(() => {
        throw new Error('a fault made for a test');
      });
    }),
  /** A kernel of the next step reads beyond its memory, as far as whoever called it can tell. */
  'throws in a step': async (page: Page) => hurt(page, breakNextStep),
  'throws in an evaluation': async (page: Page) => hurt(page, breakNextEvaluation),
  'throws in a checkpoint': async (page: Page) => hurt(page, breakNextCheckpoint),
  'runs out of memory': async (page: Page) =>
    hurt(page, () => {
      const kept: unknown[] = [];
      for (;;) kept.push(new Array(1e6).fill(0).map((_, at) => ({ at })));
    }),
  'loses its WebGL context': async (page: Page) => hurt(page, loseContext),
  'loses its WebGL context in an evaluation': async (page: Page) => hurt(page, loseContextInEvaluation),
} satisfies Record<string, (page: Page) => Promise<void>>;

/** tfjs 4.22.0 keeps its engine here. */
interface TfGlobal {
  _tfengine: {
    tidy: (...args: unknown[]) => unknown;
    registry: Record<string, { gpgpu: { gl: WebGLRenderingContext } }>;
  };
}

function breakNextStep(): void {
  const engine = (globalThis as unknown as TfGlobal)._tfengine;
  const before = engine.tidy;
  engine.tidy = function () {
    engine.tidy = before;
    throw new WebAssembly.RuntimeError('memory access out of bounds (a fault made for a test)');
  };
}

/** Softmax in plain arrays belongs to evaluations alone, but on the backend cpu. */
function breakNextEvaluation(): void {
  const before = Math.log;
  Math.log = () => {
    Math.log = before;
    throw new RangeError('Array buffer allocation failed (a fault made for a test)');
  };
}

function breakNextCheckpoint(): void {
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (this: MessagePort, ...args: unknown[]) {
    if (
      JSON.stringify(args[0], (_, value: unknown) => (ArrayBuffer.isView(value) ? 0 : value))?.includes(
        '"checkpoint"',
      )
    ) {
      MessagePort.prototype.postMessage = postMessage;
      throw new DOMException('Data cannot be cloned, out of memory.', 'DataCloneError');
    }
    return Reflect.apply(postMessage, this, args) as undefined;
  } as typeof postMessage;
}

function loseContext(): void {
  const { gl } = (globalThis as unknown as TfGlobal)._tfengine.registry['webgl']!.gpgpu;
  gl.getExtension('WEBGL_lose_context')!.loseContext();
}

function loseContextInEvaluation(): void {
  const before = Math.log;
  Math.log = (value) => {
    Math.log = before;
    (globalThis as unknown as TfGlobal)._tfengine.registry['webgl']!.gpgpu.gl.getExtension(
      'WEBGL_lose_context',
    )!.loseContext();
    return before(value);
  };
}
