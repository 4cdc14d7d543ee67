import { describe, expect, it } from 'vitest';
import { checksumOf, type RunCheckpoint } from '../../../src/experiment/checkpoint.ts';
import type { Config } from '../../../src/experiment/config.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import { studentSeeds } from '../../../src/experiment/seeds.ts';
import { pack, unpack, type PackedCheckpoint } from '../../../src/experiment/packedCheckpoint.ts';
import type { CheckpointStorage } from '../../../src/library/checkpointStorage.ts';
import { memoryCheckpoints } from '../../../src/library/memoryCheckpoints.ts';
import { createRunKeeping, type Locks } from '../../../src/store/runKeeping.ts';
import { settle } from '../../support/fakeEngine.ts';
import { cohortReport, endingOf, teacherReport } from '../../support/fakeRun.ts';
import { openPage } from '../../support/openPage.ts';

const arithmetic = { backend: 'fake', versions: {} };

function checkpointAt(config: Config, data: string, step: number): PackedCheckpoint {
  const losses = { steps: 0, hard: Float32Array.of(0), soft: Float32Array.of(0) };
  const cohort = { steps: step, variables: [Float32Array.of(step, 0.5)], averages: [], losses };
  const part = { teacher: null, training: { step, stepsMs: 1, cohort } };
  const about = { config, data, phase: 'students', arithmetic, elapsedMs: 1 } as const;
  return pack({ ...about, ...part, checksum: checksumOf(part)! });
}

/** Locks as the browser gives them, of one page or several. */
function createLocks() {
  const held = new Map<string, () => void>();
  const page = (): Locks => ({
    request: ((name: string, { signal }: { signal: AbortSignal }, granted: () => void) => {
      if (!held.has(name)) {
        held.set(name, () => held.delete(name));
        granted();
        return new Promise(() => undefined);
      }
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('timeout')), { once: true }),
      );
    }) as Locks['request'],
  });
  return { page, letAllGo: () => held.clear() };
}

/** A page with a run under way at a step. */
async function openTraining(storage = memoryCheckpoints(), locks: Locks | null = null) {
  const opened = await openPage(
    undefined,
    createRunKeeping(
      () => Promise.resolve(storage),
      () => Promise.resolve(true),
      locks,
    ),
  );
  const { actions, engine, state } = opened;
  const tell = (...events: readonly RunEvent[]) =>
    engine.say({ type: 'run', runId: state().run.runId, events });
  const reach = async (step: number) => {
    const { runId, record, more } = state().run;
    const { config, data } = (more ?? record)!;
    tell({ type: 'progress', phase: 'students', step, numSteps: 9 }, cohortReport(step, [0.5]));
    const { config: begun = config } = engine.trained.at(-1) ?? {};
    engine.say({ type: 'checkpoint', runId, checkpoint: checkpointAt(begun, data.id, step) });
    await settle();
  };
  return { ...opened, actions, engine, state, tell, reach, storage, trained: () => engine.trained.at(-1) };
}
const frameOf = ({ frame }: PackedCheckpoint) => JSON.parse(frame) as RunCheckpoint;
const stepOf = (packed: PackedCheckpoint | null | undefined) =>
  packed ? (frameOf(packed).training?.step ?? null) : null;

describe('a run whose worker dies', () => {
  it('is begun again from its last checkpoint, and shows what it had then', async () => {
    const { actions, engine, state, tell, reach, trained } = await openTraining();
    actions.train();
    tell(teacherReport);
    await reach(2);
    const before = state().run;
    tell({ type: 'progress', phase: 'students', step: 3, numSteps: 9 }, cohortReport(3, [0.6]));
    engine.replaceWorker();
    expect(stepOf(trained().options.checkpoint)).toBe(2);
    expect(trained().options).toMatchObject({ paused: false, onAnyBackend: false });
    expect(state().run).toMatchObject({ status: 'running', step: 2, record: before.record });
    expect(trained().runId).toBe(before.runId); // the same run: nothing was interrupted
    expect(state().notice).toContain('another one takes its place');
    expect(state().engine.status).toBe('ready');
  });

  it('from its beginning where there is no checkpoint yet, and stays paused where it was', async () => {
    const { actions, engine, state, reach, trained } = await openTraining();
    actions.train();
    engine.replaceWorker();
    expect(trained().options.checkpoint).toBeNull();
    await reach(1);
    engine.say({ type: 'runPaused', runId: state().run.runId });
    engine.replaceWorker(true);
    expect(trained().options).toMatchObject({ paused: true, onAnyBackend: true });
    expect(state().run.status).toBe('paused');
  });

  it('from the checkpoint before, where a worker died over the last one', async () => {
    const { actions, engine, reach, trained } = await openTraining();
    actions.train();
    await reach(1);
    await reach(2);
    engine.replaceWorker();
    expect(stepOf(trained().options.checkpoint)).toBe(2);
    engine.replaceWorker();
    expect(stepOf(trained().options.checkpoint)).toBe(1);
    await reach(3);
    engine.replaceWorker();
    expect(stepOf(trained().options.checkpoint)).toBe(3);
  });

  it('is not begun again after it ended, nor after it was given up', async () => {
    const { actions, engine, state, tell, reach } = await openTraining();
    actions.train();
    await reach(1);
    actions.cancelRun();
    engine.replaceWorker();
    expect(engine.trained).toHaveLength(1);
    actions.setConfig({ seeds: 1 });
    actions.train();
    const { config, data } = state().run.record!;
    tell(...endingOf(config, data, studentSeeds(config)));
    engine.replaceWorker();
    expect(engine.trained).toHaveLength(2);
    expect(state().run.status).toBe('finished');
  });

  it('hands more seeds the teacher that they have', async () => {
    const { actions, engine, state, tell, trained } = await openTraining();
    actions.setConfig({ seeds: 1, teacher: 'trained' });
    actions.train();
    const { config, data } = state().run.record!;
    const predictor = { networks: [], average: 'logits' } as const;
    tell(...endingOf(config, data, studentSeeds(config)), {
      type: 'weights',
      weights: { teacher: predictor },
    });
    actions.addSeeds(1);
    engine.replaceWorker();
    expect(frameOf(trained().options.checkpoint!)).toMatchObject({
      phase: 'softTargets',
      teacher: predictor,
    });
    expect(trained().options.seeds).toEqual(engine.trained.at(-2).options.seeds);
  });
});

describe('a run whose page is closed', () => {
  it('is offered to the next page, goes on from its last checkpoint with all that it had told, and is gone when it ends', async () => {
    const first = await openTraining();
    first.actions.setConfig({ temperature: 3, seeds: 1 });
    first.actions.train();
    first.tell(teacherReport);
    await first.reach(1);
    await first.reach(2);

    const second = await openTraining(first.storage);
    expect(await second.actions.lookForRun()).toBe(true);
    expect(second.engine.trained).toHaveLength(0);
    second.actions.goOnWithRun();
    await settle();
    const { options, config } = second.trained();
    expect(config).toEqual(first.trained().config);
    expect(stepOf(options.checkpoint)).toBe(2);
    expect(second.state().config).toMatchObject({ temperature: 3, seeds: 1 });
    const { run } = second.state();
    expect(run).toMatchObject({ status: 'running', step: 2, goal: { seeds: 1 } });
    expect(run.record).toEqual(first.state().run.record);
    expect(second.state().offer).toBeNull();

    await second.reach(3);
    const third = await openTraining(first.storage);
    await third.actions.lookForRun();
    expect(stepOf(third.state().offer?.kept.checkpoint)).toBe(3);
    second.tell(...endingOf(config, run.record!.data, studentSeeds(config)));
    await settle();
    expect(await (await openTraining(first.storage)).actions.lookForRun()).toBe(false);
  });

  it('that was being added to is joined to what it had finished', async () => {
    const first = await openTraining();
    first.actions.setConfig({ seeds: 1 });
    first.actions.train();
    const { config, data } = first.state().run.record!;
    first.tell(...endingOf(config, data, studentSeeds(config)));
    first.actions.addSeeds(1);
    await first.reach(4);

    const second = await openTraining(first.storage);
    await second.actions.lookForRun();
    second.actions.goOnWithRun();
    await settle();
    expect(second.trained().options.seeds).toEqual(first.trained().options.seeds);
    expect(second.state().run.record).toEqual(first.state().run.record);
    expect(second.state().run.more?.curve).toEqual(first.state().run.more?.curve);
    second.tell(...endingOf(second.trained().config, data, second.trained().options.seeds!));
    first.tell(...endingOf(first.trained().config, data, first.trained().options.seeds!));
    expect(second.state().run.record?.result).toEqual(first.state().run.record?.result);
    expect(second.state().run.record?.result?.gain.pairs).toHaveLength(2);
  });

  it('goes on from the checkpoint before, where the last one is damaged, and is not offered where both are', async () => {
    const first = await openTraining();
    first.actions.train();
    await first.reach(1);
    await first.reach(2);
    const [key] = await first.storage.keys();
    const damage = async () => {
      const [newest, before] = await first.storage.read(key!);
      const { checkpoint, ...rest } = newest!.value as { checkpoint: PackedCheckpoint };
      const { teacher, training, ...about } = await unpack(checkpoint);
      training!.cohort.variables[0]![0] = 77;
      const value = { ...rest, checkpoint: pack({ ...about, teacher, training }) };
      await first.storage.remove(key!);
      await first.storage.save(key!, before!.value);
      await first.storage.save(key!, value);
    };
    await damage();
    const second = await openTraining(first.storage);
    await second.actions.lookForRun();
    expect(stepOf(second.state().offer?.kept.checkpoint)).toBe(1);
    await first.storage.save(key!, { version: 1, cut: 'off' });
    expect(await (await openTraining(first.storage)).actions.lookForRun()).toBe(false);
    expect(await first.storage.keys()).toEqual([]);
  });

  it('is not offered where a part of its record is missing, whatever its checkpoint', async () => {
    const first = await openTraining();
    first.actions.train();
    await first.reach(1);
    const [key] = await first.storage.keys();
    for (const { value } of await first.storage.read(key!)) {
      const { run, ...rest } = value as { run: { record: object } };
      await first.storage.save(key!, { ...rest, run: { ...run, record: { ...run.record, arms: 7 } } });
      await first.storage.save(key!, { ...rest, run: { ...run, marks: [7] } });
    }
    expect(await (await openTraining(first.storage)).actions.lookForRun()).toBe(false);
    expect(await first.storage.keys()).toEqual([]);
  });

  it('is on other digits than those in use: they are loaded first, and own ones are asked for', async () => {
    const first = await openTraining();
    first.actions.setConfig({ data: 'mnist' });
    await settle();
    first.actions.train();
    await first.reach(2);
    const second = await openTraining(first.storage);
    await second.actions.lookForRun();
    second.engine.hold('loadData');
    second.actions.goOnWithRun();
    await settle();
    expect(second.engine.trained).toHaveLength(0);
    second.engine.answer('loadData');
    await settle();
    expect(second.trained().options.setId).toBe(first.state().data.summary!.id);

    const own = await openTraining();
    await own.actions.openFiles([new File([Uint8Array.of(1)], 'mine.csv')]);
    own.actions.train();
    await own.reach(2);
    const later = await openTraining(own.storage);
    await later.actions.lookForRun();
    later.actions.goOnWithRun();
    await settle();
    expect(later.state().notice).toContain('Open the files again, then go on.');
    expect(later.state().offer).not.toBeNull();
    await later.actions.openFiles([new File([Uint8Array.of(1)], 'mine.csv')]);
    later.actions.goOnWithRun();
    await settle();
    expect(stepOf(later.trained().options.checkpoint)).toBe(2);
  });

  it('is let go when a person says so, and is not lost when it is refused at once', async () => {
    const first = await openTraining();
    first.actions.train();
    await first.reach(2);
    const second = await openTraining(first.storage);
    await second.actions.lookForRun();
    second.actions.goOnWithRun();
    await settle();
    second.engine.say({
      type: 'runFailed',
      runId: second.state().run.runId,
      message: 'Made on another backend.',
    });
    await settle();
    expect(second.state().run.message).toBe('Made on another backend.');
    const third = await openTraining(first.storage);
    expect(await third.actions.lookForRun()).toBe(true);
    third.actions.letRunGo();
    await settle();
    expect(third.state().offer).toBeNull();
    expect(await first.storage.keys()).toEqual([]);
  });

  it('is not offered while another tab works on it', async () => {
    const locks = createLocks();
    const storage = memoryCheckpoints();
    const first = await openTraining(storage, locks.page());
    first.actions.train();
    await first.reach(2);
    const second = await openTraining(storage, locks.page());
    expect(await second.actions.lookForRun()).toBe(false);
    locks.letAllGo(); // the first is closed
    expect(await second.actions.lookForRun()).toBe(true);
    expect(await (await openTraining(storage, locks.page())).actions.lookForRun()).toBe(false);
  });

  it('is kept as bytes where the browser takes no Blob, as in a private window of Safari', async () => {
    const storage = memoryCheckpoints();
    const hasBlob = (value: unknown) =>
      (value as { checkpoint: PackedCheckpoint | null }).checkpoint?.floats instanceof Blob;
    const refusing: CheckpointStorage = {
      ...storage,
      save: (key, value) =>
        hasBlob(value) ? Promise.reject(new Error('no Blob')) : storage.save(key, value),
    };
    const first = await openTraining(refusing);
    first.actions.train();
    await first.reach(1);
    await first.reach(2);
    const second = await openTraining(storage);
    expect(await second.actions.lookForRun()).toBe(true);
    expect(stepOf(second.state().offer!.kept.checkpoint)).toBe(2);
  });

  it('is not offered after its end, where the browser kept its beginning and then nothing more', async () => {
    const storage = memoryCheckpoints();
    let numSaved = 0;
    const full: CheckpointStorage = {
      ...storage,
      save: (key, value) => (numSaved++ === 0 ? storage.save(key, value) : Promise.reject(new Error('full'))),
    };
    const { actions, reach, state, tell } = await openTraining(full);
    actions.setConfig({ seeds: 1 });
    actions.train();
    await reach(1);
    await reach(2);
    expect(await storage.keys()).toHaveLength(1);
    const { config, data } = state().run.record!;
    tell(...endingOf(config, data, studentSeeds(config)));
    await settle();
    expect(await storage.keys()).toEqual([]);
  });

  it('costs nobody anything where the browser keeps nothing', async () => {
    const blocked = createRunKeeping(
      () => Promise.reject(new Error('blocked')),
      () => Promise.resolve(true),
      null,
    );
    const { actions, engine, state } = await openPage(undefined, blocked);
    expect(await actions.lookForRun()).toBe(false);
    actions.train();
    const { config, data } = state().run.record!;
    engine.say({
      type: 'checkpoint',
      runId: state().run.runId,
      checkpoint: checkpointAt(config, data.id, 1),
    });
    await settle();
    engine.replaceWorker();
    expect(stepOf(engine.trained.at(-1).options.checkpoint)).toBe(1);
  });
});
