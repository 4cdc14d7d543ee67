/** The page's own run: begun, held, stepped, given up, made again and gone on with. */
import type { StoreApi } from 'zustand/vanilla';
import type { GivenTeacher } from '../engine/teacher.ts';
import { LIMITS, usesGivenTeacher, usesShippedTeacher, type Config } from '../experiment/config.ts';
import { obstacleTo } from '../experiment/feasibility.ts';
import { beginRecord, nameOfBefore, type RunRecord } from '../experiment/record.ts';
import type { EngineClient } from '../worker/client.ts';
import type { Actions } from './actions.ts';
import { applyCancel, applyFailure, applyResume } from './applyEvent.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { IDLE_RUN, type RunState } from './runState.ts';
import { isUnderWay } from './selectors.ts';
import type { State } from './state.ts';

interface RunKeeper {
  readonly actions: Pick<
    Actions,
    'train' | 'trainAnew' | 'pause' | 'resume' | 'step' | 'rewind' | 'addSeeds' | 'cancelRun'
  >;
  /** Changes the run unless it has ended or another has taken its place. */
  change(runId: number, change: (run: RunState) => RunState): void;
}

/** What is to be run: settings, or more seeds of a run that has finished. */
interface Wanted {
  readonly config: Config;
  readonly paused: boolean;
  readonly more?: { readonly of: RunRecord; readonly seeds: readonly number[] };
}

/**
 * @param loadTeacher fetches the younger network that a config asks for
 * @param ask puts a question to the engine; what goes wrong is said
 */
export function createRunKeeper(
  { getState, setState }: StoreApi<State>,
  engine: () => EngineClient | null,
  loadTeacher: (config: Config) => Promise<GivenTeacher | null>,
  ask: (question: (client: EngineClient) => Promise<void>) => void,
): RunKeeper {
  const set = (change: (run: RunState) => RunState) => setState(({ run }) => ({ run: change(run) }));
  const change = (runId: number, apply: (run: RunState) => RunState) => {
    const { run } = getState();
    if (run.runId === runId && isUnderWay(run)) set(apply);
  };
  const refuse = (refusal: string) => setState({ refusal });
  /** Of a run whose teacher is still to be fetched: how it will begin. */
  let waiting: { paused: boolean } | null = null;

  function start({ config, paused, more }: Wanted): void {
    const { run, engine: state, data, shipped } = getState();
    const { summary } = data;
    if (!engine() || state.status !== 'ready' || !summary || data.loading || shipped.status === 'loading')
      return;
    const obstacle = obstacleTo(config, summary);
    if (obstacle) {
      refuse(obstacle);
      return;
    }
    const runId = run.runId + 1;
    const fail = (error: unknown) => change(runId, (current) => applyFailure(current, messageOf(error)));
    const begun = { ...IDLE_RUN, runId, status: 'running' as const };
    const record = beginRecord(config, summary);
    setState({ refusal: null });
    set(({ record: old, before }) =>
      more
        ? { ...begun, record: more.of, more: record, before }
        : {
            ...begun,
            record,
            before:
              old && old.curve.length > 1 ? { name: nameOfBefore(old, record), curve: old.curve } : before,
          },
    );
    const own = { paused };
    waiting = own;
    const begin = (teacher: GivenTeacher | null) => {
      if (waiting === own) waiting = null;
      if (getState().run.runId !== runId) return;
      const options = { setId: summary.id, paused: own.paused, teacher, ...(more && { seeds: more.seeds }) };
      engine()?.train(runId, config, options).catch(fail);
    };
    if (usesShippedTeacher(config)) begin(shipped.status === 'ready' ? shipped.teacher : null);
    else if (usesGivenTeacher(config))
      loadTeacher(config).then(begin, (error: unknown) => {
        if (getState().run.runId === runId) ask((client) => client.stop()); // the run whose place it took
        fail(error);
      });
    else begin(null);
  }

  /** The run on display, if it can be made again or gone on with; says so if not. */
  function recordInUse(): RunRecord | null {
    const { run, data } = getState();
    if (!run.record || run.record.data.id === data.summary?.id) return run.record;
    refuse(
      `This run was made on ${run.record.data.name}, but ${data.summary?.name ?? 'nothing'} is in use. ` +
        'Choose its digits again, or press Train for a new run.',
    );
    return null;
  }

  const actions: RunKeeper['actions'] = {
    train() {
      if (!isUnderWay(getState().run)) actions.trainAnew();
    },
    trainAnew: () => start({ config: getState().config, paused: false }),
    pause() {
      if (waiting) waiting.paused = true;
      ask((client) => client.pause());
    },
    resume() {
      if (getState().run.status !== 'paused') return;
      set((run) => applyResume(run, performance.now()));
      ask((client) => client.resume());
    },
    step() {
      if (!isUnderWay(getState().run)) start({ config: getState().config, paused: true });
      if (isUnderWay(getState().run)) ask((client) => client.step());
    },
    rewind() {
      const record = recordInUse();
      if (record) start({ config: record.config, paused: true });
    },
    addSeeds(count) {
      const record = recordInUse();
      if (!record?.result || isUnderWay(getState().run)) return;
      const { config } = record;
      const numSeeds = Math.min(LIMITS.seeds.max, config.seeds + count);
      const seeds = Array.from(
        { length: numSeeds - config.seeds },
        (_, at) => config.seed + config.seeds + at,
      );
      if (seeds.length > 0) start({ config, paused: false, more: { of: record, seeds } });
    },
    cancelRun() {
      if (!isUnderWay(getState().run)) return;
      set(applyCancel);
      ask((client) => client.stop());
    },
  };
  return { actions, change };
}
