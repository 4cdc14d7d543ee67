/** One engine for the page, whatever becomes of its workers: where one dies, another takes its place, with the digits of the first. */
import type { Backend, BackendName } from '../engine/backend.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { createDigitsInUse, type Call } from './digitsInUse.ts';
import type { EngineApi, EngineEvent, WorkerApi } from './engineApi.ts';
import { WorkerGone } from './watch.ts';

/** A worker has taken the place of one that died, and has its digits. */
export interface Restart {
  readonly backend: Backend;
  /** Whether it is another backend than that of the worker before, where one broke down again and again. */
  readonly isOther: boolean;
}

export interface RestartListener {
  /** A worker died, and another one is started. @param message one sentence for people */
  onGone(message: string): void;
  /** The run under way is to be begun again, from its last checkpoint. */
  onRestart(restart: Restart): void | Promise<void>;
  /** None can be started any more. */
  onLost(message: string): void;
}

/** EngineApi as the page sees it: while a worker takes another's place, calls wait. */
export interface EngineClient extends EngineApi {
  listen(listener: RestartListener): void;
}

/** One worker, and the word that it is gone. */
export interface EngineWorker {
  readonly api: WorkerApi;
  /** Rejects with WorkerGone. */
  readonly gone: Promise<never>;
  terminate(): void;
}

/** Where the first goes again and again, the next may hold. */
const NEXT_BACKEND: Readonly<Record<BackendName, BackendName>> = { webgl: 'wasm', wasm: 'cpu', cpu: 'cpu' };
/** Deaths over work without a checkpoint between them: so many on one backend, and so many in all. */
const DEATHS_ON_ONE = 2;
const MOST_DEATHS = 4;

/** What is wanted of a run: the page begins that again, and knows from where. */
const WISHES: readonly string[] = ['pause', 'resume', 'step', 'stop', 'checkpoint'];

/** @param start a worker @throws Error for people where none can be started */
export function createSteadyEngine(start: () => EngineWorker): EngineClient {
  let listener: RestartListener | null = null;
  let worker = start();
  /** Settles when the present worker can be asked. */
  let ready: Promise<unknown> = Promise.resolve();
  /** The same, and its run is begun again. */
  let settled = ready;
  let openArgs: Parameters<EngineApi['open']> | null = null;
  let backend: Backend | null = null;
  const digits = createDigitsInUse<EngineWorker>();
  let numDeaths = 0;
  let numAtWork = 0;

  function watch(watched: EngineWorker): EngineWorker {
    watched.gone.catch((error: unknown) => {
      const replacing = replace(error instanceof WorkerGone ? error.how : messageOf(error));
      ready = replacing;
      settled = replacing.then((restart) => restart && listener?.onRestart(restart));
      settled.catch((failure: unknown) => {
        if (failure instanceof WorkerGone) return; // the new one died too, which has its own watch
        worker.terminate();
        listener?.onLost(messageOf(failure));
      });
    });
    return watched;
  }

  /** @returns null where nothing had been opened yet */
  async function replace(how: string): Promise<Restart | null> {
    worker.terminate();
    numDeaths = numAtWork > 0 ? numDeaths + 1 : 1;
    const isOften = numDeaths >= DEATHS_ON_ONE;
    if (numDeaths >= MOST_DEATHS || (isOften && !backend))
      throw new Error(
        `The training worker ${how}, as did others before it. Reload the page to start it again.`,
      );
    const next = backend && isOften ? NEXT_BACKEND[backend.name] : (backend?.name ?? null);
    const isOther = backend !== null && next !== backend.name;
    const where = isOther ? ` on the backend ${next}` : '';
    listener?.onGone(
      `The training worker ${how}; another one takes its place${where}, and what was under way goes on.`,
    );
    const own = watch((worker = start()));
    if (!openArgs || !backend) return null;
    // One that was timed beside another is so again, or a run on that other could not go on.
    const requested = backend.alternative && !isOther ? openArgs[0] : next;
    backend = await own.api.open(requested, openArgs[1], hearing(own));
    await digits.putInto(own);
    return { backend, isOther };
  }

  const hearing = (own: EngineWorker) => (event: EngineEvent) => {
    if (own !== worker) return; // the dead say no more
    if (event.type === 'checkpoint') numDeaths = 0;
    return openArgs?.[2](event);
  };

  /** The worker to ask, when it is there. */
  async function present(name: string): Promise<EngineWorker> {
    for (;;) {
      const awaited = WISHES.includes(name) ? settled : ready;
      try {
        await awaited;
        return worker;
      } catch (error) {
        if (!(error instanceof WorkerGone) || awaited === ready || awaited === settled) throw error;
      }
    }
  }

  /** @returns the answer of the present worker, or, where it dies over the question, of the next */
  async function ask(name: string, args: readonly unknown[], call: Call<EngineWorker>): Promise<unknown> {
    for (let isAgain = false; ; isAgain = true) {
      const own = await present(name);
      numAtWork += 1;
      try {
        const answer = await call(own);
        digits.note(name, args, call, answer, own);
        return answer;
      } catch (error) {
        if (!(error instanceof WorkerGone)) throw error;
        if (name === 'train' || WISHES.includes(name)) return undefined;
        if (isAgain && name !== 'open')
          throw new Error(`Two training workers in turn were lost over this; the last one ${error.how}.`, {
            cause: error,
          });
      } finally {
        numAtWork -= 1;
      }
    }
  }

  const methods = Object.keys(worker.api).map((name) => {
    const method = async (...args: unknown[]): Promise<unknown> => {
      if (name === 'open') openArgs = args as unknown as Parameters<EngineApi['open']>;
      const call: Call<EngineWorker> = (own) => {
        const sent = name === 'open' ? [...args.slice(0, -1), hearing(own)] : args;
        return (own.api[name as keyof WorkerApi] as (...sent: unknown[]) => Promise<unknown>)(...sent);
      };
      const answer = await ask(name, args, call);
      if (name === 'open') backend = answer as Backend;
      return answer;
    };
    return [name, method] as const;
  });
  watch(worker);
  return {
    ...(Object.fromEntries(methods) as unknown as EngineApi), // each call as the worker has it
    listen: (next) => void (listener = next),
  };
}
