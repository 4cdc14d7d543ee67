/** A run goes on from where it last stood, when its worker or its page is gone in between. */
import type { StoreApi } from 'zustand/vanilla';
import { checksumOf } from '../experiment/checkpoint.ts';
import { usesBroughtTeacher, usesGivenTeacher } from '../experiment/config.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { pack, unpack, type PackedCheckpoint } from '../experiment/packedCheckpoint.ts';
import type { TrainOptions } from '../worker/engineApi.ts';
import { resumed, type Snapshot } from './snapshot.ts';
import type { Resuming, ResumingEnvironment } from './laterResuming.ts';
import type { Offer, RunKeeping } from './runKeeping.ts';
import { isUnderWay } from './selectors.ts';
import type { State } from './state.ts';
import { broughtTeacher } from './broughtTeacher.ts';

/** @param keeping between visits; null for one that keeps nothing */
export function createResuming(
  { getState, setState, subscribe }: StoreApi<State>,
  { train, loadTeacher, setConfig }: ResumingEnvironment,
  keeping: RunKeeping | null,
): Resuming {
  /** Of the run under way, newest first: two at most. */
  let snapshots: readonly Snapshot[] = [];
  /** From which a worker went on that died before the next one. */
  let tried: Snapshot | null = null;

  function keep(snapshot: Snapshot): void {
    snapshots = [snapshot, ...snapshots.slice(0, 1)];
    keeping?.save(snapshot);
  }

  function goOnFrom(snapshot: Snapshot, options: Pick<TrainOptions, 'paused' | 'onAnyBackend'>): void {
    const { run } = getState();
    const { config, seeds, teacher } = snapshot;
    const checkpoint = snapshot.checkpoint ?? teacherOf(snapshot);
    const setId = (run.record ?? run.more)!.data.id;
    train(run.runId, config, { setId, teacher, checkpoint, ...(seeds && { seeds }), ...options });
  }

  /** The digits of an offered run are in use, or come into use. */
  function areThere({ kept, base }: Offer): boolean {
    const { data } = getState();
    const { record } = base ? { record: base } : kept.run;
    return record !== null && data.summary?.id === record.data.id && !data.loading;
  }

  async function goOn(offer: Offer): Promise<void> {
    const { kept, base } = offer;
    const { config, seeds, checkpoint, teacherId } = kept;
    const predictor = (checkpoint && (await unpack(checkpoint)).teacher) ?? base?.weights.teacher;
    const saved = predictor && teacherId !== null && { id: teacherId, predictor };
    const own = saved || broughtTeacher(getState(), config);
    const teacher = usesGivenTeacher(config) ? own || (await loadTeacher(config)) : null;
    if (usesBroughtTeacher(config) && !teacher)
      throw new Error(
        `This run was to be taught by ${config.teacherFile}, which was brought and is not kept with it. Open its file by “bring your own” under Teacher, then go on.`,
      );
    if (getState().offer !== offer || isUnderWay(getState().run)) return;
    keeping?.take(offer);
    const nowMs = performance.now();
    setState(({ run }) => ({
      offer: null,
      notice: null,
      refusal: null,
      run: resumed(kept, base, run.runId + 1, nowMs),
    }));
    const snapshot = { run: getState().run, takenMs: nowMs, config, seeds, teacher, checkpoint };
    snapshots = [snapshot];
    tried = snapshot;
    goOnFrom(snapshot, { paused: false });
  }

  return {
    begun(begun) {
      snapshots = [];
      tried = null;
      keeping?.forget();
      keep({ ...begun, checkpoint: null });
    },
    hear(told) {
      const [newest] = snapshots;
      if (newest) keep({ ...newest, ...told });
    },
    ended() {
      snapshots = [];
      keeping?.forget();
    },
    failed() {
      const isRefused = tried !== null && snapshots[0] === tried;
      snapshots = [];
      if (!isRefused) keeping?.forget();
    },
    restart(onAnyBackend) {
      const { run } = getState();
      const [newest, before] = snapshots;
      if (!newest || !isUnderWay(run)) return;
      // What killed two workers may lie in the checkpoint itself.
      const snapshot = newest === tried ? (before ?? newest) : newest;
      tried = snapshot;
      const nowMs = performance.now();
      const { status, marks } = run;
      setState({
        run: {
          ...snapshot.run,
          ...{ status, marks, pausedAtMs: status === 'paused' ? nowMs : null },
          phaseStartedMs: snapshot.run.phaseStartedMs + nowMs - (snapshot.run.pausedAtMs ?? snapshot.takenMs),
        },
      });
      goOnFrom(snapshot, { paused: status === 'paused', onAnyBackend });
    },
    actions: {
      async lookForRun() {
        const offer = (await keeping?.find().catch(() => null)) ?? null; // where storage is blocked, there is none
        setState({ offer });
        return offer !== null;
      },
      goOnWithRun() {
        const { offer, run } = getState();
        if (!offer || isUnderWay(run)) return;
        const fail = (error: unknown) => setState({ notice: messageOf(error) });
        const record = offer.base ?? offer.kept.run.record;
        if (record?.data.source.data === 'own' && !areThere(offer)) {
          fail(
            `This run was trained on ${record.data.name}, which came from files. Open the files again, then go on.`,
          );
          return;
        }
        setConfig({ ...record?.config, ...offer.kept.run.goal });
        if (areThere(offer)) {
          goOn(offer).catch(fail);
          return;
        }
        const stop = subscribe(({ data, offer: wanted }) => {
          if (wanted === offer && data.loading) return;
          stop();
          if (areThere(offer)) goOn(offer).catch(fail);
          else if (wanted === offer)
            fail(`${record?.data.name}, on which this run was trained, could not be had as it was.`);
        });
      },
      letRunGo() {
        const { offer } = getState();
        if (!offer) return;
        setState({ offer: null });
        keeping
          ?.drop(offer)
          .then(() => (getState().offer ? undefined : keeping.find()))
          .then((next) => next && setState({ offer: next }))
          .catch(() => undefined);
      },
    },
  };
}

/** More seeds of a finished run have its teacher, which a new worker has not. */
function teacherOf({ run: { record, more }, config }: Snapshot): PackedCheckpoint | null {
  const teacher = record?.weights.teacher;
  const { backend, versions } = record?.result ?? {};
  if (!more || !teacher || !backend || !versions || config.seed !== record.config.seed) return null;
  const arithmetic = { backend, versions };
  const part = { training: null, teacher };
  const checksum = checksumOf(part) ?? 0;
  const about = { config, data: record.data.id, phase: 'softTargets', arithmetic, elapsedMs: 0 } as const;
  return pack({ ...about, ...part, checksum });
}
