/** Batches run events into at most ten messages a second, keeping every report but only the newest progress and weights. */
import type { RunEvent } from '../experiment/events.ts';

export interface EventBatcher {
  add(event: RunEvent): void;
  /** Sends what is waiting, now. */
  flush(): void;
}

const MESSAGE_INTERVAL_MS = 100;

/** Events sent at once, because somebody waits for them. */
const URGENT: ReadonlySet<RunEvent['type']> = new Set(['started', 'finished']);

export function createEventBatcher(send: (events: readonly RunEvent[]) => void): EventBatcher {
  let waiting: RunEvent[] = [];
  let sentMs = -Infinity;

  function flush(): void {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    sentMs = performance.now();
    send(events);
  }

  return {
    add(event) {
      waiting = [...waiting.filter((earlier) => !isSuperseded(earlier, event)), event];
      if (URGENT.has(event.type) || performance.now() - sentMs >= MESSAGE_INTERVAL_MS) flush();
    },
    flush,
  };
}

/** Whether a waiting event says nothing that the newer one does not say better. */
function isSuperseded(earlier: RunEvent, newer: RunEvent): boolean {
  if (earlier.type === 'progress') return newer.type === 'progress';
  if (earlier.type === 'weights' && newer.type === 'weights')
    return Object.keys(earlier.weights).every((name) => name in newer.weights);
  return false;
}
