/** The engine's side of the boundary: holds the digits, the kept teachers and the one run in progress. */
import { imageAt, summaryOf, type DigitSet, type DigitSplit } from '../data/digitSet.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { joinBytes } from '../data/joinBytes.ts';
import { readOwnSet } from '../data/ownFiles.ts';
import { openBackend, parseBackend, type Backend, type WasmParts } from '../engine/backend.ts';
import { run } from '../engine/run.ts';
import type { TeacherCache } from '../engine/teacherCache.ts';
import { timeTeacherStep } from '../engine/timeSteps.ts';
import type { RunCheckpoint } from '../experiment/checkpoint.ts';
import { DEFAULT_CONFIG, type Config } from '../experiment/config.ts';
import type { RunEvent } from '../experiment/events.ts';
import type { EngineApi, EngineEvent, TestDigit, TrainOptions } from './engineApi.ts';
import { createEventBatcher } from './events.ts';
import { loadDigits } from './loadDigits.ts';
import { createRunLoop, type RunLoop } from './runLoop.ts';

/** The digit of the article's figure 3. */
const FIRST_PROBE = 7;
/** MNIST test digit whose probabilities are those of that figure: at T = 7 the 1 stands near 0.075, the 6 below 0.01. */
const FIGURE_3 = 9113;

export function createEngineHost(wasm: WasmParts): EngineApi {
  const teachers: TeacherCache = new Map();
  let send: (event: EngineEvent) => void = () => undefined;
  let pageUrl = '';
  let backend: Backend | null = null;
  let digits: DigitSet | null = null;
  /** Images of the page's own, which any set has beside its own ones. */
  let handed = new Uint8Array();
  let loop: RunLoop | null = null;
  /** Hand of the embedded digits. */
  let { sloppiness } = DEFAULT_CONFIG;
  let loading: AbortController | null = null;
  /** Settles when the latest run has released everything; the next one waits for it. */
  let ended: Promise<void> = Promise.resolve();
  /** Answers whoever waits for a checkpoint. */
  let giveCheckpoint: (checkpoint: RunCheckpoint | null) => void = () => undefined;

  function inUse(): DigitSet {
    const set = requireLoaded(digits, 'digits');
    if (handed.length === 0) return set;
    return { ...set, unlabelled: set.unlabelled ? joinBytes([handed, set.unlabelled]) : handed };
  }

  async function execute(
    runId: number,
    config: Config,
    { teacher, checkpoint = null }: TrainOptions,
    { circumstances, drive }: RunLoop,
  ): Promise<void> {
    if (circumstances.signal.aborted) return; // stopped by the next run before its turn came
    const batcher = createEventBatcher((events) => send({ type: 'run', runId, events }));
    try {
      const label = requireLoaded(backend, 'backend').label;
      const set = inUse();
      const events = run({
        ...{ preset: 'page', config, digits: set, backend: label, teachers, teacher, checkpoint },
        ...circumstances,
      });
      const tell = (event: RunEvent) => {
        if (event.type === 'checkpoint') giveCheckpoint(event.checkpoint);
        else batcher.add(event);
      };
      await drive(events, tell, () => {
        batcher.flush();
        send({ type: 'runPaused', runId });
      });
      batcher.flush();
    } catch (error) {
      if (circumstances.signal.aborted) return;
      batcher.flush();
      send({ type: 'runFailed', runId, message: error instanceof Error ? error.message : String(error) });
    } finally {
      giveCheckpoint(null);
    }
  }

  return {
    async open(requested, address, onEvent) {
      send = onEvent;
      pageUrl = address;
      backend = await openBackend(requested === null ? null : parseBackend(requested), wasm);
      return backend;
    },
    async loadData(choice) {
      loading?.abort();
      const own = new AbortController();
      loading = own;
      digits = await loadDigits(choice, {
        ...{ pageUrl, signal: own.signal },
        onProgress: (done, total, what) => send({ type: 'dataProgress', done, total, what }),
        onTest: (test) => send({ type: 'probe', digit: firstDigit(test, choice.data) }),
      });
      ({ sloppiness } = choice);
      return summaryOf(inUse());
    },
    async loadOwn(files) {
      const set = await readOwnSet(files);
      loading?.abort();
      digits = set;
      send({ type: 'probe', digit: firstDigit(set.test, 'own') });
      return summaryOf(inUse());
    },
    async useUnlabelled(images) {
      handed = new Uint8Array(images);
      return summaryOf(inUse());
    },
    async shareDigits() {
      const { writeUnlabelled, ...set } = inUse();
      return { set, sloppiness: writeUnlabelled ? sloppiness : null };
    },
    async cancelLoading() {
      loading?.abort(new Error('Cancelled.'));
    },
    async testDigit(label, nth) {
      return nthWithLabel(requireLoaded(digits, 'digits').test, label, nth);
    },
    async testDigits(indices) {
      const { test } = requireLoaded(digits, 'digits');
      return indices.map((index) => digitAt(test, index));
    },
    train(runId, config, options) {
      loop?.stop();
      const ownLoop = createRunLoop(options.paused);
      loop = ownLoop;
      ended = ended.then(() => execute(runId, config, options, ownLoop));
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
    async checkpoint() {
      const present = loop;
      if (!present || present.circumstances.signal.aborted) return null;
      const given = new Promise<RunCheckpoint | null>((resolve) => {
        giveCheckpoint = resolve;
      });
      present.requestCheckpoint();
      return Promise.race([given, ended.then(() => null)]);
    },
    timeTeacherStep: (config) => timeTeacherStep(config, requireLoaded(digits, 'digits')),
  };
}

function requireLoaded<T>(thing: T | null, what: string): T {
  if (thing === null)
    throw new Error(`The engine has no ${what} yet. Wait until the page says that it is ready.`);
  return thing;
}

function digitAt(test: DigitSplit, index: number): TestDigit {
  const label = test.labels[index];
  if (label === undefined)
    throw new Error(`There is no test digit ${index}; they go from 0 to ${test.labels.length - 1}.`);
  return { index, label, image: imageAt(test, index).slice() };
}

/** The seven of figure 3, or another one; the first digit where there is no seven. */
function firstDigit(test: DigitSplit, source: Config['data']): TestDigit {
  if (source === 'mnist') return digitAt(test, FIGURE_3);
  const label = test.labels.includes(FIRST_PROBE) ? FIRST_PROBE : test.labels[0]!;
  return nthWithLabel(test, label, 0);
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
  return digitAt(test, index);
}
