/** Keeps the one run in progress: drives its generator, pauses it between steps, and lets messages in while it works. */
import { messageOf } from '../experiment/messageOf.ts';
import type { RunCommand, RunEvents } from '../engine/training.ts';
import type { RunCheckpoint } from '../experiment/checkpoint.ts';
import type { Config } from '../experiment/config.ts';
import { pack } from '../experiment/packedCheckpoint.ts';
import type { RunEvent } from '../experiment/events.ts';
import type { EngineApi, EngineEvent, TrainOptions } from './engineApi.ts';
import { breakDown as breakDownWorker, isBreakdown } from './breakdown.ts';
import { createEventBatcher } from './events.ts';
import { SILENT_PULSE, type Pulse } from './pulse.ts';
import { yieldToMessages } from '../engine/messages.ts';

type RunApi = Pick<EngineApi, 'train' | 'pause' | 'resume' | 'step' | 'stop' | 'checkpoint'>;

/** Begins a run. @param clock stands still while the run is paused */
export type BeginRun = (
  config: Config,
  options: TrainOptions,
  clock: () => number,
) => Promise<RunEvents<unknown>>;

/** How long the worker may go on without looking at its messages. */
const TURN_MS = 12;

/** Work between two checkpoints: no more than two seconds of it are to be lost with a worker or a tab. */
const CHECKPOINT_MS = 1_800;
/** Those that take long, because the networks are large, come less often. */
const SHARE_OF_CHECKPOINTS = 0.05;

/** What is wanted of a run; whoever changes it wakes the run. */
interface Wishes {
  isPaused: boolean;
  wantsStep: boolean;
  isStopped: boolean;
  /** Answers those who wait for a checkpoint. */
  readonly checkpoints: (() => void)[];
  wake: () => void;
}

/** @param send tells the page @param pulse is told what the run is at @param breakDown gives the worker up for another */
export function createRunKeeper(
  begin: BeginRun,
  send: (event: EngineEvent) => void,
  pulse: Pulse = SILENT_PULSE,
  breakDown: (error: unknown) => void = breakDownWorker,
): RunApi {
  let current: Wishes | null = null;
  /** Settles when the latest run has released everything; the next one waits for it. */
  let ended: Promise<void> = Promise.resolve();
  const wish = (change: (wishes: Wishes) => void) => {
    if (!current) return;
    change(current);
    current.wake();
  };

  async function execute(
    runId: number,
    config: Config,
    options: TrainOptions,
    wishes: Wishes,
  ): Promise<void> {
    const batcher = createEventBatcher((events) => send({ type: 'run', runId, events }));
    const hear: Hear = {
      event: batcher.add,
      paused() {
        batcher.flush();
        send({ type: 'runPaused', runId });
      },
      checkpoint(checkpoint) {
        batcher.flush(); // what was told before it belongs to it
        send({ type: 'checkpoint', runId, checkpoint: pack(checkpoint) });
      },
    };
    try {
      if (wishes.isStopped) return; // by the next run, before its turn came
      await drive((clock) => begin(config, options, clock), wishes, hear, pulse);
      if (!wishes.isStopped) batcher.flush();
    } catch (error) {
      if (wishes.isStopped) return;
      if (isBreakdown(error)) {
        breakDown(error);
        return;
      }
      batcher.flush();
      send({ type: 'runFailed', runId, message: messageOf(error) });
    } finally {
      if (current === wishes) current = null;
      for (const answer of wishes.checkpoints.splice(0)) answer();
      pulse.begin(null);
    }
  }

  return {
    train(runId, config, options) {
      wish((wishes) => (wishes.isStopped = true));
      const own: Wishes = {
        isPaused: options.paused,
        wantsStep: false,
        isStopped: false,
        checkpoints: [],
        wake: () => undefined,
      };
      current = own;
      ended = ended.then(() => execute(runId, config, options, own));
      return ended;
    },
    async pause() {
      wish((wishes) => (wishes.isPaused = true));
    },
    async resume() {
      wish((wishes) => (wishes.isPaused = false));
    },
    async step() {
      wish((wishes) => {
        wishes.isPaused = true;
        wishes.wantsStep = true;
      });
    },
    async stop() {
      wish((wishes) => (wishes.isStopped = true));
      await ended;
    },
    async checkpoint() {
      const wishes = current;
      if (!wishes || wishes.isStopped) return;
      await new Promise<void>((resolve) => {
        wishes.checkpoints.push(resolve);
        wishes.wake();
      });
    },
  };
}

/** What a run tells. */
interface Hear {
  event(event: RunEvent): void;
  /** It has come to stand. */
  paused(): void;
  checkpoint(checkpoint: RunCheckpoint): void;
}

/** Runs until the end or the stop. */
async function drive(
  begin: (clock: () => number) => Promise<RunEvents<unknown>>,
  wishes: Wishes,
  hear: Hear,
  pulse: Pulse,
): Promise<void> {
  let stoodMs = 0;
  pulse.begin(null);
  const events = await begin(() => performance.now() - stoodMs);
  let turnStartedMs = performance.now();
  const checkpoints = createDue();
  let command: RunCommand;
  while (!wishes.isStopped) {
    const { done, value } = await events.next(command);
    command = undefined;
    if (done) return;
    if (wishes.isStopped) break; // nobody hears it any more
    if (value.type === 'checkpoint') {
      hear.checkpoint(value.checkpoint);
      checkpoints.made();
      wishes.checkpoints.shift()?.();
    } else hear.event(value);
    if (value.type === 'progress' || value.type === 'checkpoint') pulse.begin(kindAfter(value)); // a report belongs to its step
    if (performance.now() - turnStartedMs > TURN_MS) {
      await yieldToMessages();
      turnStartedMs = performance.now();
    }
    if (!isBetweenSteps(value)) continue;
    if (value.type === 'progress') checkpoints.stepped();
    const isStanding = () =>
      wishes.isPaused && !wishes.wantsStep && !wishes.isStopped && wishes.checkpoints.length === 0;
    const sinceMs = performance.now();
    while (isStanding() && !checkpoints.isStale()) {
      pulse.begin(null);
      hear.paused();
      await new Promise<void>((resolve) => (wishes.wake = resolve));
    }
    stoodMs += performance.now() - sinceMs;
    pulse.begin(kindAfter(value));
    if (wishes.checkpoints.length > 0 || isStanding() || checkpoints.isDue()) {
      checkpoints.begun();
      command = 'checkpoint';
    } else if (wishes.wantsStep) {
      command = 'report';
      wishes.wantsStep = false;
    }
  }
  await events.return(undefined);
}

/** When the next checkpoint is due. */
function createDue() {
  let dueMs = performance.now() + CHECKPOINT_MS;
  let begunMs = 0;
  let isStale = true;
  return {
    isDue: () => performance.now() >= dueMs,
    /** Whether steps were made since the last one. */
    isStale: () => isStale,
    stepped: () => void (isStale = true),
    begun: () => void (begunMs = performance.now()),
    made() {
      const nowMs = performance.now();
      isStale = false;
      dueMs = nowMs + Math.max(CHECKPOINT_MS, (nowMs - begunMs) / SHARE_OF_CHECKPOINTS);
    },
  };
}

/** What comes next: steps of one phase take about as long as each other, and of all else nobody knows how long it takes. */
function kindAfter(event: RunEvent): string | null {
  if (event.type === 'checkpoint') return event.checkpoint.phase;
  const isStep = event.type === 'progress' && isBetweenSteps(event) && event.step < event.numSteps;
  return isStep ? event.phase : null;
}

/** A run may stand here: every report of the step is out, and nothing is half done. */
function isBetweenSteps(event: RunEvent): boolean {
  if (event.type === 'checkpoint') return true;
  return event.type === 'progress' && (event.phase === 'teacher' || event.phase === 'students');
}
