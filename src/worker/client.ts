/** The page's side of the boundary: starts the worker and speaks to it through the typed EngineApi. */
import * as Comlink from 'comlink';
import type { EngineApi, WorkerApi } from './engineApi.ts';
import type { ExperimentApi } from './experimentApi.ts';
import { withGpuRace } from './gpuRace.ts';

/** EngineApi as the page sees it: the callback goes through a proxy, and a broken worker is reported. */
export interface EngineClient extends EngineApi {
  /** Called once if the worker breaks down after it was opened. */
  onBreakdown(report: (message: string) => void): void;
}

export function startEngine(): EngineClient {
  if (typeof Worker === 'undefined')
    throw new Error(
      'This browser has no Web Workers, and networks are trained in one. Drawing and the text still work; for training, use a current Chrome, Edge, Firefox or Safari.',
    );
  const first = startEngineWorker('engine');
  const second = () => startEngineWorker('engine on the GPU');
  return { ...withGpuRace(first, second), onBreakdown: first.onBreakdown };
}

/** ExperimentApi as the page sees it: calls reject when the worker breaks down, and the worker can be ended at any time. */
export interface ExperimentClient extends ExperimentApi {
  terminate(): void;
}

/** One worker of the pool. */
export function startExperimentWorker(name: string): ExperimentClient {
  const { worker, remote, broken } = startWorker(name);
  return {
    openForExperiments: (requested, pageUrl) =>
      Promise.race([remote.openForExperiments(requested, pageUrl), broken]),
    useDigits: (digits) => Promise.race([remote.useDigits(digits), broken]),
    estimateExperiment: (order) => Promise.race([remote.estimateExperiment(order), broken]),
    runExperiment: (order, share, onNews) =>
      Promise.race([remote.runExperiment(order, share, Comlink.proxy(onNews)), broken]),
    terminate: () => worker.terminate(),
  };
}

function startWorker(name: string) {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name });
  const remote = Comlink.wrap<WorkerApi>(worker);
  let reportBreakdown: (message: string) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    worker.onerror = (event) => {
      event.preventDefault(); // an error is an event here, not a console line
      const message = `The training worker broke down: ${event.message || 'its script could not be loaded'}. Reload the page to start it again.`;
      reject(new Error(message));
      reportBreakdown(message);
    };
  });
  broken.catch(() => undefined); // reported to whoever waits
  const onBreakdown = (report: (message: string) => void) => {
    reportBreakdown = report;
  };
  return { worker, remote, broken, onBreakdown };
}

function startEngineWorker(name: string): EngineClient {
  const { remote, broken, onBreakdown } = startWorker(name);
  return {
    open: (requested, pageUrl, onEvent) =>
      Promise.race([remote.open(requested, pageUrl, Comlink.proxy(onEvent)), broken]),
    loadData: (choice) => remote.loadData(choice),
    loadOwn: (files) => remote.loadOwn(files),
    useUnlabelled: (images) => remote.useUnlabelled(images),
    shareDigits: () => remote.shareDigits(),
    cancelLoading: () => remote.cancelLoading(),
    testDigit: (label, nth) => remote.testDigit(label, nth),
    testDigits: (indices) => remote.testDigits(indices),
    train: (runId, config, options) => remote.train(runId, config, options),
    pause: () => remote.pause(),
    resume: () => remote.resume(),
    step: () => remote.step(),
    stop: () => remote.stop(),
    checkpoint: () => remote.checkpoint(),
    timeTeacherStep: (config) => remote.timeTeacherStep(config),
    onBreakdown,
  };
}
