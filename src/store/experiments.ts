/** Experiments of several runs: started on a pool of workers, one at a time, with what is done kept when they end early. */
import type { StoreApi } from 'zustand/vanilla';
import { bestVariant } from '../experiment/bestVariant.ts';
import type { Config } from '../experiment/config.ts';
import type { DataSummary } from '../experiment/events.ts';
import { shardsOf } from '../experiment/shards.ts';
import { planExperiment } from '../experiment/plan.ts';
import { findPreset } from '../experiment/presets.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import { numWorkersFor, type Machine } from '../experiment/workers.ts';
import type { ExperimentClient } from '../worker/client.ts';
import type { EngineClient } from '../worker/steadyEngine.ts';
import type { ExperimentNews, ExperimentOrder } from '../worker/experimentApi.ts';
import type { Actions } from './actions.ts';
import { messageOf } from '../experiment/messageOf.ts';
import type { ExperimentState, State } from './state.ts';

type ExperimentActions = Pick<
  Actions,
  'runExperiment' | 'findSettings' | 'undoFound' | 'cancelExperiment' | 'estimateExperiment'
>;

/** Where experiments find their workers and digits. */
export interface WorkerSource {
  readonly startWorker: (name: string) => ExperimentClient;
  /** What they may take of the machine. */
  readonly machine: Machine;
}

interface Environment extends WorkerSource {
  /** Null before it is opened. */
  readonly engine: () => EngineClient | null;
  readonly pageUrl: () => string;
  readonly setConfig: (change: Partial<Config>) => void;
}

export function createExperiments(
  { getState, setState }: StoreApi<State>,
  { startWorker, machine, engine, pageUrl, setConfig }: Environment,
): ExperimentActions {
  let current: { readonly name: string; readonly abort: AbortController } | null = null;

  const setOne = (name: string, change: (experiment: ExperimentState) => ExperimentState) =>
    setState(({ experiments }) => {
      const known = experiments[name];
      return known ? { experiments: { ...experiments, [name]: change(known) } } : {};
    });
  const backendName = () => {
    const { engine: state } = getState();
    return state.status === 'ready' ? state.backend.name : null;
  };

  /** What the pool is given, and for which digits. @throws Error for people */
  function shardsFor(order: ExperimentOrder) {
    const { summary } = getState().data;
    if (!summary) throw new Error('There are no digits yet. Wait until they are there.');
    const { preset, settings, axes, budget } = order;
    const planFor = (numWorkers: number) =>
      planExperiment(findPreset(preset), { settings, axes, data: summary, numWorkers });
    const size = numWorkersFor(planFor(1), summary, machine);
    return { summary, size, shards: shardsOf(planFor(size), summary.numTrain, size, budget !== null) };
  }

  async function digitsOf(summary: DataSummary) {
    const digits = await engine()?.shareDigits();
    if (digits?.id !== summary.id) throw new Error('Other digits were chosen meanwhile. Start it again.');
    return digits;
  }

  async function execute(
    name: string,
    order: ExperimentOrder,
    signal: AbortSignal,
  ): Promise<ExperimentResult> {
    const { summary, size, shards } = shardsFor(order);
    const digits = await digitsOf(summary);
    const pool = {
      ...{ startWorker, size, shards, backend: backendName(), pageUrl: pageUrl(), digits, signal },
      brought: getState().brought?.teacher ?? null,
    };
    const { runOnPool } = await import('../worker/pool.ts');
    const result = await runOnPool(pool, order, (news) => {
      if (news.type === 'replaced') setState({ notice: news.message });
      else setOne(name, (known) => applyNews(known, news));
    });
    setOne(name, (known) => ({ ...known, status: 'finished', share: 1, result }));
    return result;
  }

  /** @returns null where it is not begun, or does not come to its end; that is said */
  async function begin(name: string, order: ExperimentOrder): Promise<ExperimentResult | null> {
    if (current) {
      setState({ notice: 'Another experiment is under way, and one runs at a time: cancel it, or wait.' });
      return null;
    }
    const abort = new AbortController();
    current = { name, abort };
    setState(({ experiments }) => ({
      experiments: { ...experiments, [name]: { ...BEGUN, order, startedMs: performance.now() } },
      currentExperiment: name,
    }));
    try {
      return await execute(name, order, abort.signal);
    } catch (error) {
      const status = abort.signal.aborted ? 'cancelled' : 'failed';
      setOne(name, (known) => ({ ...known, status, message: messageOf(error) }));
      return null;
    } finally {
      current = null;
      setState({ currentExperiment: null });
    }
  }

  /** Test digits have no say in what is set. */
  function take(result: ExperimentResult): void {
    const best = bestVariant(result.variants, result.data);
    const { temperature, softWeight } = getState().config;
    const found = best?.variant.config;
    const isOther = found && (found.temperature !== temperature || found.softWeight !== softWeight);
    setState({ foundSettings: { before: isOther ? { temperature, softWeight } : null } });
    if (isOther) setConfig({ temperature: found.temperature, softWeight: found.softWeight });
  }

  return {
    runExperiment: (name, order) => void begin(name, order),
    findSettings(name, order) {
      setState({ foundSettings: null });
      void begin(name, order).then((result) => result && take(result));
    },
    undoFound() {
      const { foundSettings } = getState();
      setState({ foundSettings: null });
      if (foundSettings?.before) setConfig(foundSettings.before);
    },
    cancelExperiment: () => current?.abort.abort(new Error('Cancelled; what was done by then is kept.')),
    async estimateExperiment(order) {
      const worker = startWorker('estimate');
      try {
        const { summary, size, shards } = shardsFor(order);
        await worker.openForExperiments(backendName(), pageUrl(), null);
        await worker.useDigits(await digitsOf(summary));
        return (await worker.estimateExperiment(order)) / Math.min(size, shards.length);
      } finally {
        worker.terminate();
      }
    },
  };
}

const BEGUN: Omit<ExperimentState, 'order' | 'startedMs'> = {
  status: 'running',
  share: 0,
  labels: [],
  result: null,
  curves: {},
  message: null,
};

function applyNews(
  experiment: ExperimentState,
  news: Exclude<ExperimentNews, { readonly type: 'replaced' }>,
): ExperimentState {
  switch (news.type) {
    case 'progress':
      return { ...experiment, share: Math.max(experiment.share, news.share), labels: news.labels };
    case 'curve': {
      const curves = { ...experiment.curves };
      for (const [label, accuracy] of Object.entries(news.accuracy)) {
        const points = curves[label] ?? [];
        // More seeds of the same variant begin a curve anew.
        const kept = (points.at(-1)?.epoch ?? -1) < news.epoch ? points : [];
        curves[label] = [...kept, { epoch: news.epoch, accuracy }];
      }
      return { ...experiment, curves };
    }
    case 'partial':
      return { ...experiment, result: news.result };
    default:
      throw new Error(`Unknown news of an experiment: ${JSON.stringify(news satisfies never)}`);
  }
}
