import { describe, expect, it } from 'vitest';
import type { GivenTeacher } from '../../../src/engine/teacher.ts';
import { settle, type FakeEngine } from '../../support/fakeEngine.ts';
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

  it('comes too late for a run that was given up', async () => {
    const { engine, actions, come, state, page } = await openWaiting();
    actions.cancelRun();
    await come();
    expect(trains(engine)).toEqual([]);
    expect(state().run.status).toBe('cancelled');
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

  it('may be paused for: the run then stands at its first step', async () => {
    const { engine, actions, come } = await openWaiting();
    actions.pause();
    await come();
    expect(trains(engine)).toEqual(['train 1 paused']);
  });

  it('that does not come fails the run, and leaves none behind that nobody can stop', async () => {
    const { engine, actions, come, fetches, state, page } = await openWaiting();
    await come();
    actions.rewind();
    fetches[1]!.reject(new Error('models/early.json is missing.'));
    await settle();
    expect(state().run).toMatchObject({ status: 'failed', message: 'models/early.json is missing.' });
    expectOneRun(page, engine);
  });

  it('finds other digits in use: the run is refused by the engine, in words', async () => {
    const { engine, actions, come, state, page } = await openWaiting();
    actions.setConfig({ data: 'mnist' });
    await settle();
    await come();
    expect(state().run).toMatchObject({ status: 'failed' });
    expect(state().run.message).toContain('meant for other digits');
    expectOneRun(page, engine);
  });
});
