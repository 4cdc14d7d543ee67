/** The page's one store, bound to React: useStore(selector) re-renders only when what is selected changes. */
import { useStore as useZustandStore } from 'zustand';
import { messageOf } from '../experiment/messageOf.ts';
import { DRAWN_DATABASE, hasDatabase, LIBRARY_DATABASE } from '../library/databases.ts';
import type { LibraryStorage } from '../library/openLibrary.ts';
import { isRemembered, remember } from '../library/remembered.ts';
import { keepsNothing } from '../library/visit.ts';
import { createPage } from './createPage.ts';
import { createDrawnSet } from './drawnSet.ts';
import { hearEndedRuns } from './endedRuns.ts';
import type { KeptRuns } from './keptRuns.ts';
import { laterResuming } from './laterResuming.ts';
import type { State } from './state.ts';

/** What speaks to workers: on its way while the page is drawn, which does not wait for it. */
const client = import('../worker/client.ts');
client.catch(() => undefined); // said when the engine is to be started
let known: Awaited<typeof client> | null = null;

/** Likewise what reads the teachers that ship with it. */
const models = import('../library/shippedTeacher.ts');
models.catch(() => undefined); // said when one is asked for

export const page = createPage(
  async () => (known = await client).startEngine(),
  async (pageUrl, config) => {
    const { fetchModelsFrom, loadTeacherFor } = await models;
    return loadTeacherFor(config, fetchModelsFrom(new URL('models/', pageUrl).href));
  },
  {
    startWorker(name) {
      if (!known) throw new Error('The engine is still starting. Wait until there are digits.');
      return known.startExperimentWorker(name);
    },
    machine: machineOf(navigator),
  },
  laterResuming(async () => {
    const [{ createResuming }, { createRunKeeping }] = await Promise.all([
      import('./resuming.ts'),
      import('./runKeeping.ts'),
    ]);
    const storage = async () => (await libraryStorage()).checkpoints;
    const keeping = createRunKeeping(storage, () => hasDatabase(LIBRARY_DATABASE), navigator.locks ?? null);
    return (store, environment) =>
      createResuming(store, environment, keepsNothing(location.search) ? null : keeping);
  }),
);

/** One core is left to the page, and half the memory to it and others, where the browser tells of it. @param deviceMemory GiB, 8 for more */
function machineOf({ hardwareConcurrency, deviceMemory = Infinity }: Navigator & { deviceMemory?: number }) {
  return { cores: (hardwareConcurrency || 2) - 1, memoryBytes: (deviceMemory * 2 ** 30) / 2 };
}

export const { actions } = page;

let library: Promise<LibraryStorage> | null = null;

/** What all who keep something share; loaded when it is first wanted. */
function libraryStorage(): Promise<LibraryStorage> {
  return (library ??= import('../library/openLibrary.ts').then(({ openLibrary, openMemoryLibrary }) =>
    keepsNothing(location.search) ? openMemoryLibrary() : openLibrary(),
  ));
}

/** Once: some browsers put the question to the person. */
function askToPersist(): void {
  if (isRemembered(ASKED)) return;
  remember(ASKED);
  (navigator as Partial<Navigator>).storage?.persist().catch(() => false); // none where the page is not secure
}

const ASKED = 'asked-to-persist';

let kept: Promise<KeptRuns> | null = null;

/** The library of runs; loaded when one is about to end, or somebody looks. */
export function keptRuns(): Promise<KeptRuns> {
  if (kept) return kept;
  const loading = import('./keptRuns.ts').then(async ({ createKeptRuns }) => {
    const { openMemoryLibrary } = await import('../library/openLibrary.ts');
    return createKeptRuns(page, { open: libraryStorage, openMemory: openMemoryLibrary, askToPersist });
  });
  loading.catch(() => (kept = null)); // another time it may be had
  return (kept = loading);
}

/** Reads what is kept before anybody looks; where it cannot be had, whoever looks is told. */
export async function readKeptAhead(): Promise<void> {
  await keptRuns().then(
    (runs) => runs.open(),
    () => undefined,
  );
}

/** Keeps every run that ends, from now on. */
export function keepRuns(): void {
  // Loaded before it is needed: a tab may be closed as soon as a run is done.
  const stop = page.store.subscribe(({ run }) => {
    if (run.status !== 'running' || run.phase !== 'students') return;
    stop();
    void readKeptAhead();
  });
  hearEndedRuns(page.store, (ended) => {
    keptRuns().then(
      (runs) => runs.keep(ended),
      (error: unknown) => {
        page.store.setState({
          notice: `The library could not be loaded (${messageOf(error)}), so this run is not kept.`,
        });
      },
    );
  });
}

/** IndexedDB is loaded when somebody draws a set. */
export const drawnSet = createDrawnSet(page, async () => {
  if (keepsNothing(location.search)) throw new Error('this visit keeps nothing');
  return (await import('../library/drawnStorage.ts')).openDrawnStorage();
});

/** Reads the drawn set that an earlier visit left. */
export async function openKept(): Promise<void> {
  if (!keepsNothing(location.search) && (await hasDatabase(DRAWN_DATABASE))) await drawnSet.open();
}

/** @param selector returns a part of the state, never a fresh object */
export function useStore<T>(selector: (state: State) => T): T {
  return useZustandStore(page.store, selector);
}
