/** The page's side of the watch: notices when a worker has closed, broken down or hung, and never takes a slow one for dead. */
import type { PulseMessage } from './pulse.ts';

/** What a worker that is gone rejects with: no answer to a question. */
export class WorkerGone extends Error {
  /** @param how completes "The training worker …" */
  constructor(readonly how: string) {
    super(`The training worker ${how}. Reload the page to start it again.`);
  }
}

/** The part of a worker that is watched. */
export interface WatchedWorker {
  onerror: ((event: ErrorEvent) => void) | null;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

/** The part of the page on which it depends. */
export interface Surroundings {
  readonly locks: Pick<LockManager, 'request'> | null;
  isHidden(): boolean;
}

const PAGE: Surroundings = {
  locks: globalThis.navigator?.locks ?? null,
  isHidden: () => document.hidden,
};

const TICK_MS = 500;
/** Until the worker says something of itself: its script may come over a slow line. */
const STARTING_MS = 120_000;

/** @returns rejects with WorkerGone, once, unless the watch was ended before */
export function watchWorker(
  worker: WatchedWorker,
  { locks, isHidden }: Surroundings = PAGE,
): { readonly gone: Promise<never>; end(): void } {
  const ended = new AbortController();
  let patienceMs = STARTING_MS;
  let silentMs = 0;
  let tickedMs = performance.now();
  let hasLock = false;
  let die: (how: string) => void = () => undefined;
  const gone = new Promise<never>((_, reject) => {
    die = (how) => {
      if (ended.signal.aborted) return;
      end();
      reject(new WorkerGone(how));
    };
  });
  gone.catch(() => undefined); // told to whoever waits

  worker.onerror = (event) => {
    event.preventDefault(); // an error is an event here, not a console line
    const what = event.message?.replace(/^Uncaught (Error: )?/, '') || 'its script could not be loaded';
    die(`broke down (${what})`);
  };
  worker.addEventListener('message', ({ data }) => {
    silentMs = 0;
    if (!isPulse(data)) return;
    patienceMs = data.patienceMs;
    if (hasLock || data.lock === null || !locks) return;
    hasLock = true;
    // Given to the page when the worker holds it no more.
    locks.request(data.lock, { signal: ended.signal }, () => die('closed')).catch(() => undefined);
  });
  // Counted in ticks: what a sleeping machine, a hidden tab or a page that is itself busy misses is nobody's silence.
  const ticking = setInterval(() => {
    const nowMs = performance.now();
    silentMs = isHidden() ? 0 : silentMs + Math.min(nowMs - tickedMs, 2 * TICK_MS);
    tickedMs = nowMs;
    if (silentMs > patienceMs) die(`has said nothing for ${Math.round(silentMs / 1000)} seconds`);
  }, TICK_MS);

  function end(): void {
    clearInterval(ticking);
    ended.abort();
  }
  return { gone, end };
}

function isPulse(data: unknown): data is PulseMessage {
  return typeof data === 'object' && data !== null && 'patienceMs' in data;
}
