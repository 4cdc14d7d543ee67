/** The page's side of the boundary: starts the worker and speaks to it through the typed EngineApi. */
import * as Comlink from 'comlink';
import type { EngineApi } from './engineApi.ts';
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
  const first = startWorker('engine');
  return { ...withGpuRace(first, () => startWorker('engine on the GPU')), onBreakdown: first.onBreakdown };
}

/** One worker, as the page sees it. */
function startWorker(name: string): EngineClient {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name });
  const remote = Comlink.wrap<EngineApi>(worker);
  let reportBreakdown: (message: string) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    worker.onerror = (event) => {
      event.preventDefault(); // an error is an event here, not a console line
      const message = `The training worker broke down: ${event.message || 'its script could not be loaded'}. Reload the page to start it again.`;
      reject(new Error(message));
      reportBreakdown(message);
    };
  });
  broken.catch(() => undefined); // reported above; awaited only while opening

  return {
    open: (requested, pageUrl, onEvent) =>
      Promise.race([remote.open(requested, pageUrl, Comlink.proxy(onEvent)), broken]),
    loadData: (choice) => remote.loadData(choice),
    loadOwn: (files) => remote.loadOwn(files),
    useUnlabelled: (images) => remote.useUnlabelled(images),
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
    onBreakdown(report) {
      reportBreakdown = report;
    },
  };
}
