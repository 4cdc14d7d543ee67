/** Makes the page need no network any more, once it has nothing better to do. */
import type { StoreApi } from 'zustand/vanilla';
import { isUnderWay } from '../../store/selectors.ts';
import type { State } from '../../store/state.ts';
import { idle } from '../idle.ts';
import { loadAllParts } from '../later.tsx';
import { watchForNewerBuild } from './newerBuild.ts';
import { keepPage } from './serviceWorker.ts';

/** The first run has the machine for itself, but a long one is not waited for. */
const PATIENCE_MS = 10_000;

export async function prepareOffline(store: StoreApi<State>): Promise<void> {
  const offer = () => store.setState({ hasNewerPage: true });
  watchForNewerBuild(offer);
  await untilAtRest(store);
  await loadAllParts(idle);
  await keepPage(offer);
}

function untilAtRest({ getState, subscribe }: StoreApi<State>): Promise<void> {
  return new Promise((resolve) => {
    const rest = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(rest, PATIENCE_MS);
    const stop = subscribe((_, before) => isUnderWay(before.run) && !isUnderWay(getState().run) && rest());
  });
}
