/** The page's own run: begun, held, stepped, given up, made again and gone on with. */
import type { StoreApi } from 'zustand/vanilla';
import type { GivenTeacher } from '../engine/teacher.ts';
import {
  LIMITS,
  usesBroughtTeacher,
  usesGivenTeacher,
  usesShippedTeacher,
  type Config,
} from '../experiment/config.ts';
import { obstacleTo } from '../experiment/feasibility.ts';
import { nextDraw, type Goal } from '../experiment/nextDraw.ts';
import { beginRecord, nameOfBefore, type RunRecord } from '../experiment/record.ts';
import { drawnIn, ofReplicate } from '../experiment/replicates.ts';
import type { PackedCheckpoint } from '../experiment/packedCheckpoint.ts';
import type { TrainOptions } from '../worker/engineApi.ts';
import type { EngineClient } from '../worker/steadyEngine.ts';
import type { Actions } from './actions.ts';
import { applyCancel, applyFailure, applyPause, applyResume } from './applyEvent.ts';
import { messageOf } from '../experiment/messageOf.ts';
import type { StartResuming } from './laterResuming.ts';
import { IDLE_RUN, type RunState } from './runState.ts';
import { isUnderWay, notReady } from './selectors.ts';
import type { State } from './state.ts';
import { broughtTeacher } from './broughtTeacher.ts';

interface RunKeeper {
  readonly actions: Pick<
    Actions,
    | 'train'
    | 'trainAnew'
    | 'pause'
    | 'resume'
    | 'step'
    | 'rewind'
    | 'addSeeds'
    | 'addReplicates'
    | 'cancelRun'
    | 'lookForRun'
    | 'goOnWithRun'
    | 'letRunGo'
  >;
  /** Changes the run unless it has ended or another has taken its place. */
  change(runId: number, change: (run: RunState) => RunState): void;
  /** The run came to stand, unless Resume is under way to the engine: it said so before it heard of that. */
  hearPause(runId: number): void;
  hearCheckpoint(runId: number, checkpoint: PackedCheckpoint): void;
  /** The run broke off, and says why. */
  fail(runId: number, message: string): void;
  /** Begins the run under way again in a new worker, from where it last stood. */
  restart(onAnyBackend: boolean): void | Promise<void>;
  /** A run that has finished goes on with what it lacks of the replicates and seeds that were asked for. */
  goOn(runId: number): void;
}

/** What is to be run: settings, or more seeds or another replicate of a run that has finished. */
interface Wanted {
  readonly config: Config;
  readonly begins: 'running' | 'standing' | 'with a step';
  readonly more?: { readonly of: RunRecord; readonly seeds: readonly number[]; readonly goal: Goal };
}

/**
 * @param loadTeacher fetches the younger network that a config asks for
 * @param ask puts a question to the engine; what goes wrong is said
 * @param startResuming lets the run go on when its worker or its page is gone
 */
export function createRunKeeper(
  store: StoreApi<State>,
  engine: () => EngineClient | null,
  loadTeacher: (config: Config) => Promise<GivenTeacher | null>,
  ask: (question: (client: EngineClient) => Promise<void>) => void,
  setConfig: (change: Partial<Config>) => void,
  startResuming: StartResuming,
): RunKeeper {
  const { getState, setState } = store;
  const set = (change: (run: RunState) => RunState) => setState(({ run }) => ({ run: change(run) }));
  const change = (runId: number, apply: (run: RunState) => RunState) => {
    const { run } = getState();
    if (run.runId === runId && isUnderWay(run)) set(apply);
  };
  const refuse = (refusal: string) => setState({ refusal });
  /** Numbers the wishes: a teacher that is fetched for one comes too late for a newer one. */
  let lastWish = 0;
  const newWish = () => {
    setState({ refusal: null, notice: null });
    return ++lastWish;
  };

  function train(runId: number, config: Config, options: TrainOptions): void {
    engine()
      ?.train(runId, config, options)
      .catch((error: unknown) => fail(runId, messageOf(error)));
  }
  function fail(runId: number, message: string): void {
    const { run } = getState();
    if (run.runId !== runId || !isUnderWay(run)) return;
    set((current) => applyFailure(current, message));
    resuming.failed();
  }
  const resuming = startResuming(store, { train, loadTeacher, setConfig });

  /** Calls of resume that the engine has not heard yet. */
  let numResuming = 0;

  /** Whatever is under way goes on until the run that takes its place can begin. */
  function start(wanted: Wanted): void {
    const wish = newWish();
    const { shipped, data } = getState();
    if (usesShippedTeacher(wanted.config)) begin(wanted, shipped.status === 'ready' ? shipped.teacher : null);
    else if (!usesGivenTeacher(wanted.config)) begin(wanted, null);
    else if (usesBroughtTeacher(wanted.config)) begin(wanted, broughtTeacher(getState(), wanted.config));
    else {
      setState({ notice: 'The younger teacher is being fetched; the run begins when it is here.' });
      const settled = (act: () => void) => {
        if (wish !== lastWish) return;
        setState({ notice: null });
        act();
      };
      loadTeacher(wanted.config).then(
        (teacher) =>
          settled(() => {
            if (data.summary?.id === getState().data.summary?.id) begin(wanted, teacher);
            else refuse('Other digits were chosen while the younger teacher was fetched.');
          }),
        (error: unknown) => settled(() => refuse(messageOf(error))),
      );
    }
  }

  function begin({ config, begins, more }: Wanted, teacher: GivenTeacher | null): void {
    const { run, data, engine: state } = getState();
    if (state.status === 'failed') return; // that is said as long as it lasts
    const { summary } = data;
    const layers = teacher && teacher.predictor.networks[0]?.layers;
    const obstacle = notReady(getState(), config) ?? (summary && obstacleTo(config, summary, layers));
    if (!summary || obstacle) {
      refuse(obstacle ?? 'There are no digits in use.');
      return;
    }
    const runId = run.runId + 1;
    const { seeds, replicates } = config;
    const goal = more ? more.goal : { seeds, replicates };
    const begun = { ...IDLE_RUN, runId, status: 'running' as const, goal };
    const record = beginRecord(config, summary);
    const { record: old, before } = run;
    set(() =>
      more
        ? { ...begun, record: more.of, more: record, before, keptAs: run.keptAs }
        : {
            ...begun,
            record,
            before:
              old && old.curve.length > 1 ? { name: nameOfBefore(old, record), curve: old.curve } : before,
          },
    );
    const seedsOfMore = more?.seeds ?? null;
    resuming.begun({ config, seeds: seedsOfMore, teacher, run: getState().run, takenMs: performance.now() });
    train(runId, config, {
      setId: summary.id,
      paused: begins !== 'running',
      teacher,
      ...(seedsOfMore && { seeds: seedsOfMore }),
    });
    if (begins === 'with a step') ask((client) => client.step());
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

  /** @returns whether there is more to do; refused in words where it cannot be done */
  function startNext(goal: Goal): boolean {
    const record = recordInUse();
    const next = record?.result && nextDraw(record.result, record.config, goal);
    if (!record || !next) return false;
    const { replicate, seeds } = next;
    const config = ofReplicate(record.config, replicate);
    start({ config, begins: 'running', more: { of: record, seeds, goal } });
    return true;
  }

  /** @param goalFrom what there is: what there is to be */
  function addTo(goalFrom: (there: Goal) => Goal): void {
    const { run } = getState();
    if (run.record?.result && !isUnderWay(run)) startNext(goalFrom(drawnIn(run.record.result)));
  }

  const actions: RunKeeper['actions'] = {
    ...resuming.actions,
    train() {
      if (!isUnderWay(getState().run)) actions.trainAnew();
    },
    trainAnew: () => start({ config: getState().config, begins: 'running' }),
    pause() {
      newWish();
      ask((client) => client.pause());
    },
    resume() {
      if (getState().run.status !== 'paused') return;
      newWish();
      set((run) => applyResume(run, performance.now()));
      numResuming += 1;
      ask((client) => client.resume().finally(() => (numResuming -= 1)));
    },
    step() {
      if (!isUnderWay(getState().run)) start({ config: getState().config, begins: 'with a step' });
      else {
        newWish();
        ask((client) => client.step());
      }
    },
    rewind() {
      const record = recordInUse();
      if (record) start({ config: { ...record.config, ...getState().run.goal }, begins: 'standing' });
    },
    addSeeds: (count) =>
      addTo(({ seeds, replicates }) => ({ seeds: Math.min(LIMITS.seeds.max, seeds + count), replicates })),
    addReplicates: (count) =>
      addTo(({ seeds, replicates }) => ({
        seeds,
        replicates: Math.min(LIMITS.replicates.max, replicates + count),
      })),
    cancelRun() {
      newWish();
      if (!isUnderWay(getState().run)) return;
      set(applyCancel);
      resuming.ended();
      ask((client) => client.stop());
    },
  };
  return {
    actions,
    change,
    fail,
    hearCheckpoint(runId, checkpoint) {
      const { run } = getState();
      if (run.runId === runId && isUnderWay(run))
        resuming.hear({ run, takenMs: performance.now(), checkpoint });
    },
    restart: resuming.restart,
    hearPause(runId) {
      if (numResuming === 0) change(runId, (run) => applyPause(run, performance.now()));
    },
    goOn(runId) {
      const { run } = getState();
      if (run.runId !== runId || run.status !== 'finished' || !run.goal) return;
      if (startNext(run.goal)) return;
      set((ended) => ({ ...ended, goal: null }));
      resuming.ended();
    },
  };
}
