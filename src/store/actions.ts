/** Everything a person can do, and the one place where engine events reach the state. */
import { createStore as createZustandStore, type StoreApi } from 'zustand/vanilla';
import {
  DEFAULT_CONFIG,
  LIMITS,
  usesGivenTeacher,
  usesShippedTeacher,
  type Config,
} from '../experiment/config.ts';
import { planExperiment } from '../experiment/plan.ts';
import { findPreset } from '../experiment/presets.ts';
import { obstacleTo } from '../experiment/feasibility.ts';
import type { GivenTeacher } from '../engine/givenTeacher.ts';
import { startExperimentWorker, type EngineClient } from '../worker/client.ts';
import type { DataChoice, EngineEvent } from '../worker/engineApi.ts';
import { applyEvent, applyFailure, applyPause, applyResume } from './applyEvent.ts';
import { createExperiments, type Laboratory } from './experiments.ts';
import { linkTo } from './linkTo.ts';
import { createProbeKeeper } from './probe.ts';
import { markChange } from './marks.ts';
import { IDLE_RUN, INITIAL_STATE, type Actions, type DataState, type RunState, type State } from './state.ts';

/** Of one dropped file. */
const MAX_FILE_BYTES = 250_000_000;

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

  const setRun = (change: (run: RunState) => RunState) => setState(({ run }) => ({ run: change(run) }));
  const setData = (change: Partial<DataState>) => setState(({ data }) => ({ data: { ...data, ...change } }));
  const probe = createProbeKeeper(
    store,
    () => engine,
    (error) => setData({ message: messageOf(error) }),
  );
  const experiments = createExperiments(store, {
    ...laboratory,
    engine: () => engine,
    pageUrl: () => address,
  });
  const ofPresentRun = (runId: number, change: (run: RunState) => RunState) => {
    if (getState().run.runId === runId) setRun(change);
  };

  function onEvent(event: EngineEvent): void {
    switch (event.type) {
      case 'dataProgress':
        setData({ progress: { done: event.done, total: event.total, what: event.what } });
        return;
      case 'probe':
        probe.showFirst(event.digit);
        return;
      case 'run':
        ofPresentRun(event.runId, (run) =>
          event.events.reduce((state, each) => applyEvent(state, each, performance.now()), run),
        );
        return;
      case 'runPaused':
        ofPresentRun(event.runId, (run) => applyPause(run, performance.now()));
        return;
      case 'runFailed':
        ofPresentRun(event.runId, (run) => applyFailure(run, event.message));
        return;
      default:
        throw new Error(`Unknown engine event: ${JSON.stringify(event satisfies never)}`);
    }
  }

  function failEngine(message: string): void {
    setState({ engine: { status: 'failed', message } });
    if (getState().run.status === 'running') setRun((run) => applyFailure(run, message));
  }

  /** Loads what config asks for. On failure the set in use stays, or the embedded one takes its place. */
  async function loadData(choice: DataChoice, fallback: DataChoice | null): Promise<void> {
    if (!engine) return;
    setData({ status: 'loading', progress: null, message: null });
    try {
      const summary = await engine.loadData(choice);
      setData({ status: 'ready', summary, progress: null });
      probe.showWanted();
    } catch (error) {
      const message = messageOf(error);
      if (fallback === null) {
        setData({ status: 'failed', progress: null, message });
        return;
      }
      probe.want(null); // it was one of the set that did not come
      setState(({ config }) => ({ config: { ...config, ...fallback } }));
      if (getState().data.summary) setData({ status: 'ready', progress: null });
      else await loadData(fallback, null);
      setData({ message });
    }
  }

  /** Reads and loads a person's own files. */
  async function loadFiles(files: readonly File[]): Promise<void> {
    const tooLarge = files.find(({ size }) => size > MAX_FILE_BYTES);
    if (!engine || files.length === 0) return;
    try {
      if (tooLarge)
        throw new Error(`${tooLarge.name} has ${tooLarge.size} bytes; at most ${MAX_FILE_BYTES} are read.`);
      const read = files.map(async (file) => ({
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
      }));
      const summary = await engine.loadOwn(await Promise.all(read));
      setState(({ config }) => ({ config: { ...config, data: 'own' } }));
      setData({ status: 'ready', summary, progress: null, message: null });
    } catch (error) {
      setData({ message: messageOf(error) });
    }
  }

  function startRun(paused: boolean): void {
    const { run, config, engine: state, data, shipped } = getState();
    if (!engine || state.status !== 'ready' || data.status !== 'ready' || !data.summary) return;
    if (shipped.status === 'loading') return;
    const teacher = shipped.status === 'ready' && usesShippedTeacher(config) ? shipped.teacher : null;
    const obstacle = obstacleTo(config, data.summary);
    if (obstacle) {
      setRun((present) => applyFailure(present, obstacle));
      return;
    }
    const runId = run.runId + 1;
    const previousCurve = run.curve.length > 1 ? run.curve : run.previousCurve;
    setRun(() => ({ ...IDLE_RUN, runId, status: 'running', config, data: data.summary, previousCurve }));
    const fail = (error: unknown) =>
      ofPresentRun(runId, (present) => applyFailure(present, messageOf(error)));
    const begin = (given: GivenTeacher | null) => {
      if (getState().run.runId === runId)
        engine?.train(runId, config, { paused, teacher: given }).catch(fail);
    };
    if (isYounger(config)) loadTeacher(address, config).then(begin).catch(fail);
    else begin(teacher);
  }

  const isUnderWay = () => ['running', 'paused'].includes(getState().run.status);
  const tell = (question: (client: EngineClient) => Promise<void>) => {
    if (engine) question(engine).catch((error: unknown) => failEngine(messageOf(error)));
  };

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
        setData({ status: 'failed', message: 'No digits: they are made by the engine.' });
        return;
      }
      const { data, sloppiness } = getState().config;
      await loadData({ data, sloppiness }, data === 'embedded' ? null : { data: 'embedded', sloppiness });
      await teacherLoaded;
    },
    setConfig(change) {
      const before = getState().config;
      setState({ config: { ...before, ...change } });
      if (isUnderWay()) setRun((run) => markChange(run, before, getState().config));
      if (change.temperature !== undefined && getState().isTemperatureLocked)
        setState({ displayTemperature: change.temperature });
      const wanted = { ...before, ...change };
      if (!isSameSet(wanted, before)) void loadData(choiceOf(wanted), choiceOf(before));
    },
    useUnlabelled(images) {
      tell(async (client) => {
        const summary = await client.useUnlabelled(images);
        setData({ summary });
        const numImages = Math.min(summary.numUnlabelled, LIMITS.unlabelled.max);
        actions.setConfig({ unlabelled: Math.max(getState().config.unlabelled, numImages) });
      });
    },
    watchPreset(name) {
      const { config, data: digits } = getState();
      const { data, sloppiness, seeds, seed } = config;
      const [first] = planExperiment(findPreset(name), { data: digits.summary }).variants;
      actions.cancelRun();
      actions.setConfig({ ...first?.config, data, sloppiness, seeds, seed });
      actions.train();
    },
    openFiles: (files) => void loadFiles(files),
    cancelLoading: () => tell((client) => client.cancelLoading()),
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
    ...probe.actions,
    ...experiments,
    train() {
      if (!isUnderWay()) startRun(false);
    },
    pause: () => tell((client) => client.pause()),
    resume() {
      if (getState().run.status !== 'paused') return;
      setRun((run) => applyResume(run, performance.now()));
      tell((client) => client.resume());
    },
    step() {
      if (!isUnderWay()) startRun(true);
      tell((client) => client.step());
    },
    rewind: () => startRun(true),
    cancelRun() {
      if (!isUnderWay()) return;
      // Another number, so that nothing the run still says is heard.
      setRun((run) => ({ ...run, runId: run.runId + 1, status: 'cancelled' }));
      tell((client) => client.stop());
    },
  };
  return { store, actions };
}

const choiceOf = ({ data, sloppiness }: Config): DataChoice => ({ data, sloppiness });
const isSameSet = (one: Config, other: Config) =>
  one.data === other.data && one.sloppiness === other.sloppiness;

/** Whether an earlier version of the shipped network teaches, which is fetched when it is wanted. */
function isYounger(config: Config): boolean {
  return usesGivenTeacher(config) && !usesShippedTeacher(config);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
