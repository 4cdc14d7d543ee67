/** The challenges are judged from the record of a run, never from what is set. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, type Config } from '../../../../src/experiment/config.ts';
import { beginRecord, extendRecord, type RunRecord } from '../../../../src/experiment/record.ts';
import type { RunResult, UnseenDigits } from '../../../../src/experiment/results.ts';
import { CHALLENGES } from '../../../../src/ui/story/challenges.ts';
import { SUMMARY } from '../../../support/fakeEngine.ts';
import { endingOf } from '../../../support/fakeRun.ts';

const [twoPoints, lose, unseen] = CHALLENGES.map(({ judge }) => judge);
const reasons = CHALLENGES[1]!.reasons;

/** A finished run with what is changed of its result. */
function finished(
  config: Partial<Config>,
  change: (result: RunResult) => Partial<RunResult> = () => ({}),
): RunRecord {
  const full = { ...DEFAULT_CONFIG, ...config };
  const record = endingOf(full, SUMMARY, [1, 2, 3]).reduce(extendRecord, beginRecord(full, SUMMARY));
  return { ...record, result: { ...record.result!, ...change(record.result!) } };
}

const gaining = (mean: number, low: number, high: number) => (result: RunResult) => ({
  gain: { ...result.gain, mean, ci95: [low, high] as const },
});

const isMet = (judge: typeof twoPoints, record: RunRecord | null) => judge!(record).isMet;

describe('no challenge', () => {
  it('is met before a run has finished, whatever its students do by now', () => {
    const begun = { ...finished({ labels: 1_000 }), result: null };
    for (const { judge } of CHALLENGES)
      for (const record of [null, begun]) {
        expect(judge(record).isMet).toBe(false);
        expect(judge(record).says).toBe('No run has finished yet.');
      }
  });
});

describe('two points from a thousand labels', () => {
  it.each([
    { labels: 1_000, gain: [2, 0.5, 3.5], met: true },
    { labels: 500, gain: [4, 1, 7], met: true },
    { labels: 1_001, gain: [4, 1, 7], met: false },
    { labels: 1_000, gain: [1.99, 0.5, 3.5], met: false },
    { labels: 1_000, gain: [3, -0.1, 6.1], met: false },
  ])('$labels labels, $gain: $met', ({ labels, gain, met }) => {
    const record = finished({ labels }, gaining(gain[0]!, gain[1]!, gain[2]!));
    expect(isMet(twoPoints, record)).toBe(met);
    expect(twoPoints!(record).says).toContain(
      labels === 1_001 ? '1 001 labels' : `${labels}`.replace('1000', '1 000'),
    );
  });
  it('is not met without an interval', () => {
    const record = finished({ labels: 1_000 }, ({ gain }) => ({ gain: { ...gain, mean: 5, ci95: null } }));
    expect(isMet(twoPoints, record)).toBe(false);
  });
});

describe('a run that loses', () => {
  it('has its whole interval below zero', () => {
    expect(isMet(lose, finished({}, gaining(-1, -2, -0.1)))).toBe(true);
    expect(isMet(lose, finished({}, gaining(-1, -2, 0.1)))).toBe(false);
    expect(isMet(lose, finished({}, gaining(1, 0.5, 1.5)))).toBe(false);
  });

  it.each([
    { says: 'epochs', config: { epochs: 4 } },
    { says: 'small', config: { hidden: [8] } },
    { says: 'labels', config: { labels: 10_000 } },
    { says: 'spoilt', config: { control: 'shuffledLabels' } },
  ] as const)('bears out a reason of its own, and no other: $says', ({ says, config }) => {
    const record = finished(config, ({ teacher }) => ({ teacher: { ...teacher, accuracy: 0.99 } }));
    expect(reasons.filter(({ fits }) => fits(record)).map((reason) => reason.says)).toEqual([
      expect.stringContaining(says),
    ]);
  });

  it('bears out a poor teacher by what was measured of it', () => {
    const weak = finished({}, ({ teacher }) => ({ teacher: { ...teacher, accuracy: 0.4 } }));
    expect(reasons.filter(({ fits }) => fits(weak)).map(({ says }) => says)).toEqual([
      'the teacher reads no better than a student alone',
    ]);
  });
});

describe('a class that was never seen', () => {
  const WITHOUT = { keptDigits: [0, 1, 2, 4, 5, 6, 7, 8, 9] };
  const counted = (wrong: number, numTested = 10): UnseenDigits[] =>
    [1, 2, 3].map(() => ({
      digits: [3],
      numTested,
      errors: wrong,
      wrong,
      shift: 0,
      shiftedErrors: 0,
      shiftedWrong: 0,
      curve: [],
    }));
  const reading = (standalone: number, distilled: number, numTested?: number) => (result: RunResult) => ({
    arms: result.arms.map((arm, at) => ({
      ...arm,
      unseen: counted([standalone, distilled][at]!, numTested),
    })),
  });

  it('is read when half of its test digits are', () => {
    expect(isMet(unseen, finished(WITHOUT, reading(10, 5)))).toBe(true);
    expect(isMet(unseen, finished(WITHOUT, reading(10, 6)))).toBe(false);
    expect(unseen!(finished(WITHOUT, reading(10, 3))).says).toContain(
      '70 % by the distilled, 0 % by their twins',
    );
  });

  it('is told by what the run kept: one that saw it does not count', () => {
    expect(isMet(unseen, finished({}, reading(10, 1)))).toBe(false);
    expect(unseen!(finished({ keptDigits: [3, 7] }, reading(10, 1))).says).toContain('saw them');
  });

  it('is not judged where the test set has none of it, or nothing was counted', () => {
    expect(isMet(unseen, finished(WITHOUT, reading(0, 0, 0)))).toBe(false);
    expect(isMet(unseen, finished(WITHOUT))).toBe(false);
  });
});
