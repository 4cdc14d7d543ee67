/**
 * A second worker with webgl, for long teachers on machines with a real GPU: it is timed while wasm already trains, and
 * takes the teacher over if it is clearly faster. Students are small: they go back to the first worker.
 */
import type { Predictor } from '../distillation/ensemble.ts';
import type { RunCheckpoint } from '../experiment/checkpoint.ts';
import { usesGivenTeacher, type Config } from '../experiment/config.ts';
import type { Backend } from '../engine/backend.ts';
import type { EngineApi, EngineEvent, TrainOptions } from './engineApi.ts';

/** A shorter run is over before a GPU is warm. */
const WORTH_MS = 10_000;
/** Time after which the pace of a run is known. */
const PACE_MS = 1_000;
/** Moving costs a checkpoint, a second set of digits and compiled shaders. */
const CLEARLY_FASTER = 1.3;

interface PresentRun {
  readonly runId: number;
  readonly config: Config;
  readonly options: TrainOptions;
  readonly startedMs: number;
  hasRaced: boolean;
}

/** @param startSecond starts another worker @param now milliseconds */
export function withGpuRace(
  first: EngineApi,
  startSecond: () => EngineApi,
  now: () => number = () => performance.now(),
): EngineApi {
  let backend: Backend | null = null;
  let isChosen = false;
  let address = '';
  let send: (event: EngineEvent) => void = () => undefined;
  let second: EngineApi | null = null;
  /** Where the present run is; pause, resume and the like go there. */
  let active = first;
  let present: PresentRun | null = null;
  /** Where the run stood when it moved, and the newest weights since. */
  let moved: RunCheckpoint | null = null;
  let taught: Predictor | null = null;

  function onFirst(event: EngineEvent): void {
    send(event);
    if (event.type === 'run' && active === first) considerRace(event);
  }

  function considerRace(event: EngineEvent & { type: 'run' }): void {
    const run = present;
    const progress = event.events.findLast((each) => each.type === 'progress');
    if (!run || run.hasRaced || run.runId !== event.runId || progress?.phase !== 'teacher') return;
    if (!isChosen || backend?.name !== 'wasm' || !backend.hasGpu || usesGivenTeacher(run.config)) return;
    const elapsedMs = now() - run.startedMs;
    if (elapsedMs < PACE_MS || progress.step === 0) return;
    run.hasRaced = true;
    const stepMs = elapsedMs / progress.step;
    if (stepMs * progress.numSteps > WORTH_MS) race(run, stepMs).catch(() => undefined); // the first goes on
  }

  async function race(run: PresentRun, stepMs: number): Promise<void> {
    const engine = second ?? startSecond();
    if (!second) await engine.open('webgl', address, onSecond);
    second = engine;
    await engine.loadData(run.config);
    const ownMs = await engine.timeTeacherStep(run.config);
    if (present !== run || stepMs < CLEARLY_FASTER * ownMs) return;
    const checkpoint = await first.checkpoint();
    if (present !== run || checkpoint?.phase !== 'teacher') return; // the teacher was done by then
    moved = checkpoint;
    active = engine;
    await first.stop();
    await engine.train(run.runId, run.config, { ...run.options, checkpoint });
  }

  function onSecond(event: EngineEvent): void {
    const run = present;
    if (active === first || !run || !('runId' in event) || event.runId !== run.runId) return;
    if (event.type === 'runFailed') {
      void bringBack(run, moved); // a lost WebGL context loses no run
      return;
    }
    if (event.type === 'runPaused') {
      send(event);
      return;
    }
    const end = event.events.findIndex((each) => each.type === 'progress' && each.phase !== 'teacher');
    const ofTeacher = end < 0 ? event.events : event.events.slice(0, end);
    for (const each of ofTeacher)
      if (each.type === 'weights' && each.weights.teacher) taught = each.weights.teacher;
    send({ ...event, events: ofTeacher });
    if (end >= 0 && moved)
      void bringBack(run, {
        ...{ ...moved, phase: 'softTargets', teacher: taught, training: null },
        elapsedMs: now() - run.startedMs,
      });
  }

  async function bringBack(
    { runId, config, options }: PresentRun,
    checkpoint: RunCheckpoint | null,
  ): Promise<void> {
    const { stop } = active;
    active = first;
    await stop();
    if (present?.runId === runId) await first.train(runId, config, { ...options, checkpoint });
  }

  return {
    ...first,
    async open(requested, pageUrl, onEvent) {
      send = onEvent;
      address = pageUrl;
      isChosen = requested === null;
      backend = await first.open(requested, pageUrl, onFirst);
      return backend;
    },
    async train(runId, config, options) {
      present = { runId, config, options, startedMs: now(), hasRaced: options.paused };
      if (active !== first) await active.stop();
      active = first;
      return first.train(runId, config, options);
    },
    pause: () => active.pause(),
    resume: () => active.resume(),
    step: () => active.step(),
    stop: () => active.stop(),
    checkpoint: () => active.checkpoint(),
  };
}
