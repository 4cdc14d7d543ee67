import { describe, expect, it } from 'vitest';
import { studentSeeds } from '../../../src/experiment/seeds.ts';
import { settle, SUMMARY, type FakeEngine } from '../../support/fakeEngine.ts';
import { cohortReport, endingOf, METRICS, teacherReport } from '../../support/fakeRun.ts';
import { expectOneRun, openPage, TEACHER } from '../../support/openPage.ts';

const trains = ({ calls }: FakeEngine) => calls.filter((call) => call.startsWith('train'));

/** With a run of five seeds that has finished. */
async function openFinished() {
  const opened = await openPage();
  const { engine, actions, state } = opened;
  actions.train();
  const finish = () => {
    const { runId, more, record } = state().run;
    const { config, data } = (more ?? record)!;
    const seeds = engine.trained.at(-1).options.seeds ?? studentSeeds(config);
    engine.endRun();
    engine.say({ type: 'run', runId, events: endingOf(config, data, seeds) });
  };
  finish();
  return { ...opened, finish };
}

describe('a run', () => {
  it('is started once, however often Train is pressed', async () => {
    const { engine, actions, page } = await openPage();
    for (let i = 0; i < 20; i++) actions.train();
    expect(trains(engine)).toEqual(['train 1']);
    expectOneRun(page, engine);
  });

  it('that has no room in memory is refused in words: what it wants and which setting to lower', async () => {
    const { engine, actions, state } = await openPage();
    actions.setConfig({ hidden: [2048, 2048], seeds: 20 });
    actions.train();
    expect(trains(engine)).toEqual([]);
    expect(state().refusal).toMatch(/would take about 7.* GB of memory .* Lower seeds to at most 9\.$/);
    actions.setConfig({ seeds: 9 });
    actions.train();
    expect(trains(engine)).toEqual(['train 1']);
  });

  it('is told for which digits it is meant', async () => {
    const { engine, actions } = await openPage();
    actions.train();
    expect(engine.trained[0]!.options).toMatchObject({ setId: SUMMARY.id, paused: false });
  });

  it('is the only one that is heard: news of one that was rewound change nothing', async () => {
    const { engine, actions, state, page } = await openPage();
    actions.train();
    actions.rewind();
    const before = state();
    engine.say({ type: 'run', runId: 1, events: [teacherReport] });
    engine.say({ type: 'runPaused', runId: 1 });
    engine.say({ type: 'runFailed', runId: 1, message: 'old' });
    expect(state()).toBe(before);
    engine.say({ type: 'run', runId: 2, events: [teacherReport] });
    engine.say({ type: 'runPaused', runId: 2 });
    expect(state().run).toMatchObject({ runId: 2, status: 'paused' });
    expect(state().run.record?.teacher).toEqual(METRICS);
    expect(engine.calls).toEqual(['loadData embedded mid', 'train 1', 'train 2 paused']);
    expectOneRun(page, engine);
  });

  it('that is cancelled says so, keeps what it measured, and hears no more of the engine', async () => {
    const { engine, actions, state, page } = await openPage();
    actions.train();
    engine.say({ type: 'run', runId: 1, events: [teacherReport] });
    actions.cancelRun();
    engine.say({ type: 'run', runId: 1, events: [cohortReport(1, [0.5])] });
    expect(state().run.status).toBe('cancelled');
    expect(state().run.record).toMatchObject({ teacher: METRICS, curve: [] });
    expect(engine.calls.at(-1)).toBe('stop');
    expectOneRun(page, engine);
    actions.train();
    expect(state().run.status).toBe('running');
    expect(state().run.record?.teacher).toBeNull();
  });

  it('is paused, stepped and resumed; Step on an idle page begins one that stands', async () => {
    const { engine, actions, state } = await openPage();
    actions.step();
    engine.say({ type: 'runPaused', runId: 1 });
    actions.step();
    actions.resume();
    expect(state().run.status).toBe('running');
    actions.pause();
    expect(engine.calls.slice(1)).toEqual(['train 1 paused', 'step', 'step', 'resume', 'pause']);
  });

  it('that the digits cannot feed is refused in words, and touches nothing of the one under way', async () => {
    const { engine, actions, state, page } = await openPage();
    actions.setConfig({ labels: 5001 });
    actions.train();
    expect(state().refusal).toContain('asks for 5001 labelled digits, but Test digits has 5000');
    expect(state().run.status).toBe('idle');
    actions.setConfig({ labels: 5000 });
    expect(state().refusal).toBeNull();
    actions.train();
    engine.say({ type: 'run', runId: 1, events: [teacherReport] });
    actions.setConfig({ labels: 5001 });
    const before = state().run;
    actions.trainAnew();
    expect(state().refusal).toContain('asks for 5001 labelled digits');
    expect(state().run).toBe(before);
    expectOneRun(page, engine);
  });

  it('whose teacher is not there is refused in words, and touches nothing of the one under way', async () => {
    const { engine, actions, state, page } = await openPage(({ teacher }) =>
      Promise.resolve(teacher === 'student' ? null : TEACHER),
    );
    actions.train();
    const before = state().run;
    actions.setConfig({ teacher: 'student' });
    actions.trainAnew();
    await settle();
    expect(state().refusal).toContain('ask for the student teacher, but none is there');
    expect(state().run).toMatchObject({ runId: before.runId, status: 'running', record: before.record });
    actions.setConfig({ teacher: 'trained', studentStart: 'copied' }); // its teacher is 784-800-800-10
    actions.trainAnew();
    expect(state().refusal).toContain('do not fit the student');
    expect(state().run).toMatchObject({ runId: before.runId, status: 'running', record: before.record });
    expectOneRun(page, engine);
  });

  it('under way goes on when a preset is to be watched that cannot be trained yet', async () => {
    const { engine, actions, state, page } = await openPage();
    actions.train();
    engine.hold('loadData');
    actions.setConfig({ data: 'mnist' });
    actions.watchPreset('hinton-table');
    expect(state().run).toMatchObject({ runId: 1, status: 'running' });
    expect(state().refusal).toContain('Other digits are being loaded');
    expectOneRun(page, engine);
  });

  it('goes on after Resume, whatever the engine said before it heard of it', async () => {
    const { engine, actions, state } = await openPage();
    actions.step();
    engine.say({ type: 'runPaused', runId: 1 });
    actions.resume();
    engine.say({ type: 'runPaused', runId: 1 }); // of the step before
    expect(state().run.status).toBe('running');
    await settle();
    engine.say({ type: 'runPaused', runId: 1 });
    expect(state().run.status).toBe('paused');
  });

  it('gives way to a preset that is to be watched', async () => {
    const { engine, actions, state, page } = await openPage();
    actions.train();
    actions.watchPreset('hinton-table');
    expect(state().run).toMatchObject({ runId: 2, status: 'running' });
    expect(state().run.record?.config.temperature).toBe(4);
    expect(trains(engine)).toEqual(['train 1', 'train 2']);
    expectOneRun(page, engine);
  });

  it('goes on while other digits are chosen, and its record stays that of its own', async () => {
    const { engine, actions, state } = await openPage();
    actions.train();
    actions.setConfig({ data: 'mnist', labels: 100 });
    await settle();
    engine.say({ type: 'run', runId: 1, events: [cohortReport(1, [0.5])] });
    expect(state().run.record).toMatchObject({ data: SUMMARY, config: { data: 'embedded', labels: 2000 } });
    expect(state().run.record?.curve).toHaveLength(1);
    expect(state().data.summary?.id).toBe('mnist');
  });

  it('whose own settings are made again by Rewind, whatever is set now', async () => {
    const { engine, actions, state } = await openFinished();
    actions.setConfig({ temperature: 3, seed: 9 });
    actions.rewind();
    expect(engine.trained.at(-1)).toMatchObject({ runId: 2, config: { temperature: 8, seed: 1 } });
    expect(state().run.record?.config).toMatchObject({ temperature: 8, seed: 1 });
  });

  it.each(['rewind', 'addSeeds'] as const)('by %s on other digits is refused in words', async (action) => {
    const { engine, actions, state } = await openFinished();
    actions.setConfig({ data: 'mnist' });
    await settle();
    const { run } = state();
    if (action === 'rewind') actions.rewind();
    else actions.addSeeds(5);
    expect(state().refusal).toBe(
      'This run was made on Test digits, but MNIST is in use. Choose its digits again, or press Train for a new run.',
    );
    expect(state().run).toBe(run);
    expect(trains(engine)).toHaveLength(1);
  });

  it('names the run before it by what differs', async () => {
    const { engine, actions, state } = await openFinished();
    actions.setConfig({ temperature: 4, data: 'mnist' });
    await settle();
    actions.train();
    expect(state().run.before).toMatchObject({ name: 'run before: data = embedded, T = 8, Test digits' });
    expect(state().run.before?.curve).toHaveLength(2);
    expect(engine.running()).toBe(2);
  });
});

describe('more seeds', () => {
  it('are trained with the settings of the run, and joined to it: ten pairs', async () => {
    const { engine, actions, state, finish, page } = await openFinished();
    const first = state().run.record!;
    actions.setConfig({ temperature: 3 });
    actions.addSeeds(5);
    expect(engine.trained.at(-1)).toMatchObject({
      config: { temperature: 8 },
      options: { seeds: [106, 107, 108, 109, 110], paused: false },
    });
    engine.say({ type: 'run', runId: 2, events: [cohortReport(3, [0.9])] });
    expect(state().run.record).toBe(first); // of the first seeds, until the others are done
    finish();
    const { run } = state();
    expect(run).toMatchObject({ status: 'finished', more: null });
    expect(run.record?.result?.gain.pairs).toHaveLength(10);
    expect(run.record?.result?.arms[0]!.seeds).toEqual(studentSeeds({ seed: 1, seeds: 10 }));
    expect(run.record?.readings?.arms[1]!.seeds).toHaveLength(10);
    expect(run.record?.config).toMatchObject({ seeds: 10, temperature: 8 });
    expect(run.record?.curve).toBe(first.curve);
    expectOneRun(page, engine);
  });

  it.each([
    ['cancelled', 'finished'],
    ['failed', 'failed'],
  ] as const)('that are %s leave the record as it was, to be gone on with', async (how, status) => {
    const { engine, actions, state } = await openFinished();
    const { record } = state().run;
    actions.addSeeds(5);
    const { runId } = state().run;
    engine.say({ type: 'run', runId, events: [cohortReport(3, [0.9])] });
    if (how === 'cancelled') actions.cancelRun();
    else engine.say({ type: 'runFailed', runId, message: 'diverged' });
    engine.say({ type: 'run', runId, events: [cohortReport(4, [0.9])] });
    expect(state().run).toMatchObject({ status, more: null });
    expect(state().run.record).toBe(record);
    actions.addSeeds(5);
    expect(engine.trained.at(-1).options.seeds).toEqual([106, 107, 108, 109, 110]);
  });

  it('are at most as many as may be set, and none of a run that has not finished', async () => {
    const { engine, actions } = await openPage();
    actions.train();
    actions.addSeeds(5);
    actions.cancelRun();
    actions.addSeeds(5);
    expect(trains(engine)).toHaveLength(1);
    const finished = await openFinished();
    finished.actions.addSeeds(50);
    finished.finish();
    expect(finished.state().run.record?.config.seeds).toBe(20);
    finished.actions.addSeeds(5);
    expect(trains(finished.engine)).toHaveLength(2);
  });
});

describe('replicates', () => {
  /** Ends the part under way, and the next, until nothing is. */
  const finishAll = ({ state, finish }: Awaited<ReturnType<typeof openFinished>>) => {
    let numParts = 0;
    for (; state().run.status === 'running'; numParts++) finish();
    return numParts;
  };

  it('are made one after the other with the seeds that follow, and joined to one record', async () => {
    const opened = await openFinished();
    const { engine, actions, state, page } = opened;
    actions.setConfig({ replicates: 3, seeds: 2 });
    actions.train();
    expect(finishAll(opened)).toBe(3);
    expect(engine.trained.slice(1).map(({ config, options }) => [config.seed, options.seeds])).toEqual([
      [1, undefined],
      [2, [201, 202]],
      [3, [301, 302]],
    ]);
    const { record, goal } = state().run;
    expect(goal).toBeNull();
    expect(record?.config).toMatchObject({ replicates: 3, seeds: 2, seed: 1 });
    expect(record?.result?.gain.perReplicate).toEqual([2, 2, 2]);
    expect(record?.result?.config.replicates).toBe(3);
    // What is looked into is of the first.
    expect(record?.readings?.arms[0]!.seeds).toHaveLength(2);
    expectOneRun(page, engine);
  });

  it('and seeds are added to a run that has finished: what it lacks of both, and no more', async () => {
    const opened = await openFinished();
    const { engine, actions, state } = opened;
    actions.setConfig({ temperature: 3 }); // of the next run
    actions.addReplicates(2);
    expect(state().run.goal).toEqual({ seeds: 5, replicates: 3 });
    expect(finishAll(opened)).toBe(2);
    actions.addSeeds(1);
    expect(finishAll(opened)).toBe(3);
    expect(engine.trained.slice(-3).map(({ options }) => options.seeds)).toEqual([[106], [206], [306]]);
    expect(engine.trained.at(-1).config.temperature).toBe(8);
    expect(state().run.record?.result?.gain.perReplicate).toEqual([6, 6, 6]);
  });

  it('that are cancelled leave those that are done, and say that there are no more', async () => {
    const { engine, actions, state, finish, page } = await openFinished();
    actions.addReplicates(4);
    finish();
    expect(state().run.status).toBe('running');
    actions.cancelRun();
    expect(state().run).toMatchObject({ status: 'finished', more: null, goal: null });
    expect(state().run.record?.config.replicates).toBe(2);
    expectOneRun(page, engine);
    actions.rewind();
    expect(state().run.goal).toEqual({ seeds: 5, replicates: 2 });
  });

  it('are not gone on with on other digits', async () => {
    const { engine, actions, state, finish } = await openFinished();
    actions.addReplicates(2);
    actions.setConfig({ data: 'mnist' });
    await settle();
    finish();
    expect(state().run).toMatchObject({ status: 'finished', goal: null });
    expect(state().run.record?.result?.gain.perReplicate).toEqual([5, 5]);
    expect(state().refusal).toContain('This run was made on Test digits');
    expect(trains(engine)).toHaveLength(2);
  });
});
