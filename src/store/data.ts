/** Which digits are in use: loads what is asked for, and keeps what there was when that cannot be had. */
import type { StoreApi } from 'zustand/vanilla';
import { LIMITS, type Config } from '../experiment/config.ts';
import type { EngineClient } from '../worker/client.ts';
import type { DataChoice } from '../worker/engineApi.ts';
import type { Actions } from './actions.ts';
import { messageOf } from './messageOf.ts';
import type { ProbeKeeper } from './probe.ts';
import type { DataState, State } from './state.ts';

/** Of one dropped file. */
const MAX_FILE_BYTES = 250_000_000;

interface DataKeeper {
  readonly actions: Pick<Actions, 'openFiles' | 'cancelLoading'>;
  set(change: Partial<DataState>): void;
  /** Loads what is chosen. On failure the set in use stays, or the fallback takes its place. */
  load(choice: DataChoice, fallback: DataChoice | null): Promise<void>;
}

/** @param ask puts a question to the engine, and tells when it breaks */
export function createDataKeeper(
  { getState, setState }: StoreApi<State>,
  engine: () => EngineClient | null,
  probe: Pick<ProbeKeeper, 'want' | 'showWanted'>,
  ask: (question: (client: EngineClient) => Promise<void>) => void,
): DataKeeper {
  const set = (change: Partial<DataState>) => setState(({ data }) => ({ data: { ...data, ...change } }));

  async function load(choice: DataChoice, fallback: DataChoice | null): Promise<void> {
    const client = engine();
    if (!client) return;
    set({ status: 'loading', progress: null, message: null });
    try {
      const summary = await client.loadData(choice);
      set({ status: 'ready', summary, progress: null });
      probe.showWanted();
    } catch (error) {
      const message = messageOf(error);
      if (fallback === null) {
        set({ status: 'failed', progress: null, message });
        return;
      }
      probe.want(null); // it was one of the set that did not come
      setState(({ config }) => ({ config: { ...config, ...fallback } }));
      if (getState().data.summary) set({ status: 'ready', progress: null });
      else await load(fallback, null);
      set({ message });
    }
  }

  async function loadFiles(files: readonly File[]): Promise<void> {
    const client = engine();
    const tooLarge = files.find(({ size }) => size > MAX_FILE_BYTES);
    if (!client || files.length === 0) return;
    try {
      if (tooLarge)
        throw new Error(`${tooLarge.name} has ${tooLarge.size} bytes; at most ${MAX_FILE_BYTES} are read.`);
      const read = files.map(async (file) => ({
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
      }));
      const summary = await client.loadOwn(await Promise.all(read));
      setState(({ config }) => ({ config: { ...config, data: 'own' } }));
      set({ status: 'ready', summary, progress: null, message: null });
    } catch (error) {
      set({ message: messageOf(error) });
    }
  }

  return {
    ...{ set, load },
    actions: {
      openFiles: (files) => void loadFiles(files),
      cancelLoading: () => ask((client) => client.cancelLoading()),
    },
  };
}

export const choiceOf = ({ data, sloppiness }: Config): DataChoice => ({ data, sloppiness });

export const isSameSet = (one: Config, other: Config): boolean =>
  one.data === other.data && one.sloppiness === other.sloppiness;

/** As many unlabelled images as a run takes. */
export const wantedUnlabelled = (config: Config, numUnlabelled: number): number =>
  Math.max(config.unlabelled, Math.min(numUnlabelled, LIMITS.unlabelled.max));
