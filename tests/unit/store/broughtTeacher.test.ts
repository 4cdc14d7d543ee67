/** A network of a person's own as teacher: named by the settings, the record and the link, and never another in its place. */
import { describe, expect, it } from 'vitest';
import { checksumOf, type RunCheckpoint } from '../../../src/experiment/checkpoint.ts';
import { studentSeeds } from '../../../src/experiment/seeds.ts';
import { pack } from '../../../src/experiment/packedCheckpoint.ts';
import { memoryCheckpoints } from '../../../src/library/memoryCheckpoints.ts';
import { notInLink } from '../../../src/store/link.ts';
import { createRunKeeping } from '../../../src/store/runKeeping.ts';
import { changedSettings } from '../../../src/store/selectors.ts';
import { settle } from '../../support/fakeEngine.ts';
import { endingOf } from '../../support/fakeRun.ts';
import { file, openPage } from '../../support/openPage.ts';

const AS_FOUND = { reading: null, outputs: null };
const predictor = { networks: [], average: 'probabilities' } as const;

/** A page with "mine.onnx" as teacher, or as if its settings came by a link. */
async function openWith(name: string | null, ...given: Parameters<typeof openPage>) {
  const opened = await openPage(...given);
  const { actions, engine } = opened;
  if (name !== null) actions.useTeacher(await actions.readTeacher([file(name)], AS_FOUND));
  const taught = () => engine.trained.at(-1)?.options.teacher;
  return { ...opened, taught };
}

describe('a network that a person brought', () => {
  it('changes nothing until it is used, nor where it is refused', async () => {
    const { actions, state } = await openPage();
    const before = state();
    await actions.readTeacher([file('mine.onnx')], AS_FOUND);
    await expect(actions.readTeacher([file('bad.onnx')], AS_FOUND)).rejects.toThrow(
      'bad.onnx was not taken.',
    );
    expect(state()).toEqual(before);
  });

  it('teaches the next run, which names it, and a link says that it does not carry it', async () => {
    const { actions, state, taught } = await openWith('mine.onnx');
    actions.train();
    expect(taught()?.id).toBe('mine.onnx-1');
    expect(state().run.record?.config).toMatchObject({ teacher: 'brought', teacherFile: 'mine.onnx-1' });
    expect(notInLink(state())).toEqual([
      'The teacher that you brought, mine.onnx-1, is not in it: send its file along.',
    ]);
    actions.useTeacher(await actions.readTeacher([file('other.onnx')], AS_FOUND));
    expect(changedSettings(state())).toBe('teacherFile');
  });

  it('that is not open is asked for, and no other teaches in its place', async () => {
    const { actions, state, engine } = await openWith('other.onnx');
    actions.setConfig({ teacherFile: 'mine.onnx-1' });
    actions.train();
    expect(engine.trained).toHaveLength(0);
    expect(state().refusal).toContain(
      'The settings ask for mine.onnx-1, but none is there. Open its file by “bring your own” under Teacher',
    );
  });

  it('of the run on display goes on to teach it, whatever was brought since', async () => {
    const { actions, state, engine, taught } = await openWith('mine.onnx');
    actions.setConfig({ seeds: 1 });
    actions.train();
    const { runId, record } = state().run;
    const { config, data } = record!;
    const events = [...endingOf(config, data, studentSeeds(config))];
    engine.say({
      type: 'run',
      runId,
      events: [{ type: 'weights', weights: { teacher: predictor } }, ...events],
    });
    actions.useTeacher(await actions.readTeacher([file('other.onnx')], AS_FOUND));
    actions.addSeeds(1);
    expect(taught()).toEqual({ id: 'mine.onnx-1', predictor });
  });
});

describe('a run that it taught, whose page was closed', () => {
  const keepingOf = (storage: ReturnType<typeof memoryCheckpoints>) =>
    createRunKeeping(
      () => Promise.resolve(storage),
      () => Promise.resolve(true),
      null,
    );
  /** @param teacher that the checkpoint has */
  async function closed(teacher: RunCheckpoint['teacher']) {
    const storage = memoryCheckpoints();
    const { actions, engine, state } = await openWith('mine.onnx', undefined, keepingOf(storage));
    actions.train();
    const { runId, record } = state().run;
    const { config, data } = record!;
    const part = { teacher, training: null };
    const arithmetic = { backend: 'fake', versions: {} };
    const about = { config, data: data.id, phase: 'softTargets', arithmetic, elapsedMs: 1 } as const;
    engine.say({
      type: 'checkpoint',
      runId,
      checkpoint: pack({ ...about, ...part, checksum: checksumOf(part) ?? 0 }),
    });
    await settle();
    return storage;
  }
  async function reopened(storage: ReturnType<typeof memoryCheckpoints>, name: string | null) {
    const page = await openWith(name, () => Promise.resolve(null), keepingOf(storage));
    await page.actions.lookForRun();
    page.actions.goOnWithRun();
    await settle();
    return page;
  }

  it('goes on with the teacher that was kept with it', async () => {
    const { taught } = await reopened(await closed(predictor), null);
    expect(taught()).toEqual({ id: 'mine.onnx-1', predictor });
  });

  it('wants its file where none was kept, and goes on when that is open', async () => {
    const storage = await closed(null);
    const { state, engine } = await reopened(storage, 'other.onnx');
    expect(engine.trained).toHaveLength(0);
    expect(state().offer).not.toBeNull();
    expect(state().notice).toContain('This run was to be taught by mine.onnx-1');
    expect((await reopened(storage, 'mine.onnx')).taught()?.id).toBe('mine.onnx-1');
  });
});
