/** Drives a run generator: pauses it between steps, makes single steps, and lets messages in while it works. */
import type { Circumstances, RunEvents } from '../engine/training.ts';
import type { RunEvent } from '../experiment/events.ts';

export interface RunLoop {
  /** What the run is to be executed with, so that this loop can hold it. */
  readonly circumstances: Circumstances;
  pause(): void;
  resume(): void;
  /** One optimiser step and its report; the run stands still afterwards. */
  step(): void;
  /** The next step is followed by a checkpoint event. */
  requestCheckpoint(): void;
  /** Ends the run at the next step and releases its tensors. */
  stop(): void;
  /** Runs until the end or the stop. @param onPaused called whenever the run comes to stand */
  drive(events: RunEvents<unknown>, onEvent: (event: RunEvent) => void, onPaused: () => void): Promise<void>;
}

/** How long the worker may go on without looking at its messages. */
const TURN_MS = 12;

/** @param isPaused whether the run stands still before its first optimiser step */
export function createRunLoop(isPaused: boolean): RunLoop {
  const abort = new AbortController();
  const { signal } = abort;
  const createdMs = performance.now();
  let wantsStep = false;
  let wantsCheckpoint = false;
  let stoodMs = 0;
  let wake: () => void = () => undefined;

  async function stand(): Promise<void> {
    const sinceMs = performance.now();
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
    stoodMs += performance.now() - sinceMs;
  }

  return {
    circumstances: {
      signal,
      clock: () => performance.now() - createdMs - stoodMs,
      takeReportRequest() {
        const isWanted = wantsStep;
        wantsStep = false;
        return isWanted;
      },
      takeCheckpointRequest() {
        const isWanted = wantsCheckpoint;
        wantsCheckpoint = false;
        return isWanted;
      },
    },
    requestCheckpoint() {
      wantsCheckpoint = true;
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      wake();
    },
    step() {
      isPaused = true;
      wantsStep = true;
      wake();
    },
    stop() {
      abort.abort();
      wake();
    },
    async drive(events, onEvent, onPaused) {
      let turnStartedMs = performance.now();
      let next = await events.next();
      while (!next.done) {
        onEvent(next.value);
        if (performance.now() - turnStartedMs > TURN_MS) {
          await letMessagesIn();
          turnStartedMs = performance.now();
        }
        while (isPaused && !wantsStep && !signal.aborted && isBetweenSteps(next.value)) {
          onPaused();
          await stand();
        }
        if (signal.aborted) {
          await events.return(undefined);
          return;
        }
        next = await events.next();
      }
    },
  };
}

/** A run may stand here: every report of the step is out, and nothing is half done. */
function isBetweenSteps(event: RunEvent): boolean {
  return event.type === 'progress' && (event.phase === 'teacher' || event.phase === 'students');
}

/** A macrotask by MessageChannel: 0.01 ms, where setTimeout(0) takes 4 ms. */
export function letMessagesIn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
