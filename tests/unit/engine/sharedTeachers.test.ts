import { beforeAll, describe, expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { run } from '../../../src/engine/run.ts';
import { createSharedTeachers, type SharedTeachers } from '../../../src/engine/sharedTeachers.ts';
import type { TeacherCache } from '../../../src/engine/teacher.ts';
import type { Config } from '../../../src/experiment/config.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { expectNoTensorLeak, openInNode } from '../../support/backends.ts';

const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 200, numTest: 60 });
const SMALL: Partial<Config> = {
  ...{ labels: 80, hidden: [6], epochs: 2, batchSize: 20, seeds: 2, teacher: 'trained' },
  ...{ teacherHidden: [9], teacherEpochs: 2, teacherBatchSize: 25, teacherNetworks: 2 },
};

/** One worker's run, with no teachers of its own. */
async function execute(
  sharedTeachers: SharedTeachers | null,
  change: Partial<Config> = {},
  backend = 'wasm',
) {
  const config = { ...parseConfig(SMALL), ...change };
  const teachers: TeacherCache = new Map();
  const events: RunEvent[] = [];
  const generator = run({ preset: 'test', config, digits, backend, teachers, sharedTeachers });
  let next = await generator.next();
  for (; !next.done; next = await generator.next()) events.push(next.value);
  for (const { cohort } of teachers.values()) cohort.dispose();
  const { timing, ...result } = next.value.result;
  void timing;
  const numTeacherSteps = events.filter(
    (event) => event.type === 'progress' && event.phase === 'teacher' && event.step > 0,
  ).length;
  return { result: withoutLatency(result), numTeacherSteps };
}
const withoutLatency = (result: object): unknown =>
  JSON.parse(JSON.stringify(result, (key, value: unknown) => (key === 'latencyMs' ? 0 : value)));

describe.each(['cpu', 'wasm'] as const)('a shared teacher (%s)', (backend) => {
  beforeAll(() => openInNode(backend));

  it('is trained by the first who asks, and gives all others what training it would have given, to the bit', async () => {
    const shared = createSharedTeachers();
    const alone = await execute(null);
    const [first, second] = await Promise.all([execute(shared), execute(shared, { temperature: 2 })]);
    expect([first.numTeacherSteps, second.numTeacherSteps].sort()).toEqual([0, alone.numTeacherSteps]);
    expect(first.result).toEqual(alone.result);
    expect(second.result).toEqual((await execute(null, { temperature: 2 })).result);
  });
});

describe('teachers in common', () => {
  beforeAll(() => openInNode('wasm'));

  it.each([
    ['another seed', { seed: 5 }, 'wasm'],
    ['other layers', { teacherHidden: [8] }, 'wasm'],
    ['shuffled labels', { control: 'shuffledLabels' }, 'wasm'],
    ['another kind of arithmetic', {}, 'cpu'],
  ] as const)('are others for %s', async (_, change, backend) => {
    const shared = createSharedTeachers();
    const { numTeacherSteps } = await execute(shared);
    expect((await execute(shared, change, backend)).numTeacherSteps).toBe(numTeacherSteps);
  });

  it('that could not be trained are let go, so that nobody waits for them', async () => {
    const shared = createSharedTeachers();
    const wild = { teacherLearningRate: 1e25 }; // past the limits that settings have
    for (const attempt of ['first', 'second'])
      await expect(execute(shared, wild), attempt).rejects.toThrow('loss of the teacher');
    const stopped = run({
      ...{ preset: 'test', config: parseConfig(SMALL), digits, backend: 'wasm', teachers: new Map() },
      sharedTeachers: shared,
    });
    for await (const event of stopped) if (event.type === 'progress' && event.step === 1) break;
    expect((await execute(shared)).numTeacherSteps).toBeGreaterThan(0);
  });

  it('leave no tensors behind', () =>
    expectNoTensorLeak(async () => {
      const shared = createSharedTeachers();
      await execute(shared);
      await execute(shared);
    }));
});
