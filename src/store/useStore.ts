/** The page's one store, bound to React: useStore(selector) re-renders only when what is selected changes. */
import { useStore as useZustandStore } from 'zustand';
import { hasDrawnDatabase } from '../library/drawnDatabase.ts';
import { fetchModelsFrom, loadTeacherFor } from '../library/shippedTeacher.ts';
import { startEngine, startExperimentWorker } from '../worker/client.ts';
import { createPage } from './createPage.ts';
import { createDrawnSet } from './drawnSet.ts';
import type { State } from './state.ts';

export const page = createPage(
  startEngine,
  (pageUrl, config) => loadTeacherFor(config, fetchModelsFrom(new URL('models/', pageUrl).href)),
  { startWorker: startExperimentWorker, machine: machineOf(navigator) },
);

/** One core is left to the page, and half the memory to it and others, where the browser tells of it. @param deviceMemory GiB, 8 for more */
function machineOf({ hardwareConcurrency, deviceMemory = Infinity }: Navigator & { deviceMemory?: number }) {
  return { cores: (hardwareConcurrency || 2) - 1, memoryBytes: (deviceMemory * 2 ** 30) / 2 };
}

export const { actions } = page;

/** IndexedDB is loaded when somebody draws a set. */
export const drawnSet = createDrawnSet(page, async () =>
  (await import('../library/drawnStorage.ts')).openDrawnStorage(),
);

/** Reads the drawn set that an earlier visit left. */
export async function openKept(): Promise<void> {
  if (await hasDrawnDatabase()) await drawnSet.open();
}

/** @param selector returns a part of the state, never a fresh object */
export function useStore<T>(selector: (state: State) => T): T {
  return useZustandStore(page.store, selector);
}
