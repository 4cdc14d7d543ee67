/** The page's state with all that a person can do to it, and the one place where engine events reach it. */
import { createStore as createZustandStore, type StoreApi } from 'zustand/vanilla';
import type { GivenTeacher } from '../engine/teacher.ts';
import { DEFAULT_CONFIG, type Config } from '../experiment/config.ts';
import { planExperiment } from '../experiment/plan.ts';
import { findPreset } from '../experiment/presets.ts';
import { startExperimentWorker, type EngineClient } from '../worker/client.ts';
import type { EngineEvent } from '../worker/engineApi.ts';
import type { Actions } from './actions.ts';
import { applyEvent, applyFailure, applyPause } from './applyEvent.ts';
import { choiceOf, createDataKeeper, isSameSet, wantedUnlabelled } from './data.ts';
import { createExperiments, type Laboratory } from './experiments.ts';
import { linkTo } from './linkTo.ts';
import { markChange } from './marks.ts';
import { messageOf } from './messageOf.ts';
import { createProbeKeeper } from './probe.ts';
import { createRunKeeper } from './runs.ts';
import { INITIAL_STATE, type State } from './state.ts';

export interface Page {
  readonly store: StoreApi<State>;
  readonly actions: Actions;
}

/**
 * @param startEngine called by open(); throws with a message for people where no engine can run
 * @param loadTeacher fetches the network that a config asks for from beside the page; rejects with a message for people
 * @param laboratory where experiments find their workers
 */
export function createPage(
  startEngine: () => EngineClient,
  loadTeacher: (pageUrl: string, config: Config) => Promise<GivenTeacher | null>,
  laboratory: Laboratory = { startWorker: startExperimentWorker, size: 1 },
): Page {
  const store = createZustandStore<State>(() => INITIAL_STATE);
  const { getState, setState } = store;
  let engine: EngineClient | null = null;
  let address = '';
  const client = () => engine;
  const ask = (question: (client: EngineClient) => Promise<void>) => {
    if (engine) question(engine).catch((error: unknown) => failEngine(messageOf(error)));
  };

  const probe = createProbeKeeper(store, client, (error) => data.set({ message: messageOf(error) }));
  const data = createDataKeeper(store, client, probe, ask);
  const runs = createRunKeeper(store, client, (config) => loadTeacher(address, config), ask);
  const experiments = createExperiments(store, { ...laboratory, engine: client, pageUrl: () => address });

  function onEvent(event: EngineEvent): void {
    switch (event.type) {
      case 'dataProgress':
        data.set({ progress: { done: event.done, total: event.total, what: event.what } });
        return;
      case 'probe':
        probe.showFirst(event.digit);
        return;
      case 'run':
        runs.setPresent(event.runId, (run) =>
          event.events.reduce((state, each) => applyEvent(state, each, performance.now()), run),
        );
        return;
      case 'runPaused':
        runs.setPresent(event.runId, (run) => applyPause(run, performance.now()));
        return;
      case 'runFailed':
        runs.setPresent(event.runId, (run) => applyFailure(run, event.message));
        return;
      default:
        throw new Error(`Unknown engine event: ${JSON.stringify(event satisfies never)}`);
    }
  }

  function failEngine(message: string): void {
    setState({ engine: { status: 'failed', message } });
    if (getState().run.status === 'running') runs.set((run) => applyFailure(run, message));
  }

  const actions: Actions = {
    async open(backend, pageUrl, isMounted = Promise.resolve()) {
      address = pageUrl;
      const loading = loadTeacher(pageUrl, { ...DEFAULT_CONFIG, teacher: 'shipped' });
      loading.catch(() => undefined); // heard below
      const teacherLoaded = isMounted
        .then(() => loading)
        .then(
          (teacher) => teacher && setState({ shipped: { status: 'ready', teacher } }),
          (error: unknown) =>
            setState(({ config }) => ({
              shipped: { status: 'failed', message: messageOf(error) },
              config: { ...config, teacher: 'trained' },
            })),
        );
      try {
        engine = startEngine();
        engine.onBreakdown(failEngine);
        const opened = await engine.open(backend, pageUrl, onEvent);
        await isMounted;
        setState({ engine: { status: 'ready', backend: opened } });
      } catch (error) {
        await isMounted;
        failEngine(messageOf(error));
        data.set({ status: 'failed', message: 'No digits: they are made by the engine.' });
        return;
      }
      const wanted = choiceOf(getState().config);
      await data.load(wanted, wanted.data === 'embedded' ? null : { ...wanted, data: 'embedded' });
      await teacherLoaded;
    },
    setConfig(change) {
      const before = getState().config;
      const wanted = { ...before, ...change };
      setState({ config: wanted });
      if (runs.isUnderWay()) runs.set((run) => markChange(run, before, wanted));
      if (change.temperature !== undefined && getState().isTemperatureLocked)
        setState({ displayTemperature: change.temperature });
      if (!isSameSet(wanted, before)) void data.load(choiceOf(wanted), choiceOf(before));
    },
    useUnlabelled(images) {
      ask(async (present) => {
        const summary = await present.useUnlabelled(images);
        data.set({ summary });
        actions.setConfig({ unlabelled: wantedUnlabelled(getState().config, summary.numUnlabelled) });
      });
    },
    watchPreset(name) {
      const { config, data: digits } = getState();
      const { data: source, sloppiness, seeds, seed } = config;
      const [first] = planExperiment(findPreset(name), { data: digits.summary }).variants;
      actions.cancelRun();
      actions.setConfig({ ...first?.config, data: source, sloppiness, seeds, seed });
      actions.train();
    },
    setDisplayTemperature(displayTemperature) {
      setState({ displayTemperature });
      const { isTemperatureLocked, config } = getState();
      if (isTemperatureLocked && config.temperature !== displayTemperature)
        actions.setConfig({ temperature: displayTemperature });
    },
    setTemperatureLock(isTemperatureLocked) {
      setState({ isTemperatureLocked });
      if (isTemperatureLocked) actions.setDisplayTemperature(getState().config.temperature);
    },
    setShownNetwork: (shownNetwork) => setState({ shownNetwork }),
    openLink(link, linkProblem) {
      const before = linkTo(getState());
      const { displayTemperature, shownNetwork } = link;
      setState({ linkProblem, shownNetwork, isTemperatureLocked: displayTemperature === null });
      if (displayTemperature !== null) setState({ displayTemperature });
      if (!isSameSet(link.config, before.config) || link.probe !== before.probe) probe.want(link.probe);
      actions.setConfig(link.config);
      if (getState().data.status === 'ready') probe.showWanted();
    },
    ...data.actions,
    ...probe.actions,
    ...runs.actions,
    ...experiments,
  };
  return { store, actions };
}
