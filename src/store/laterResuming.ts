/** What lets a run go on when its worker or its page is gone: loaded when the page stands, and called in the order in which it is asked. */
import type { StoreApi } from 'zustand/vanilla';
import type { GivenTeacher } from '../engine/teacher.ts';
import type { Config } from '../experiment/config.ts';
import type { PackedCheckpoint } from '../experiment/packedCheckpoint.ts';
import type { TrainOptions } from '../worker/engineApi.ts';
import type { Actions } from './actions.ts';
import type { Snapshot } from './snapshot.ts';
import type { State } from './state.ts';

export interface Resuming {
  readonly actions: Pick<Actions, 'lookForRun' | 'goOnWithRun' | 'letRunGo'>;
  begun(begun: Omit<Snapshot, 'checkpoint'>): void;
  /** A checkpoint of the run under way. */
  hear(told: Pick<Snapshot, 'run' | 'takenMs'> & { readonly checkpoint: PackedCheckpoint }): void;
  /** The run needs no going on any more. */
  ended(): void;
  /** It broke off: it is not offered again, unless it was refused at once. */
  failed(): void;
  /** Begins the run under way again in a new worker. @param onAnyBackend that works on another backend than the one before */
  restart(onAnyBackend: boolean): void | Promise<void>;
}

export interface ResumingEnvironment {
  readonly train: (runId: number, config: Config, options: TrainOptions) => void;
  readonly loadTeacher: (config: Config) => Promise<GivenTeacher | null>;
  readonly setConfig: (change: Partial<Config>) => void;
}

export type StartResuming = (store: StoreApi<State>, environment: ResumingEnvironment) => Resuming;

/** @param load called with the first call */
export function laterResuming(load: () => Promise<StartResuming>): StartResuming {
  return (store, environment) => {
    let loading: Promise<Resuming> | null = null;
    /** Where its chunk cannot be had, the run goes on as long as its worker and its page do. */
    const later = <T>(act: (resuming: Resuming) => T | Promise<T>): Promise<T | null> =>
      (loading ??= load().then((start) => start(store, environment))).then(act).catch(() => null);
    return {
      begun: (begun) => void later((resuming) => resuming.begun(begun)),
      hear: (told) => void later((resuming) => resuming.hear(told)),
      ended: () => void later((resuming) => resuming.ended()),
      failed: () => void later((resuming) => resuming.failed()),
      restart: async (onAnyBackend) => void (await later((resuming) => resuming.restart(onAnyBackend))),
      actions: {
        lookForRun: async () => (await later((resuming) => resuming.actions.lookForRun())) ?? false,
        goOnWithRun: () => void later((resuming) => resuming.actions.goOnWithRun()),
        letRunGo: () => void later((resuming) => resuming.actions.letRunGo()),
      },
    };
  };
}
