import { describe, expect, it } from 'vitest';
import type { GivenTeacher } from '../../../src/engine/givenTeacher.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import { createPage } from '../../../src/store/createPage.ts';
import { changedSettings, predictorOf } from '../../../src/store/selectors.ts';
import { createFakeEngine, SUMMARY } from '../../support/fakeEngine.ts';

const TEACHER: GivenTeacher = { id: 'shipped', predictor: { networks: [], average: 'logits' } };

async function open() {
  const engine = createFakeEngine();
  const { store, actions } = createPage(
    () => engine.client,
    () => Promise.resolve(TEACHER),
  );
  await actions.open(null, 'http://localhost/');
  return { engine, actions, state: store.getState };
}
const settle = () => new Promise((resolve) => setTimeout(resolve));
const metrics = {
  accuracy: 0.9,
  errors: 1,
  numTested: 10,
  nll: 0.1,
  ece: 0.1,
  reliability: [],
  confusion: [],
};
const teacherReport: RunEvent = { type: 'teacherReport', step: 1, epoch: 1, loss: 0.2, metrics };

describe('the page', () => {
  it('opens the engine and makes the embedded digits', async () => {
    const { state, engine } = await open();
    expect(engine.calls).toEqual(['loadData embedded mid']);
    expect(state().engine.status).toBe('ready');
    expect(state().data).toMatchObject({ status: 'ready', summary: SUMMARY, message: null });
  });

  it('says why when no engine can be started', async () => {
    const { store, actions } = createPage(
      () => {
        throw new Error('No Web Workers here.');
      },
      () => Promise.resolve(TEACHER),
    );
    await actions.open(null, 'http://localhost/');
    expect(store.getState().engine).toEqual({ status: 'failed', message: 'No Web Workers here.' });
    actions.train();
    expect(store.getState().run.status).toBe('idle');
  });

  it('Train pressed twenty times starts one run', async () => {
    const { engine, actions } = await open();
    for (let i = 0; i < 20; i++) actions.train();
    expect(engine.calls.filter((call) => call.startsWith('train'))).toEqual(['train 1']);
  });

  it('hears only the present run: events of one that was rewound are ignored', async () => {
    const { engine, actions, state } = await open();
    actions.train();
    actions.rewind();
    engine.say({ type: 'run', runId: 1, events: [teacherReport] });
    engine.say({ type: 'runFailed', runId: 1, message: 'old' });
    expect(state().run).toMatchObject({ runId: 2, status: 'running', teacher: null });
    engine.say({ type: 'run', runId: 2, events: [teacherReport] });
    engine.say({ type: 'runPaused', runId: 2 });
    expect(state().run).toMatchObject({ status: 'paused', teacher: metrics });
    expect(engine.calls).toEqual(['loadData embedded mid', 'train 1', 'train 2 paused']);
  });

  it('a cancelled run says so, keeps what it measured, and hears no more of the engine', async () => {
    const { engine, actions, state } = await open();
    actions.train();
    engine.say({ type: 'run', runId: 1, events: [teacherReport] });
    actions.cancelRun();
    engine.say({ type: 'run', runId: 1, events: [{ ...teacherReport, metrics: { ...metrics, errors: 2 } }] });
    expect(state().run).toMatchObject({
      status: 'cancelled',
      teacher: metrics,
    });
    expect(engine.calls.at(-1)).toBe('stop');
    actions.train();
    expect(state().run).toMatchObject({ status: 'running', teacher: null });
  });

  it('pauses, steps and resumes the run; Step on an idle page begins one that stands', async () => {
    const { engine, actions, state } = await open();
    actions.step();
    engine.say({ type: 'runPaused', runId: 1 });
    actions.step();
    actions.resume();
    expect(state().run.status).toBe('running');
    actions.pause();
    expect(engine.calls.slice(1)).toEqual(['train 1 paused', 'step', 'step', 'resume', 'pause']);
  });

  it('keeps the set in use when MNIST cannot be loaded, and says what came', async () => {
    const { engine, actions, state } = await open();
    engine.failWith('t10k-images-idx3-ubyte.gz is missing');
    actions.setConfig({ data: 'mnist' });
    await settle();
    expect(state().config.data).toBe('embedded');
    expect(state().data).toMatchObject({
      status: 'ready',
      summary: SUMMARY,
      message: 't10k-images-idx3-ubyte.gz is missing',
    });
  });

  it('keeps what a failed run had measured, and survives a broken worker', async () => {
    const { engine, actions, state } = await open();
    actions.train();
    engine.say({ type: 'run', runId: 1, events: [teacherReport] });
    engine.breakDown('The worker is gone.');
    expect(state().run).toMatchObject({ status: 'failed', message: 'The worker is gone.', teacher: metrics });
    expect(state().engine.status).toBe('failed');
  });

  it('refuses a run that the digits cannot feed, and keeps what was measured before', async () => {
    const { engine, actions, state } = await open();
    actions.setConfig({ labels: 5000 });
    actions.train();
    engine.say({ type: 'run', runId: 1, events: [teacherReport] });
    engine.say({ type: 'runFailed', runId: 1, message: 'ended' });
    actions.setConfig({ labels: 5001 });
    actions.train();
    expect(state().run.message).toContain('asks for 5001 labelled digits, but Test digits has 5000');
    expect(state().run.teacher).toEqual(metrics);
    expect(engine.calls.filter((call) => call.startsWith('train'))).toHaveLength(1);
  });

  it('names the settings in which the next run would differ from the one on display', async () => {
    const { actions, state } = await open();
    actions.setConfig({ labels: 500 });
    expect(changedSettings(state().config, state().run.config)).toBe('');
    actions.train();
    actions.setConfig({ labels: 1000, hidden: [32] });
    expect(changedSettings(state().config, state().run.config)).toBe('labels, hidden');
  });

  it('locks the training temperature to the one on display until it is unlocked', async () => {
    const { actions, state } = await open();
    actions.setDisplayTemperature(4);
    expect(state().config.temperature).toBe(4);
    actions.setTemperatureLock(false);
    actions.setDisplayTemperature(2);
    expect(state().config.temperature).toBe(4);
    actions.setTemperatureLock(true);
    expect(state().displayTemperature).toBe(4);
  });

  it('reads with the shipped teacher until a run has another', async () => {
    const { engine, actions, state } = await open();
    expect(predictorOf(state(), 'teacher')).toBe(TEACHER.predictor);
    expect(predictorOf(state(), 'distilled')).toBeNull();
    actions.setConfig({ teacher: 'shipped' });
    actions.train();
    expect(predictorOf(state(), 'teacher')).toBe(TEACHER.predictor);
    engine.say({ type: 'runFailed', runId: 1, message: 'ended' });
    actions.setConfig({ teacher: 'trained' });
    actions.train();
    expect(predictorOf(state(), 'teacher')).toBeNull(); // not trained yet
  });

  it('trains a teacher where the shipped one cannot be loaded, and says why', async () => {
    const engine = createFakeEngine();
    const { store, actions } = createPage(
      () => engine.client,
      () => Promise.reject(new Error('models/teacher.json is missing.')),
    );
    await actions.open(null, 'http://localhost/');
    expect(store.getState().shipped).toEqual({
      status: 'failed',
      message: 'models/teacher.json is missing.',
    });
    expect(store.getState().config.teacher).toBe('trained');
    actions.train();
    expect(store.getState().run.status).toBe('running');
  });

  it('makes other embedded digits when another hand is chosen', async () => {
    const { engine, actions, state } = await open();
    actions.setConfig({ sloppiness: 'hard' });
    await settle();
    actions.setConfig({ sloppiness: 'hard', labels: 100 });
    expect(engine.calls).toEqual(['loadData embedded mid', 'loadData embedded hard']);
    expect(state().data.status).toBe('ready');
  });

  it('trains on own files; refused ones leave the set in use and say why', async () => {
    const { engine, actions, state } = await open();
    const file = (name: string) => new File([Uint8Array.of(1)], name);
    actions.openFiles([file('a'), file('b')]);
    await settle();
    expect(engine.calls.at(-1)).toBe('loadOwn a b');
    expect(state().config.data).toBe('own');
    expect(state().data.summary!.name).toBe('Own digits');
    engine.failWith('c is neither IDX nor CSV');
    actions.openFiles([file('c')]);
    await settle();
    expect(state().data).toMatchObject({ status: 'ready', message: 'c is neither IDX nor CSV' });
    expect(state().config.data).toBe('own');
  });

  it('does not even read a file beyond all measure', async () => {
    const { engine, actions, state } = await open();
    const huge = new File([], 'huge.csv');
    Object.defineProperty(huge, 'size', { value: 1e10 });
    actions.openFiles([huge]);
    await settle();
    expect(engine.calls.some((call) => call.startsWith('loadOwn'))).toBe(false);
    expect(state().data.message).toMatch(/huge\.csv has 10000000000 bytes; at most \d+ are read/);
  });

  it('shows hard and disputed digits of a trained run, one after the other, and any digit at random', async () => {
    const { engine, actions, state } = await open();
    actions.pickTestDigitBy('hardest');
    await settle();
    expect(state().probe.index).toBeNull(); // nothing was run
    actions.train();
    const says = (...digits: number[]) =>
      Float32Array.from({ length: 10 * digits.length }, (_, at) =>
        digits[Math.floor(at / 10)] === at % 10 ? 5 : 0,
      );
    const students = { standalone: [says(1, 2, 3)], distilled: [says(1, 2, 4)] };
    const readings = { labels: Uint8Array.of(1, 7, 3), teacher: says(1, 2, 3), students };
    engine.say({ type: 'run', runId: 1, events: [{ type: 'readings', readings }] });
    const seen: (number | null)[] = [];
    for (const kind of ['hardest', 'hardest', 'disputed', 'random'] as const) {
      actions.pickTestDigitBy(kind);
      await settle();
      seen.push(state().probe.index);
    }
    expect(seen.slice(0, 2).toSorted()).toEqual([0, 2]); // the first click, on an idle page, was for digit 1
    expect(seen[2]).toBe(2);
    expect(seen[3]).toBeGreaterThanOrEqual(0);
    expect(seen[3]).toBeLessThan(SUMMARY.numTest);
  });
});
