import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/data/random.ts';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import { firstStageOf, gainOf } from '../../../src/experiment/gain.ts';
import { nextDraw } from '../../../src/experiment/nextDraw.ts';
import { packOutcomes } from '../../../src/experiment/outcomes.ts';
import { nextPair, ofReplicate, varianceWithin } from '../../../src/experiment/replicates.ts';
import { studentSeeds } from '../../../src/experiment/seeds.ts';
import { uncertaintyParts, uncertaintySentence } from '../../../src/experiment/words/verdict.ts';
import { gainVerdict } from '../../../src/experiment/words/verdict.ts';
import reference from '../../reference/statistics.json' with { type: 'json' };
import { smallResult } from '../../support/smallResult.ts';

const NUM_TESTED = 1000;

/** Packed outcomes of replicates whose distilled students gain as much as their teachers give. @param gains in points, by replicate */
function replicatesOf(gains: readonly number[], numStudents: number) {
  const random = createRandom(1, 'outcomes');
  const hardness = Float64Array.from({ length: NUM_TESTED }, () => random.uniform());
  const right = new Uint8Array(NUM_TESTED).fill(1);
  const read = (share: number) =>
    packOutcomes(
      Uint8Array.from(hardness, (hard) => Number(hard + 0.05 * random.normal() < share)),
      right,
    );
  const students = Array.from({ length: numStudents }, (_, at) => at);
  return gains.map((gain) => ({
    arms: [0.8, 0.8 + gain / 100].map((share) => ({ outcomes: students.map(() => read(share)) })),
  }));
}

describe('the gain over several replicates', () => {
  const gains = [1, 4, 7];

  it('is the mean over them, its interval speaks of other labels and teachers, and it says so', () => {
    const replicates = replicatesOf(gains, 2);
    const gain = gainOf(replicates, 1, NUM_TESTED);
    const alone = replicates.map((each) => gainOf([each], 1, NUM_TESTED));
    expect(gain.mean).toBeCloseTo((alone[0]!.mean + alone[1]!.mean + alone[2]!.mean) / 3, 12);
    expect(gain.pairs).toEqual(alone.flatMap(({ pairs }) => pairs));
    expect(gain).toMatchObject({
      covers: 'replicates, students and test digits',
      perReplicate: [2, 2, 2],
      firstStage: 3,
      lack: null,
    });
    // Two degrees of freedom of three means that lie about 3 points apart: t = 4.3, 3 / √3.
    expect(gain.ci95![1] - gain.ci95![0]).toBeGreaterThan(2 * 4.3 * (2.5 / Math.sqrt(3)));
    expect(gainVerdict(gain).detail).toContain(
      'over replicates (3, each with labels, order, teacher and first weights of its own; 6 pairs) and test digits.',
    );
  });

  it('has the parts of its variance: first weights, what a replicate shares, test digits', () => {
    const { variance, pairs, perReplicate } = gainOf(replicatesOf(gains, 3), 1, NUM_TESTED);
    expect(variance!.students).toBeCloseTo(varianceWithin(pairs, perReplicate)!, 12);
    expect(variance!.replicates! / variance!.students!).toBeGreaterThan(10);
    const alike = gainOf(replicatesOf([3, 3, 3], 3), 1, NUM_TESTED);
    expect(alike.variance!.replicates!).toBeLessThan(variance!.replicates! / 10);
  });

  it('does not make up a part that it cannot know', () => {
    const shares = (numReplicates: number, numStudents: number) =>
      uncertaintyParts(gainOf(replicatesOf(gains.slice(0, numReplicates), numStudents), 1, NUM_TESTED))!.map(
        ({ share }) => share !== null,
      );
    expect(shares(1, 3)).toEqual([true, false, true]);
    expect(shares(3, 1)).toEqual([false, true, true]);
    expect(shares(2, 2)).toEqual([true, true, true]);
    const one = gainOf(replicatesOf([3], 3), 1, NUM_TESTED);
    expect(uncertaintySentence(one)).toMatch(
      /labels, order and teacher unknown \(one replicate: they are held fixed/,
    );
    const parts = uncertaintyParts(gainOf(replicatesOf(gains, 2), 1, NUM_TESTED))!;
    expect(parts.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1, 12);
  });

  it('has no interval, and says why, of one replicate with one pair, and where all tie', () => {
    const one = gainOf(replicatesOf([3], 1), 1, NUM_TESTED);
    expect([one.lack, one.ci95, uncertaintyParts(one)]).toEqual(['one student', null, null]);
    const [first] = replicatesOf([3], 2);
    const tied = { arms: [first!.arms[0]!, first!.arms[0]!] };
    const tie = gainOf([tied, tied], 1, NUM_TESTED);
    expect([tie.lack, tie.ci95, tie.mean]).toEqual(['no spread', null, 0]);
    expect(uncertaintySentence(tie)).toBe('');
  });

  it('keeps the spread of its first replicates where others were added, if those were replicates and enough', () => {
    const of = (numReplicates: number) =>
      gainOf(replicatesOf([1, 4, 7, 2].slice(0, numReplicates), 2), 1, NUM_TESTED);
    expect(firstStageOf(of(3), [2, 2, 2, 2, 2])).toBe(3);
    expect(firstStageOf(of(2), [2, 2, 2, 2])).toBe(4);
    expect(firstStageOf(gainOf(replicatesOf([1], 5), 1, NUM_TESTED), [5, 5])).toBe(2);
  });
});

describe('against independent numbers (tests/reference/statistics.py)', () => {
  it.each(reference.nested)('$mean: interval and parts', ({ rows, mean, ci, ...parts }) => {
    const right = new Uint8Array(rows[0]![0]!.length).fill(1);
    const packed = (signs: string, sign: string) =>
      packOutcomes(
        Uint8Array.from(signs, (each) => Number(each === sign)),
        right,
      );
    const replicates = rows.map((students) => ({
      arms: ['-', '+'].map((sign) => ({ outcomes: students.map((signs) => packed(signs, sign)) })),
    }));
    const gain = gainOf(replicates, 1, right.length);
    expect(gain.mean / 100).toBeCloseTo(mean, 12);
    gain.ci95!.forEach((end, at) => expect(end / 100).toBeCloseTo(ci[at]!, 6));
    expect(gain.variance!.students! / 1e4).toBeCloseTo(parts.students, 12);
    expect(gain.variance!.replicates! / 1e4).toBeCloseTo(parts.replicates, 12);
    expect(gain.variance!.digits / 1e4).toBeCloseTo(parts.digits, 12);
  });
});

describe('the next pair', () => {
  it('of several replicates lies as far away as another replicate and another student do', () => {
    // Means 1 and 3, spread 2 between them, 0.5 within.
    const [low, high] = nextPair([0.5, 1.5, 2.5, 3.5], [2, 2])!;
    const spread = Math.sqrt(2 * 1.5 + 0.5 * 0.5);
    expect(high - low).toBeCloseTo(2 * 12.7062 * spread, 3);
    expect(nextPair([1, 2], [1, 1])).toEqual(nextPair([1, 2], [2]));
    expect(nextPair([1], [1])).toBeNull();
  });
});

describe('what a run still lacks', () => {
  const config = { ...DEFAULT_CONFIG, seed: 1, seeds: 2 };
  const result = { ...smallResult() };
  const [replicate] = result.replicates;
  const withSeeds = (seed: number, seeds: readonly number[]) => ({
    ...replicate!,
    seed,
    arms: replicate!.arms.map((arm) => ({ ...arm, seeds })),
  });
  const first = withSeeds(1, studentSeeds(config));

  it('is the next replicate, or the seeds that one of them lacks, or nothing', () => {
    const of = (...replicates: (typeof first)[]) => ({ ...result, replicates });
    expect(nextDraw(of(first), config, { seeds: 2, replicates: 1 })).toBeNull();
    expect(nextDraw(of(first), config, { seeds: 2, replicates: 3 })).toEqual({
      replicate: 1,
      seeds: studentSeeds(ofReplicate(config, 1)),
    });
    const second = withSeeds(2, studentSeeds(ofReplicate(config, 1)));
    expect(nextDraw(of(first, second), config, { seeds: 3, replicates: 2 })).toEqual({
      replicate: 0,
      seeds: [103],
    });
    const more = withSeeds(1, [101, 102, 103]);
    expect(nextDraw(of(more, second), config, { seeds: 3, replicates: 2 })).toEqual({
      replicate: 1,
      seeds: [203],
    });
  });
});
