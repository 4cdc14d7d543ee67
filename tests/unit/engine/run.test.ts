import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { identified } from '../../../src/data/digitSet.ts';
import { createRandom } from '../../../src/data/random.ts';
import { penmanship, unlabelledWriter } from '../../../src/data/penmanship/penmanship.ts';
import { mean } from '../../../src/distillation/statistics.ts';
import { run } from '../../../src/engine/run.ts';
import type { TeacherCache } from '../../../src/engine/teacher.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import type { RunResult } from '../../../src/experiment/results.ts';
import { openInNode } from '../../support/backends.ts';

const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 300, numTest: 100 });
const config = parseConfig({
  teacher: 'trained',
  labels: 100,
  hidden: [8],
  epochs: 3,
  batchSize: 32,
  seeds: 2,
  teacherHidden: [16],
  teacherEpochs: 4,
  teacherBend: 0, // too few steps to learn from bent digits
  teacherBatchSize: 50,
});

async function execute(teachers: TeacherCache, changes: Partial<typeof config> = {}, set = digits) {
  const events: RunEvent[] = [];
  const generator = run({
    preset: 'test',
    config: { ...config, ...changes },
    digits: set,
    backend: 'wasm',
    teachers,
  });
  for (;;) {
    const { done, value } = await generator.next();
    if (done) return { events, result: value.result };
    events.push(value);
  }
}
const withoutTimes = (result: RunResult) => ({
  ...result,
  timing: null,
  teacher: { ...result.teacher, latencyMs: 0 },
  arms: result.arms.map((arm) => ({ ...arm, latencyMs: 0 })),
});

describe('a run', () => {
  beforeAll(() => openInNode('wasm'));

  it('says nothing of the length of a step where the clock, in ticks of 100 ms, cannot tell it', async () => {
    let ms = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => Math.floor((ms += 0.5) / 100) * 100);
    try {
      const { result } = await execute(new Map(), { epochs: 1 });
      expect(Object.keys(result.timing)).toEqual(['totalMs']);
      expect(result.arms[0]!.latencyMs).toBeGreaterThan(0);
    } finally {
      clock.mockRestore();
    }
    const { result } = await execute(new Map(), { epochs: 1 });
    expect(result.timing.stepMs).toBeGreaterThan(0);
    expect(result.timing.imagesPerSecond).toBeCloseTo((1000 * 32 * 4) / result.timing.stepMs!, 6);
  });

  it('says at its start how many seeds it trains, where those are not the ones of its config', async () => {
    const input = { preset: 'test', config, digits, backend: 'wasm', teachers: new Map() as TeacherCache };
    const generator = run({ ...input, seeds: [3, 4, 5] });
    const { value } = await generator.next();
    await generator.return(undefined as never);
    expect(value).toMatchObject({ type: 'started', config: { ...config, seeds: 3 } });
  });

  it('KD9: gives the same result again, from the kept teacher or a new one', async () => {
    const teachers: TeacherCache = new Map();
    const first = await execute(teachers);
    const again = await execute(teachers);
    const afresh = await execute(new Map());
    expect(withoutTimes(again.result)).toEqual(withoutTimes(first.result));
    expect(withoutTimes(afresh.result)).toEqual(withoutTimes(first.result));
    const teacherSteps = again.events.filter(
      (event) => event.type === 'progress' && event.phase === 'teacher',
    );
    expect(teacherSteps).toHaveLength(0);
  });

  it('KD6: the teacher is the same to the bit after the students have learnt from it', async () => {
    const teachers: TeacherCache = new Map();
    await execute(teachers);
    const [teacher] = [...teachers.values()];
    const [after] = await teacher!.cohort.weights([0]);
    expect(teacher!.predictor.networks).toEqual([after]);
  });

  it('reports every epoch of the students from step 0, and ends in a result that its events bear out', async () => {
    const { events, result } = await execute(new Map());
    const reports = events.filter((event) => event.type === 'cohortReport');
    expect(reports.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
    const finished = events.find((event) => event.type === 'finished');
    for (const told of [reports.at(-1).arms, finished!.arms]) {
      expect(told.map(({ name }) => name)).toEqual(['standalone', 'distilled']);
      expect(told.map(({ seeds }) => seeds.map(({ accuracy }) => accuracy))).toEqual(
        result.arms.map(({ accuracy }) => accuracy),
      );
    }
    expect(finished!.result).toBe(result);
    const [standalone, distilled] = result.arms;
    expect(result.gain.pairs).toEqual(
      distilled!.accuracy.map(
        (value, i) => expect.closeTo(100 * (value - standalone!.accuracy[i]!), 10) as unknown,
      ),
    );
    expect(
      result.arms.every(({ accuracy, errors }) =>
        accuracy.every((value, i) => value === 1 - errors[i]! / 100),
      ),
    ).toBe(true);
    expect(result.data).toEqual({ id: digits.id, name: 'Penmanship calm', train: 300, test: 100 });
  });

  it('with softWeight 0 the arms are twins: no gain at all', async () => {
    const { result } = await execute(new Map(), { softWeight: 0 });
    expect(result.gain.pairs).toEqual([0, 0]);
    expect(result.gain.mcnemarP).toBe(1);
    expect(result.arms[0]!.nll).toEqual(result.arms[1]!.nll);
  });

  it('closed in the middle, leaves no tensors but the kept teacher', async () => {
    const teachers: TeacherCache = new Map();
    await execute(teachers);
    const before = tf.memory().numTensors;
    for (const phase of ['teacher', 'students'] as const) {
      const kept = phase === 'teacher' ? new Map<string, never>() : teachers;
      const generator = run({ preset: 'test', config, digits, backend: 'wasm', teachers: kept });
      for (;;) {
        const { value } = await generator.next();
        if (value && 'phase' in value && value.phase === phase && value.step === 2) break;
      }
      await generator.return(undefined as never);
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  it('keeps the four newest teachers and releases the others', async () => {
    const teachers: TeacherCache = new Map();
    for (let seed = 1; seed <= 4; seed++) await execute(teachers, { seed });
    const before = tf.memory().numTensors;
    await execute(teachers, { seed: 5 });
    expect(teachers.size).toBe(4);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('learns from images without labels by the teacher alone: the standalone arm does not see them', async () => {
    const few = await execute(new Map(), { labels: 40, epochs: 8 });
    const more = await execute(new Map(), { labels: 40, unlabelled: 240, epochs: 8 });
    const agreement = ({ result }: typeof few, arm: number) => mean(result.arms[arm]!.agreement);
    expect(agreement(more, 1)).toBeGreaterThan(agreement(few, 1) + 0.05);
    // Wrong labels on the unlabelled images change nothing.
    const poisoned = { ...digits.train, labels: digits.train.labels.slice() };
    const order = createRandom(config.seed, 'transfer set').shuffle(
      Uint32Array.from({ length: 300 }, (_, i) => i),
    );
    order.subarray(40, 280).forEach((row) => (poisoned.labels[row] = (poisoned.labels[row]! + 1) % 10));
    const teachers: TeacherCache = new Map();
    const honest = await execute(teachers, { labels: 40, unlabelled: 240 });
    // Under the id of the honest digits, so that the same teacher is taken.
    const lied = await execute(teachers, { labels: 40, unlabelled: 240 }, { ...digits, train: poisoned });
    expect(teachers.size).toBe(1);
    expect(withoutTimes(lied.result)).toEqual(withoutTimes(honest.result));
  });

  it('takes images without labels that were given first, then training digits, then newly written ones, telling how many', async () => {
    const blocks: number[] = [];
    const write = unlabelledWriter(1, 'calm');
    const set = {
      ...digits,
      unlabelled: digits.test.images,
      writeUnlabelled: (block: number) => {
        blocks.push(block);
        return write(block);
      },
    };
    const teachers: TeacherCache = new Map();
    await execute(teachers, { labels: 40, unlabelled: 360 }, set); // 100 given, 260 of the training digits
    expect(blocks).toEqual([]);
    const { events } = await execute(teachers, { labels: 40, unlabelled: 720 }, set);
    const written = events.flatMap((event) =>
      event.type === 'progress' && event.phase === 'unlabelled' ? [[event.step, event.numSteps]] : [],
    );
    expect(blocks).toEqual([0, 1]);
    expect(written).toEqual([
      [250, 360],
      [360, 360],
    ]);
  });

  it('trains another teacher for other digits of the same name', async () => {
    const teachers: TeacherCache = new Map();
    await execute(teachers);
    const others = identified({ ...digits, train: digits.test });
    const { events } = await execute(teachers, {}, others);
    expect(events.some((event) => event.type === 'progress' && event.phase === 'teacher')).toBe(true);
    expect(teachers.size).toBe(2);
  });

  it('refuses more labels than there are digits, and stops when the loss is no longer a number', async () => {
    await expect(execute(new Map(), { labels: 200, unlabelled: 101 })).rejects.toThrow(
      '101 more without labels, but Penmanship calm has 300. Lower unlabelled to at most 100.',
    );
    await expect(execute(new Map(), { labels: 301 })).rejects.toThrow(
      'asks for 301 labelled digits, but Penmanship calm has 300',
    );
    await expect(execute(new Map(), { teacherLearningRate: 1e30 })).rejects.toThrow(
      /Training stopped: .* teacher .* step \d+.*1e\+30/,
    );
  });
});
