/** Keeps the one run in progress: drives its generator, pauses it between steps, and lets messages in while it works. */
import { messageOf } from '../experiment/messageOf.ts';
import type { RunCommand, RunEvents } from '../engine/training.ts';
import type { RunCheckpoint } from '../experiment/checkpoint.ts';
import type { Config } from '../experiment/config.ts';
import type { RunEvent } from '../experiment/events.ts';
import type { EngineApi, EngineEvent, TrainOptions } from './engineApi.ts';
import { createEventBatcher } from './events.ts';
import { yieldToMessages } from './messages.ts';

type RunApi = Pick<EngineApi, 'train' | 'pause' | 'resume' | 'step' | 'stop' | 'checkpoint'>;

/** Begins a run. @param clock stands still while the run is paused */
export type BeginRun = (
  config: Config,
  options: TrainOptions,
  clock: () => number,
) => Promise<RunEvents<unknown>>;

/** How long the worker may go on without looking at its messages. */
const TURN_MS = 12;

/** What is wanted of a run; whoever changes it wakes the run. */
interface Wishes {
  isPaused: boolean;
  wantsStep: boolean;
  isStopped: boolean;
  /** Answers those who wait for a checkpoint. */
  readonly checkpoints: ((checkpoint: RunCheckpoint | null) => void)[];
  wake: () => void;
}

/** @param send tells the page */
export function createRunKeeper(begin: BeginRun, send: (event: EngineEvent) => void): RunApi {
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
    const onPaused = () => {
      batcher.flush();
      send({ type: 'runPaused', runId });
    };
    try {
      if (wishes.isStopped) return; // by the next run, before its turn came
      await drive((clock) => begin(config, options, clock), wishes, batcher.add, onPaused);
      if (!wishes.isStopped) batcher.flush();
    } catch (error) {
      if (wishes.isStopped) return;
      batcher.flush();
      send({ type: 'runFailed', runId, message: messageOf(error) });
    } finally {
      if (current === wishes) current = null;
      for (const answer of wishes.checkpoints.splice(0)) answer(null);
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
      if (!wishes || wishes.isStopped) return null;
      return new Promise((resolve) => {
        wishes.checkpoints.push(resolve);
        wishes.wake();
      });
    },
  };
}

/** Runs until the end or the stop. @param onPaused called whenever the run comes to stand */
async function drive(
  begin: (clock: () => number) => Promise<RunEvents<unknown>>,
  wishes: Wishes,
  onEvent: (event: RunEvent) => void,
  onPaused: () => void,
): Promise<void> {
  let stoodMs = 0;
  const events = await begin(() => performance.now() - stoodMs);
  let turnStartedMs = performance.now();
  let command: RunCommand;
  while (!wishes.isStopped) {
    const { done, value } = await events.next(command);
    command = undefined;
    if (done) return;
    if (wishes.isStopped) break; // nobody hears it any more
    if (value.type === 'checkpoint') wishes.checkpoints.shift()?.(value.checkpoint);
    else onEvent(value);
    if (performance.now() - turnStartedMs > TURN_MS) {
      await yieldToMessages();
      turnStartedMs = performance.now();
    }
    if (isBetweenSteps(value)) {
      const isStanding = () =>
        wishes.isPaused && !wishes.wantsStep && !wishes.isStopped && wishes.checkpoints.length === 0;
      const sinceMs = performance.now();
      while (isStanding()) {
        onPaused();
        await new Promise<void>((resolve) => (wishes.wake = resolve));
      }
      stoodMs += performance.now() - sinceMs;
      if (wishes.checkpoints.length > 0) command = 'checkpoint';
      else if (wishes.wantsStep) {
        command = 'report';
        wishes.wantsStep = false;
      }
    }
  }
  await events.return(undefined);
}

/** A run may stand here: every report of the step is out, and nothing is half done. */
function isBetweenSteps(event: RunEvent): boolean {
  if (event.type === 'checkpoint') return true;
  return event.type === 'progress' && (event.phase === 'teacher' || event.phase === 'students');
}
