/** The page's side of the boundary: starts workers and speaks to them through the typed WorkerApi. */
import * as Comlink from 'comlink';
import workerUrl from './engine.worker.ts?worker&url';
import type { WorkerApi } from './engineApi.ts';
import type { ExperimentApi } from './experimentApi.ts';
import { createSteadyEngine, type EngineClient } from './steadyEngine.ts';
import { watchWorker } from './watch.ts';

export function startEngine(): EngineClient {
  if (typeof Worker === 'undefined')
    throw new Error(
      'This browser has no Web Workers, and networks are trained in one. Drawing and the text still work; for training, use a current Chrome, Edge, Firefox or Safari.',
    );
  return createSteadyEngine(() => startWorker('engine'));
}

/** ExperimentApi as the page sees it: calls reject with WorkerGone when the worker breaks down, and it can be ended at any time. */
export interface ExperimentClient extends ExperimentApi {
  terminate(): void;
}

/** One worker of the pool. */
export function startExperimentWorker(name: string): ExperimentClient {
  const { api, terminate } = startWorker(name);
  return { ...api, terminate };
}

function startWorker(name: string) {
  const worker = openWorker(name);
  const { gone, end } = watchWorker(worker);
  const terminate = () => {
    end();
    worker.terminate();
  };
  return { gone, terminate, api: racedAgainst(gone, Comlink.wrap<WorkerApi>(worker)) };
}

/**
 * Where the page may have no worker of its own address, as in a sandboxed iframe, one begins in a text from here and reads the
 * same script. What is said to it before that is there waits.
 */
function openWorker(name: string): Worker {
  try {
    return new Worker(workerUrl, { type: 'module', name });
  } catch {
    const script = `
      const early = [];
      const keep = (event) => early.push(event);
      addEventListener('message', keep);
      import(${JSON.stringify(workerUrl)}).then(() => {
        removeEventListener('message', keep);
        for (const { data, ports } of early) dispatchEvent(new MessageEvent('message', { data, ports }));
      }, (error) => setTimeout(() => { throw error; }));`;
    return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), { name });
  }
}

/** Each call of the API, over Comlink: callbacks go through proxies, and a call that waits when the worker breaks rejects. */
function racedAgainst(gone: Promise<never>, remote: Comlink.Remote<WorkerApi>): WorkerApi {
  const call =
    (name: keyof WorkerApi) =>
    (...args: unknown[]) => {
      const sent = args.map((arg) => (typeof arg === 'function' ? Comlink.proxy(arg) : arg));
      const method = remote[name] as unknown as (...args: unknown[]) => Promise<never>; // each is checked by its own type below
      return Promise.race([method(...sent), gone]);
    };
  return Object.fromEntries(CALLS.map((name) => [name, call(name)])) as unknown as WorkerApi;
}

/** Every call there is; one that is left out does not compile. */
const CALLS = Object.keys({
  open: 0,
  loadData: 0,
  loadOwn: 0,
  mend: 0,
  readLabelled: 0,
  bringTeacher: 0,
  poolResults: 0,
  readRunFile: 0,
  useUnlabelled: 0,
  shareDigits: 0,
  takeDigits: 0,
  cancelLoading: 0,
  testDigit: 0,
  testDigitAt: 0,
  train: 0,
  pause: 0,
  resume: 0,
  step: 0,
  stop: 0,
  checkpoint: 0,
  openForExperiments: 0,
  useDigits: 0,
  estimateExperiment: 0,
  runExperiment: 0,
} satisfies Record<keyof WorkerApi, 0>) as (keyof WorkerApi)[];
