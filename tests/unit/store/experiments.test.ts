import { describe, expect, it } from 'vitest';
import { createPage } from '../../../src/store/createPage.ts';
import type { ExperimentOrder } from '../../../src/worker/experimentApi.ts';
import { NO_RESUMING } from '../../support/openPage.ts';
import { createFakeEngine, settle as settleAll } from '../../support/fakeEngine.ts';
import { smallResult } from '../../support/smallResult.ts';
import type { VariantResult } from '../../../src/experiment/results.ts';
import { createFakeWorkers, resultWith } from '../../support/fakeExperimentWorker.ts';

/** The pool is loaded with the first experiment. */
async function settle(): Promise<void> {
  await settleAll();
  await import('../../../src/worker/pool.ts');
  await settleAll();
}

const ORDER: ExperimentOrder = { preset: 'few-labels', settings: {}, axes: [], budget: null };

async function open(cores = 1) {
  const engine = createFakeEngine();
  const fakes = createFakeWorkers();
  const { store, actions } = createPage(
    () => engine.client,
    () => Promise.resolve({ id: 'shipped', predictor: { networks: [], average: 'logits' } }),
    { startWorker: fakes.startWorker, machine: { cores, memoryBytes: Infinity } },
    NO_RESUMING,
  );
  await actions.open(null, 'http://localhost/');
  return {
    ...fakes,
    engine,
    actions,
    state: store.getState,
    worker: () => [...fakes.workers.values()].at(-1),
  };
}

describe('experiments on the page', () => {
  it('tell how far they are, keep what is done, and end finished; one at a time', async () => {
    const { actions, state, worker, workers } = await open();
    actions.runExperiment('few-labels', ORDER);
    actions.runExperiment('default', { ...ORDER, preset: 'default' });
    expect(state().notice).toContain('Another experiment is under way');
    await settle();
    expect(workers.size).toBe(1);
    expect(Object.keys(state().experiments)).toEqual(['few-labels']);
    worker().say({ type: 'progress', share: 0.4, labels: ['a'], phase: 'students' });
    worker().say({ type: 'progress', share: 0.3, labels: ['b'], phase: 'teacher' });
    expect(state().experiments['few-labels']).toMatchObject({ status: 'running', share: 0.4, labels: ['b'] });
    worker().end(resultWith([0, 1, 2, 3], null));
    await settle();
    expect(state().experiments['few-labels']).toMatchObject({ status: 'finished', share: 1 });
    expect(state().currentExperiment).toBeNull();
  });

  it('keep the curve of each variant; another round of seeds begins it anew', async () => {
    const { actions, state, worker } = await open();
    actions.runExperiment('few-labels', ORDER);
    await settle();
    for (const epoch of [0, 1, 2]) worker().say({ type: 'curve', epoch, accuracy: { a: epoch / 10 } });
    worker().say({ type: 'curve', epoch: 0, accuracy: { a: 0.5, b: 0.6 } });
    expect(state().experiments['few-labels']!.curves).toEqual({
      a: [{ epoch: 0, accuracy: 0.5 }],
      b: [{ epoch: 0, accuracy: 0.6 }],
    });
  });

  it('given up keep what is done, and make room for the next', async () => {
    const { actions, state, worker, terminated } = await open();
    actions.runExperiment('few-labels', ORDER);
    await settle();
    worker().say({ type: 'partial', result: resultWith([0], null) });
    actions.cancelExperiment();
    await settle();
    const { status, result, message } = state().experiments['few-labels']!;
    expect(status).toBe('cancelled');
    expect(result!.variants).toHaveLength(1);
    expect(message).toContain('kept');
    expect(terminated).toHaveLength(1);
    actions.runExperiment('default', { ...ORDER, preset: 'default' });
    await settle();
    expect(state().currentExperiment).toBe('default');
  });

  it('find T and weight: those of the best cell on held-out digits are set, to be undone at once', async () => {
    const { actions, state, worker } = await open();
    const { temperature, softWeight } = state().config;
    actions.findSettings('find', ORDER);
    await settle();
    const run = smallResult();
    const variants = [0.7, 0.9].map((share, index): VariantResult => ({
      ...run,
      index,
      label: `cell ${index}`,
      problem: null,
      config: { ...run.config, temperature: 2 + index, softWeight: 0.5 },
      arms: run.arms.map((arm) => ({ ...arm, heldOutAccuracy: [share, share] })),
    }));
    worker().end({ ...resultWith([], null), variants });
    await settle();
    expect(state().config).toMatchObject({ temperature: 3, softWeight: 0.5 });
    expect(state().foundSettings).toEqual({ before: { temperature, softWeight } });
    actions.undoFound();
    expect(state().config).toMatchObject({ temperature, softWeight });
    expect(state().foundSettings).toBeNull();
    actions.findSettings('find', ORDER);
    await settle();
    actions.cancelExperiment(); // nothing is set
    await settle();
    expect(state().config).toMatchObject({ temperature, softWeight });
    expect(state().foundSettings).toBeNull();
  });

  it('that cannot be planned say why', async () => {
    const { actions, state } = await open();
    actions.runExperiment('few-labels', { ...ORDER, settings: { labels: 10 } });
    await settle();
    expect(state().experiments['few-labels']).toMatchObject({ status: 'failed' });
    expect(state().experiments['few-labels']!.message).toContain('labels is set to 10');
  });

  it('on digits that were changed while they were handed over are not begun', async () => {
    const { engine, actions, state, workers } = await open();
    const { shareDigits } = engine.client;
    engine.client.shareDigits = async () => ({ ...(await shareDigits()), id: 'others' });
    actions.runExperiment('few-labels', ORDER);
    await settle();
    expect(state().experiments['few-labels']).toMatchObject({ status: 'failed' });
    expect(state().experiments['few-labels']!.message).toContain('Other digits were chosen meanwhile');
    expect(workers.size).toBe(0);
  });

  it('are estimated in a worker of their own, which ends', async () => {
    const { actions, terminated } = await open();
    expect(await actions.estimateExperiment(ORDER)).toBe(60_000);
    expect(terminated).toEqual(['estimate']);
  });

  it('are estimated for as many workers as there are shards', async () => {
    const { actions } = await open(64);
    expect(await actions.estimateExperiment({ ...ORDER, preset: 'default' })).toBe(60_000);
  });

  it('to be watched set the first variant as far as the digits go, and train it', async () => {
    const { actions, state } = await open();
    actions.watchPreset('hinton-table');
    expect(state().config).toMatchObject({ hidden: [800, 800], temperature: 4, labels: 5000, seeds: 5 });
    expect(state().run.status).toBe('running');
  });
});
