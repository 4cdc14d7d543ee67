import { describe, expect, it } from 'vitest';
import type { GivenTeacher } from '../../../src/engine/teacher.ts';
import { settle, type FakeEngine } from '../../support/fakeEngine.ts';
import { METRICS, teacherReport } from '../../support/fakeRun.ts';
import { expectOneRun, openPage, TEACHER } from '../../support/openPage.ts';

const trains = ({ calls }: FakeEngine) => calls.filter((call) => call.startsWith('train'));

describe('a younger teacher that is fetched for the run', () => {
  /** The page with a teacher that comes when the test says so. */
  async function openWaiting() {
    const fetches: { resolve(teacher: GivenTeacher): void; reject(error: Error): void }[] = [];
    const opened = await openPage(({ teacher }) =>
      teacher === 'shipped'
        ? Promise.resolve(TEACHER)
        : new Promise((resolve, reject) => fetches.push({ resolve, reject })),
    );
    opened.actions.setConfig({ teacher: 'early' });
    opened.actions.train();
    const come = async (at = 0) => {
      fetches[at]!.resolve(TEACHER);
      await settle();
    };
    return { ...opened, fetches, come };
  }

  it('comes, and the run begins', async () => {
    const { engine, come, page } = await openWaiting();
    expect(trains(engine)).toEqual([]);
    await come();
    expect(trains(engine)).toEqual(['train 1']);
    expectOneRun(page, engine);
  });

  it('is said to be awaited, and comes too late for a wish that was given up', async () => {
    const { engine, actions, come, state, page } = await openWaiting();
    expect(state().notice).toContain('younger teacher is being fetched');
    actions.cancelRun();
    expect(state().notice).toBeNull();
    await come();
    expect(trains(engine)).toEqual([]);
    expect(state().run.status).toBe('idle');
    expectOneRun(page, engine);
  });

  it('leaves the run under way alone until it comes', async () => {
    const { engine, actions, come, state, page } = await openWaiting();
    await come();
    engine.say({ type: 'run', runId: 1, events: [teacherReport] });
    actions.trainAnew();
    expect(state().run).toMatchObject({ runId: 1, status: 'running', record: { teacher: METRICS } });
    await come(1);
    expect(trains(engine)).toEqual(['train 1', 'train 2']);
    expectOneRun(page, engine);
  });

  it('comes too late for a run that another one replaced', async () => {
    const { engine, actions, come, page } = await openWaiting();
    actions.cancelRun();
    actions.setConfig({ teacher: 'trained' });
    actions.train();
    await come();
    expect(engine.trained).toMatchObject([{ config: { teacher: 'trained' } }]);
    expectOneRun(page, engine);
  });

  it('comes too late for a run that was paused meanwhile', async () => {
    const { engine, actions, come, state } = await openWaiting();
    await come();
    actions.trainAnew();
    actions.pause();
    await come(1);
    expect(trains(engine)).toEqual(['train 1']);
    expect(state().run.runId).toBe(1);
  });

  it('comes for a step: the run stands at its first step and makes it', async () => {
    const { engine, actions, come } = await openWaiting();
    actions.step();
    await come(0);
    expect(trains(engine)).toEqual([]);
    await come(1);
    expect(engine.calls.slice(-2)).toEqual(['train 1 paused', 'step']);
  });

  it('that does not come is said, and the run under way goes on', async () => {
    const { engine, actions, come, fetches, state, page } = await openWaiting();
    await come();
    actions.rewind();
    fetches[1]!.reject(new Error('models/early.json is missing.'));
    await settle();
    expect(state()).toMatchObject({ refusal: 'models/early.json is missing.', notice: null });
    expect(state().run).toMatchObject({ runId: 1, status: 'running' });
    expectOneRun(page, engine);
  });

  it('comes when other digits are in use: nothing is begun, and that is said', async () => {
    const { engine, actions, come, state, page } = await openWaiting();
    actions.setConfig({ data: 'mnist' });
    await settle();
    await come();
    expect(state().run.status).toBe('idle');
    expect(state().refusal).toContain('Other digits were chosen');
    expectOneRun(page, engine);
  });
});
