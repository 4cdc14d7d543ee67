/** The worker's side of the watch: tells the page that it lives, and how long it may be silent without being taken for dead. */

/** What a worker says beside its answers. Comlink leaves alone what has no id. */
export interface PulseMessage {
  /** Milliseconds of silence that mean nothing yet. */
  readonly patienceMs: number;
  /** A lock that is held for as long as the worker lives; null where the browser has none, or has not given it yet. */
  readonly lock: string | null;
}

export interface Pulse {
  /** What follows, until the next call, is work of this kind; null for work of which nobody knows how long it takes. */
  begin(kind: string | null): void;
  /** Something else is asked beside that. @returns called when it is answered */
  ask(): () => void;
}

export const SILENT_PULSE: Pulse = { begin: () => undefined, ask: () => () => undefined };

const PULSE_MS = 500;
const LEAST_PATIENCE_MS = 3_000;
/** Times the longest that work of this kind took: a slow machine is slower for a while, but not that much. */
const SLOWER = 20;
/** For work of a kind that has not been done yet, as a first step with its shaders to compile, or a set of digits to make. */
const UNKNOWN_MS = 60_000;

/** @param tell sends a number of milliseconds to the page @param now milliseconds */
export function createPulse(tell: (patienceMs: number) => void, now = () => performance.now()): Pulse {
  const longestMs = new Map<string, number>();
  let current: { readonly kind: string | null; readonly sinceMs: number } = { kind: null, sinceMs: now() };
  let numAsked = 0;
  let toldMs = UNKNOWN_MS;

  function patience(): number {
    const known = current.kind === null ? undefined : longestMs.get(current.kind);
    if (known === undefined || numAsked > 0) return Math.max(UNKNOWN_MS, SLOWER * (known ?? 0));
    return Math.max(LEAST_PATIENCE_MS, SLOWER * known);
  }
  /** Before the work begins: then nobody hears anything until it is done. */
  function tellChange(): void {
    const patienceMs = patience();
    if (patienceMs === toldMs) return;
    toldMs = patienceMs;
    tell(patienceMs);
  }

  setInterval(() => tell(toldMs), PULSE_MS);
  tell(toldMs);
  return {
    begin(kind) {
      const nowMs = now();
      const before = current.kind;
      if (before !== null)
        longestMs.set(before, Math.max(longestMs.get(before) ?? 0, nowMs - current.sinceMs));
      current = { kind, sinceMs: nowMs };
      tellChange();
    },
    ask() {
      numAsked += 1;
      tellChange();
      return () => {
        numAsked -= 1;
        tellChange();
      };
    },
  };
}

/** All of an API, each call of which is something asked. @param timed calls that tell by themselves what they are at */
export function pulsing<Api extends object>(api: Api, pulse: Pulse, timed: readonly (keyof Api)[]): Api {
  const entries = Object.entries(api).map(([name, method]: [string, unknown]) => {
    if (timed.some((each) => each === name) || typeof method !== 'function') return [name, method];
    const asked = async (...args: unknown[]): Promise<unknown> => {
      const answered = pulse.ask();
      try {
        return await (Reflect.apply(method, api, args) as unknown);
      } finally {
        answered();
      }
    };
    return [name, asked];
  });
  return Object.fromEntries(entries) as Api;
}
