import { beforeAll, describe, expect, it } from 'vitest';
import { summaryOf } from '../../../src/data/digitSet.ts';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { runToEnd, type RunInput } from '../../../src/engine/run.ts';
import { armsOfVariant, joined as joinedRuns } from '../../../src/experiment/comparison.ts';
import { unpackOutcomes } from '../../../src/experiment/outcomes.ts';
import { beginRecord, extendRecord, joinRecords } from '../../../src/experiment/record.ts';
import type { RunResult } from '../../../src/experiment/results.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { openInNode } from '../../support/backends.ts';

const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 150, numTest: 77 });
const config = parseConfig({
  teacher: 'trained',
  labels: 45,
  keptDigits: [0, 1, 2, 4, 5, 6, 7, 8, 9], // so that unseen digits are joined too
  hidden: [5],
  epochs: 3,
  batchSize: 15,
  seeds: 2,
  teacherHidden: [8],
  teacherEpochs: 12, // surely ahead of its students, so that its lead can be shared out
  teacherBatchSize: 25,
});

/** A run of its own, with a teacher of its own. */
async function execute(changes: Partial<RunInput>) {
  let record = beginRecord(config, summaryOf(digits));
  const input = { preset: 'test', config, digits, backend: 'test', ...changes };
  const result = await runToEnd(input, (event) => (record = extendRecord(record, event)));
  return { result, record };
}

/** What is left when what the clock says is taken out. */
const withoutTimes = (result: RunResult): RunResult => ({
  ...result,
  teacher: { ...result.teacher, latencyMs: 0 },
  arms: result.arms.map((arm) => ({ ...arm, latencyMs: 0 })),
  timing: { totalMs: 0, stepMs: 0, imagesPerSecond: 0 },
});

describe.each(['cpu', 'wasm'] as const)('a cohort (%s)', (backend) => {
  beforeAll(() => openInNode(backend));

  it('of several variants gives each, to the bit, what it gives alone', async () => {
    const variants = [config, { ...config, temperature: 2, softWeight: 0.4 }];
    const { result } = await execute({ variants });
    expect(result.arms.map(({ name }) => name)).toEqual(['standalone', 'distilled', 'distilled']);
    expect(result.arms[2]).toMatchObject({ temperature: 2, softWeight: 0.4 });
    expect(result.arms[0]!.gain).toBeNull();
    expect(result.gain).toEqual(result.arms[1]!.gain);
    expect(result.arms[2]!.accuracy).not.toEqual(result.arms[1]!.accuracy);
    for (const [at, variant] of variants.entries()) {
      const { result: alone } = await execute({ config: variant });
      // A result has the settings of its first variant.
      const cut = { ...armsOfVariant(result, 1 + at), config: alone.config };
      expect(withoutTimes(cut)).toEqual(withoutTimes(alone));
    }
  });

  it('joined to the same one with other seeds is, to the bit, the cohort of all seeds', async () => {
    const first = await execute({ seeds: [1, 2] });
    const more = await execute({ seeds: [3, 4] });
    const whole = await execute({ seeds: [1, 2, 3, 4] });
    const joined = joinedRuns(first.result, more.result, 77);
    expect(withoutTimes({ ...joined, config: whole.result.config })).toEqual(withoutTimes(whole.result));
    expect(joined.gapClosed.share).not.toBeNull();
    expect(joined.timing.totalMs).toBe(first.result.timing.totalMs + more.result.timing.totalMs);

    const record = joinRecords(first.record, more.record);
    expect(withoutTimes(record.result!)).toEqual(withoutTimes(whole.result));
    expect(record.config.seeds).toBe(4);
    expect(record.readings).toEqual(whole.record.readings);
    expect(record.arms.map(({ seeds }) => seeds)).toEqual(whole.record.arms.map(({ seeds }) => seeds));
    // What a chart and a probe show stays that of the first seeds.
    expect([record.curve, record.weights]).toEqual([first.record.curve, first.record.weights]);
  });
});

describe('a result', () => {
  beforeAll(() => openInNode('wasm'));

  it('of one seed has no spread, and of two has one', async () => {
    const one = await execute({ seeds: [1] });
    const other = await execute({ seeds: [2] });
    expect(one.result.arms.map(({ sdAccuracy }) => sdAccuracy)).toEqual([null, null]);
    expect(one.result.gain).toMatchObject({ ci95: null, studentsCi95: null, lack: 'one student' });
    const two = joinedRuns(one.result, other.result, 77);
    two.arms.forEach(({ accuracy: [a, b], sdAccuracy }) =>
      expect(sdAccuracy).toBeCloseTo(Math.abs(a! - b!) / Math.SQRT2, 12),
    );
    expect(two.gain.studentsCi95).not.toBeNull();
    expect(two.gain.lack).not.toBe('one student');
  });

  it('tells of every test digit who read it right, as its errors say', async () => {
    const { result } = await execute({});
    const [replicate] = result.replicates;
    const numWrong = (packed: string) => unpackOutcomes(packed, 77).filter((isRight) => !isRight).length;
    expect(numWrong(replicate!.teacher.outcomes)).toBe(result.teacher.errors);
    expect(replicate!.arms.map(({ outcomes }) => outcomes.map(numWrong))).toEqual(
      result.arms.map(({ errors }) => errors),
    );
  });
});
