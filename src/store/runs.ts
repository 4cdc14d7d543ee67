/** The page's own run: begun, held, stepped and given up. */
import type { StoreApi } from 'zustand/vanilla';
import type { GivenTeacher } from '../engine/teacher.ts';
import { usesGivenTeacher, usesShippedTeacher, type Config } from '../experiment/config.ts';
import { obstacleTo } from '../experiment/feasibility.ts';
import type { EngineClient } from '../worker/client.ts';
import type { Actions } from './actions.ts';
import { applyFailure, applyResume } from './applyEvent.ts';
import { messageOf } from './messageOf.ts';
import { IDLE_RUN, type RunState } from './runState.ts';
import type { State } from './state.ts';

interface RunKeeper {
  readonly actions: Pick<Actions, 'train' | 'pause' | 'resume' | 'step' | 'rewind' | 'cancelRun'>;
  set(change: (run: RunState) => RunState): void;
  /** Changes the run unless another has taken its place. */
  setPresent(runId: number, change: (run: RunState) => RunState): void;
  isUnderWay(): boolean;
}

/**
 * @param loadTeacher fetches the younger network that a config asks for
 * @param ask puts a question to the engine, and tells when it breaks
 */
export function createRunKeeper(
  { getState, setState }: StoreApi<State>,
  engine: () => EngineClient | null,
  loadTeacher: (config: Config) => Promise<GivenTeacher | null>,
  ask: (question: (client: EngineClient) => Promise<void>) => void,
): RunKeeper {
  const set = (change: (run: RunState) => RunState) => setState(({ run }) => ({ run: change(run) }));
  const setPresent = (runId: number, change: (run: RunState) => RunState) => {
    if (getState().run.runId === runId) set(change);
  };
  const isUnderWay = () => ['running', 'paused'].includes(getState().run.status);

  function start(paused: boolean): void {
    const { run, config, engine: state, data, shipped } = getState();
    if (!engine() || state.status !== 'ready' || data.status !== 'ready' || !data.summary) return;
    if (shipped.status === 'loading') return;
    const teacher = shipped.status === 'ready' && usesShippedTeacher(config) ? shipped.teacher : null;
    const obstacle = obstacleTo(config, data.summary);
    if (obstacle) {
      set((present) => applyFailure(present, obstacle));
      return;
    }
    const runId = run.runId + 1;
    const previousCurve = run.curve.length > 1 ? run.curve : run.previousCurve;
    set(() => ({ ...IDLE_RUN, runId, status: 'running', config, data: data.summary, previousCurve }));
    const fail = (error: unknown) => setPresent(runId, (present) => applyFailure(present, messageOf(error)));
    const begin = (given: GivenTeacher | null) => {
      if (getState().run.runId === runId)
        engine()?.train(runId, config, { paused, teacher: given }).catch(fail);
    };
    if (isYounger(config)) loadTeacher(config).then(begin).catch(fail);
    else begin(teacher);
  }

  return {
    ...{ set, setPresent, isUnderWay },
    actions: {
      train() {
        if (!isUnderWay()) start(false);
      },
      pause: () => ask((client) => client.pause()),
      resume() {
        if (getState().run.status !== 'paused') return;
        set((run) => applyResume(run, performance.now()));
        ask((client) => client.resume());
      },
      step() {
        if (!isUnderWay()) start(true);
        ask((client) => client.step());
      },
      rewind: () => start(true),
      cancelRun() {
        if (!isUnderWay()) return;
        // Another number, so that nothing the run still says is heard.
        set((run) => ({ ...run, runId: run.runId + 1, status: 'cancelled' }));
        ask((client) => client.stop());
      },
    },
  };
}

/** Whether an earlier version of the shipped network teaches, which is fetched when it is wanted. */
function isYounger(config: Config): boolean {
  return usesGivenTeacher(config) && !usesShippedTeacher(config);
}
