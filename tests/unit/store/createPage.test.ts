import { describe, expect, it } from 'vitest';
import { createPage } from '../../../src/store/createPage.ts';
import { changedSettings, predictorOf } from '../../../src/store/selectors.ts';
import { settle, SUMMARY } from '../../support/fakeEngine.ts';
import { METRICS, teacherReport } from '../../support/fakeRun.ts';
import {
  createFakePage,
  expectOneSet,
  openPage,
  NO_RESUMING,
  NO_WORKERS,
  TEACHER,
} from '../../support/openPage.ts';

describe('the page', () => {
  it('opens the engine and makes the embedded digits', async () => {
    const { page, state, engine } = await openPage();
    expect(engine.calls).toEqual(['loadData embedded mid']);
    expect(state().engine.status).toBe('ready');
    expect(state().data).toEqual({
      summary: SUMMARY,
      loading: null,
      message: null,
      note: null,
      remarks: [],
      numHanded: 0,
    });
    await expectOneSet(page, engine);
  });

  it('says why when no engine can be started', async () => {
    const { store, actions } = createPage(
      () => {
        throw new Error('No Web Workers here.');
      },
      () => Promise.resolve(TEACHER),
      NO_WORKERS,
      NO_RESUMING,
    );
    await actions.open(null, 'http://localhost/');
    expect(store.getState().engine).toEqual({ status: 'failed', message: 'No Web Workers here.' });
    actions.train();
    expect(store.getState().run.status).toBe('idle');
  });

  it('names the settings in which the next run would differ from the one on display, and its digits', async () => {
    const { actions, state } = await openPage();
    actions.setConfig({ labels: 500 });
    expect(changedSettings(state())).toBe('');
    actions.train();
    actions.setConfig({ labels: 1000, hidden: [32] });
    expect(changedSettings(state())).toBe('labels, hidden');
    actions.setConfig({ sloppiness: 'hard' });
    await settle();
    expect(changedSettings(state())).toBe('digits, labels, hidden');
  });

  it('locks the training temperature to the one on display until it is unlocked', async () => {
    const { actions, state } = await openPage();
    actions.setDisplayTemperature(4);
    expect(state().config.temperature).toBe(4);
    actions.setTemperatureLock(false);
    actions.setDisplayTemperature(2);
    expect(state().config.temperature).toBe(4);
    actions.setTemperatureLock(true);
    expect(state().displayTemperature).toBe(4);
  });

  it('reads with the shipped teacher until a run has another', async () => {
    const { engine, actions, state } = await openPage();
    expect(predictorOf(state(), 'teacher')).toBe(TEACHER.predictor);
    expect(predictorOf(state(), 'distilled')).toBeNull();
    actions.setConfig({ teacher: 'shipped' });
    actions.train();
    expect(predictorOf(state(), 'teacher')).toBe(TEACHER.predictor);
    engine.say({ type: 'runFailed', runId: 1, message: 'ended' });
    actions.setConfig({ teacher: 'trained' });
    expect(predictorOf(state(), 'teacher')).toBe(TEACHER.predictor); // of the run on display, not of the settings
    actions.train();
    expect(predictorOf(state(), 'teacher')).toBeNull(); // not trained yet
  });

  it('trains a teacher where the shipped one cannot be loaded, and says why', async () => {
    const { actions, state } = await openPage(() =>
      Promise.reject(new Error('models/teacher.json is missing.')),
    );
    expect(state().shipped).toEqual({ status: 'failed', message: 'models/teacher.json is missing.' });
    expect(state().config.teacher).toBe('trained');
    actions.train();
    expect(state().run.status).toBe('running');
  });

  it('survives a broken worker: a run that runs or stands has failed, keeps what it measured, and cannot be resumed', async () => {
    for (const isPaused of [false, true]) {
      const { engine, actions, state } = await openPage();
      actions.train();
      engine.say({ type: 'run', runId: 1, events: [teacherReport] });
      if (isPaused) engine.say({ type: 'runPaused', runId: 1 });
      engine.breakDown('The worker is gone.');
      expect(state().run).toMatchObject({ status: 'failed', message: 'The worker is gone.' });
      expect(state().run.record?.teacher).toEqual(METRICS);
      expect(state().engine.status).toBe('failed');
      actions.resume();
      expect(state().run.status).toBe('failed');
    }
  });

  it('does not wait for digits that a broken worker cannot bring; the settings say what was in use', async () => {
    const { engine, actions, state } = await openPage();
    engine.hold('loadData');
    actions.setConfig({ data: 'mnist' });
    engine.breakDown('The worker is gone.');
    await settle();
    expect(state().data).toMatchObject({ loading: null, summary: SUMMARY });
    expect(state().config.data).toBe('embedded');
  });

  it('takes a question that fails for a question that failed, not for a dead engine', async () => {
    const { engine, actions, state } = await openPage();
    engine.client.pause = () => Promise.reject(new Error('No such question.'));
    actions.train();
    actions.pause();
    await settle();
    expect(state()).toMatchObject({ notice: 'No such question.', engine: { status: 'ready' } });
    expect(state().run.status).toBe('running');
  });

  it('hears of a failing start of the engine', async () => {
    const { engine, actions, state } = createFakePage();
    engine.hold('open');
    const opened = actions.open(null, 'http://localhost/');
    engine.waiting('open').fail('There is no backend here.');
    await opened;
    expect(state().engine).toEqual({ status: 'failed', message: 'There is no backend here.' });
  });
});
