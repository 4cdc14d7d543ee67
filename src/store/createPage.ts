/** The page's state with all that a person can do to it, and the one place where engine events reach it. */
import { createStore as createZustandStore, type StoreApi } from 'zustand/vanilla';
import { named } from '../data/own/namedFile.ts';
import type { GivenTeacher } from '../engine/teacher.ts';
import { DEFAULT_CONFIG, usesShippedTeacher, type Config } from '../experiment/config.ts';
import { watchedConfig } from '../experiment/plan.ts';
import { findPreset } from '../experiment/presets.ts';
import type { EngineClient } from '../worker/steadyEngine.ts';
import type { EngineEvent } from '../worker/engineApi.ts';
import type { Actions } from './actions.ts';
import { applyEvent, applyFailure, noteSettingChange } from './applyEvent.ts';
import { isSameDrawing, linkTo } from './link.ts';
import { choiceOf, createDataKeeper, isSameChoice } from './data.ts';
import { createExperiments, type WorkerSource } from './experiments.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { createProbeKeeper } from './probe.ts';
import type { StartResuming } from './laterResuming.ts';
import { createRunKeeper } from './runs.ts';
import { isUnderWay } from './selectors.ts';
import { INITIAL_STATE, type State } from './state.ts';
import { noticed } from './story.ts';

export interface Page {
  readonly store: StoreApi<State>;
  readonly actions: Actions;
}

/**
 * @param startEngine called by open(); throws with a message for people where no engine can run
 * @param loadTeacher fetches the network that a config asks for from beside the page; rejects with a message for people
 * @param workerSource where experiments find their workers
 * @param startResuming lets a run go on when its worker or its page is gone
 */
export function createPage(
  startEngine: () => EngineClient | Promise<EngineClient>,
  loadTeacher: (pageUrl: string, config: Config) => Promise<GivenTeacher | null>,
  workerSource: WorkerSource,
  startResuming: StartResuming,
): Page {
  const store = createZustandStore<State>(() => INITIAL_STATE);
  const { getState, setState } = store;
  let engine: EngineClient | null = null;
  let address = '';
  const client = () => engine;
  const fail = (error: unknown) => setState({ notice: messageOf(error) });
  /** A question that fails is no dead engine: the breakdown of that is heard by itself. */
  const ask = (question: (client: EngineClient) => Promise<void>) => {
    if (engine) question(engine).catch(fail);
  };

  const probe = createProbeKeeper(store, client, fail);
  const data = createDataKeeper(store, client, probe);
  const runs = createRunKeeper(
    store,
    client,
    (config) => loadTeacher(address, config),
    ask,
    (change) => actions.setConfig(change),
    startResuming,
  );
  const experiments = createExperiments(store, {
    ...workerSource,
    engine: client,
    pageUrl: () => address,
    setConfig: (change) => actions.setConfig(change),
  });

  function onEvent(event: EngineEvent): void {
    switch (event.type) {
      case 'dataProgress':
      case 'firstDigit':
        data.hear(event);
        return;
      case 'run':
        runs.change(event.runId, (run) =>
          event.events.reduce((state, each) => applyEvent(state, each, performance.now()), run),
        );
        runs.goOn(event.runId);
        return;
      case 'runPaused':
        runs.hearPause(event.runId);
        return;
      case 'runFailed':
        runs.fail(event.runId, event.message);
        return;
      case 'checkpoint':
        runs.hearCheckpoint(event.runId, event.checkpoint);
        return;
      default:
        throw new Error(`Unknown engine event: ${JSON.stringify(event satisfies never)}`);
    }
  }

  /** Nothing can be trained any more: what was under way is lost, and is said to be. */
  function failEngine(message: string): void {
    setState(({ run, data: digits }) => ({
      engine: { status: 'failed', message },
      run: isUnderWay(run) ? applyFailure(run, message) : run,
      data: { ...digits, loading: null },
    }));
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
            setState(({ config, numCorrections }) => ({
              shipped: { status: 'failed', message: messageOf(error) },
              ...(usesShippedTeacher(config) && {
                config: { ...config, teacher: 'trained' },
                numCorrections: numCorrections + 1,
              }),
            })),
        );
      try {
        const started = startEngine();
        engine = started instanceof Promise ? await started : started;
        engine.listen({
          onGone: (message) => setState({ notice: message }),
          onLost: failEngine,
          onRestart({ backend: other, isOther }) {
            setState({ engine: { status: 'ready', backend: other } });
            return runs.restart(isOther);
          },
        });
        const opened = await engine.open(backend, pageUrl, onEvent);
        await isMounted;
        setState({ engine: { status: 'ready', backend: opened } });
      } catch (error) {
        await isMounted;
        failEngine(messageOf(error));
        return;
      }
      await data.load(choiceOf(getState().config));
      await teacherLoaded;
    },
    setConfig(change) {
      const before = getState().config;
      const wanted = { ...before, ...change };
      const { run } = getState();
      setState({
        config: wanted,
        refusal: null,
        notice: null,
        run: isUnderWay(run) ? noteSettingChange(run, before, wanted) : run,
        ...(change.temperature !== undefined &&
          getState().isTemperatureLocked && { displayTemperature: change.temperature }),
      });
      if (isSameChoice(wanted, before) || getState().engine.status !== 'ready') return;
      probe.sealDrawing();
      void data.load(choiceOf(wanted));
    },
    watchPreset(name) {
      const { config, data: digits } = getState();
      const { data: source, sloppiness, seeds, replicates, seed } = config;
      const watched = watchedConfig(findPreset(name), digits.summary);
      actions.setConfig({ ...watched, data: source, sloppiness, seeds, replicates, seed });
      actions.trainAnew();
    },
    saveRun: () => void engine?.checkpoint().catch(() => undefined),
    enterRoom: (view) => setState({ view }),
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
    async poolResults(files) {
      if (!engine) throw new Error('The files were not read: the engine is still starting. Open them again.');
      return engine.poolResults(files);
    },
    async readRunFile(file) {
      if (!engine) throw new Error('The file was not read: the engine is still starting. Open it again.');
      return engine.readRunFile(file);
    },
    async readTeacher(files, wish) {
      if (!engine) throw new Error('The file was not read: the engine is still starting. Open it again.');
      return engine.bringTeacher(files.map(named), wish);
    },
    useTeacher(brought) {
      setState({ brought });
      actions.setConfig({ teacher: 'brought', teacherFile: brought.teacher.id });
    },
    setShownNetwork: (shownNetwork) => setState({ shownNetwork }),
    setStory: (change) => setState(({ story }) => ({ story: { ...story, ...change } })),
    notice(task, isSolved) {
      const { story } = getState();
      const answers = noticed(story.answers, task, isSolved);
      if (answers !== story.answers) setState({ story: { ...story, answers } });
    },
    openLink(link, linkProblem) {
      const before = linkTo(getState());
      const { view, step, displayTemperature, shownNetwork } = link;
      if (view === 'story') actions.setStory({ step });
      setState({ view, linkProblem, shownNetwork, isTemperatureLocked: displayTemperature === null });
      if (displayTemperature !== null) setState({ displayTemperature });
      if (!isSameChoice(link.config, before.config) || link.probe !== before.probe) probe.want(link.probe);
      if (link.drawing && !isSameDrawing(link.drawing, before.drawing)) probe.showDrawing(link.drawing);
      actions.setConfig(link.config);
      const { summary, loading } = getState().data;
      if (summary && !loading) probe.showWanted(summary.id);
    },
    ...data.actions,
    ...probe.actions,
    ...runs.actions,
    ...experiments,
  };
  return { store, actions };
}
