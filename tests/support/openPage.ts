/** The page's state over a fake engine, and what must hold of it whatever was done: settings, digits, link and engine agree. */
import { expect } from 'vitest';
import type { GivenTeacher } from '../../src/engine/teacher.ts';
import type { Config } from '../../src/experiment/config.ts';
import { createPage, type Page } from '../../src/store/createPage.ts';
import type { StartResuming } from '../../src/store/laterResuming.ts';
import { createResuming } from '../../src/store/resuming.ts';
import type { RunKeeping } from '../../src/store/runKeeping.ts';
import type { WorkerSource } from '../../src/store/experiments.ts';
import { linkTo } from '../../src/store/link.ts';
import { isUnderWay } from '../../src/store/selectors.ts';
import { SUPERSEDED } from '../../src/worker/engineApi.ts';
import { createFakeEngine, settle, type FakeEngine } from './fakeEngine.ts';

/** Of a page that runs no experiments. */
export const NO_WORKERS: WorkerSource = {
  startWorker: () => {
    throw new Error('No experiment was to be run.');
  },
  machine: { cores: 1, memoryBytes: Infinity },
};

/** Of a page whose workers live as long as it does. */
export const NO_RESUMING: StartResuming = (...given) => createResuming(...given, null);

export const TEACHER: GivenTeacher = { id: 'shipped', predictor: { networks: [], average: 'logits' } };

/** @param loadTeacher gives the shipped one if left out */
export function createFakePage(
  loadTeacher?: (config: Config) => Promise<GivenTeacher | null>,
  keeping: RunKeeping | null = null,
) {
  const engine = createFakeEngine();
  const page = createPage(
    () => engine.client,
    (_, config) => loadTeacher?.(config) ?? Promise.resolve(TEACHER),
    NO_WORKERS,
    (store, environment) => createResuming(store, environment, keeping),
  );
  return { engine, page, actions: page.actions, state: page.store.getState };
}

/** The same with the engine started and the embedded digits in use. */
export async function openPage(...given: Parameters<typeof createFakePage>) {
  const opened = createFakePage(...given);
  await opened.actions.open(null, 'http://localhost/');
  return opened;
}

/** The same, and loads of digits wait for the test. */
export async function openHolding() {
  const opened = await openPage();
  opened.engine.hold('loadData', 'loadOwn', 'cancelLoading');
  const end = () => expectOneSet(opened.page, opened.engine);
  const inUse = () => opened.state().data.summary?.id;
  return { ...opened, end, inUse };
}

export const file = (name: string) => new File([Uint8Array.of(1)], name);

/** Nothing is loading, and one set is in use for settings, header, link and engine; nobody is told of a load that was given up. */
export async function expectOneSet({ store }: Page, engine: FakeEngine): Promise<void> {
  await settle();
  const state = store.getState();
  const { config, data, notice, refusal } = state;
  const inUse = engine.inUse();
  const isEmbedded = inUse?.source.data === 'embedded';
  expect(data.loading).toBeNull();
  expect(data.summary).toEqual(inUse);
  expect(config.data).toBe(inUse?.source.data);
  if (isEmbedded) expect(config.sloppiness).toBe(inUse.source.sloppiness);
  expect(linkTo(state).config).toBe(config);
  expect(`${data.message} ${notice} ${refusal}`).not.toContain(SUPERSEDED);
}

/** The run on display is the one that the engine works on, and no other is left to itself. */
export function expectOneRun({ store }: Page, engine: FakeEngine): void {
  const { run } = store.getState();
  expect(engine.running()).toBe(isUnderWay(run) ? run.runId : null);
}
