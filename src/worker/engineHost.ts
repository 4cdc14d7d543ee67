/** The engine's side of the boundary: holds the digits, the kept teachers and the one run in progress. */
import { NUM_CLASSES, imageAt, summaryOf, type DigitSet, type DigitSplit } from '../data/digitSet.ts';
import { openBackend, parseBackend, type Backend, type WasmParts } from '../engine/backend.ts';
import type { GivenTeacher } from '../engine/givenTeacher.ts';
import { run } from '../engine/run.ts';
import type { TeacherCache } from '../engine/teacherCache.ts';
import type { Config } from '../experiment/config.ts';
import type { EngineApi, EngineEvent, TestDigit } from './engineApi.ts';
import { createEventBatcher } from './events.ts';
import { loadDigits } from './loadDigits.ts';
import { createRunLoop, type RunLoop } from './runLoop.ts';

/** The digit of the article's figure 3. */
const FIRST_PROBE = 7;

export function createEngineHost(wasm: WasmParts): EngineApi {
  const teachers: TeacherCache = new Map();
  let send: (event: EngineEvent) => void = () => undefined;
  let pageUrl = '';
  let backend: Backend | null = null;
  let digits: DigitSet | null = null;
  let loop: RunLoop | null = null;
  /** Settles when the latest run has released everything; the next one waits for it. */
  let ended: Promise<void> = Promise.resolve();

  async function execute(
    runId: number,
    config: Config,
    teacher: GivenTeacher | null,
    { circumstances, drive }: RunLoop,
  ): Promise<void> {
    if (circumstances.signal.aborted) return; // stopped by the next run before its turn came
    const batcher = createEventBatcher((events) => send({ type: 'run', runId, events }));
    try {
      const label = requireLoaded(backend, 'backend').label;
      const set = requireLoaded(digits, 'digits');
      const events = run({
        ...{ preset: 'page', config, digits: set, backend: label, teachers, teacher },
        ...circumstances,
      });
      await drive(events, batcher.add, () => {
        batcher.flush();
        send({ type: 'runPaused', runId });
      });
      batcher.flush();
    } catch (error) {
      if (circumstances.signal.aborted) return;
      batcher.flush();
      send({ type: 'runFailed', runId, message: error instanceof Error ? error.message : String(error) });
    }
  }

  return {
    async open(requested, address, onEvent) {
      send = onEvent;
      pageUrl = address;
      backend = await openBackend(requested === null ? null : parseBackend(requested), wasm);
      return backend;
    },
    async loadData(source) {
      digits = await loadDigits(source, {
        pageUrl,
        onProgress: (done, total, what) => send({ type: 'dataProgress', done, total, what }),
        onTest: (test) => send({ type: 'probe', digit: nthWithLabel(test, FIRST_PROBE, 0) }),
      });
      return summaryOf(digits);
    },
    async testDigit(label, nth) {
      return nthWithLabel(requireLoaded(digits, 'digits').test, label, nth);
    },
    train(runId, config, { paused, teacher }) {
      loop?.stop();
      const ownLoop = createRunLoop(paused);
      loop = ownLoop;
      ended = ended.then(() => execute(runId, config, teacher, ownLoop));
      return ended;
    },
    async pause() {
      loop?.pause();
    },
    async resume() {
      loop?.resume();
    },
    async step() {
      loop?.step();
    },
    async stop() {
      loop?.stop();
      await ended;
    },
  };
}

function requireLoaded<T>(thing: T | null, what: string): T {
  if (thing === null)
    throw new Error(`The engine has no ${what} yet. Wait until the page says that it is ready.`);
  return thing;
}

function nthWithLabel(test: DigitSplit, label: number, nth: number): TestDigit {
  if (!Number.isInteger(label) || label < 0 || label >= NUM_CLASSES)
    throw new Error(`There is no digit ${label}; ask for 0 to ${NUM_CLASSES - 1}.`);
  const indices: number[] = [];
  test.labels.forEach((own, index) => {
    if (own === label) indices.push(index);
  });
  const index = indices[nth % indices.length];
  if (index === undefined) throw new Error(`The test digits contain no ${label}.`);
  return { index, label, image: imageAt(test, index).slice() };
}
