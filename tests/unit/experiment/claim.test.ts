import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  gains,
  gainsAlike,
  gainsMore,
  loses,
  type Evidence,
  type Expectation,
} from '../../../src/experiment/claim.ts';
import { packOutcomes } from '../../../src/experiment/outcomes.ts';
import { verdictsOn } from '../../../src/experiment/verdicts.ts';
import { PRESETS } from '../../../src/experiment/presets.ts';
import { parseRecorded, recordOf } from '../../../src/experiment/recorded.ts';
import { parseResultFile } from '../../../src/experiment/resultFile.ts';
import type { RunResult } from '../../../src/experiment/results.ts';
import { smallResult } from '../../support/smallResult.ts';

const arm = { errors: [0], agreement: [0], nll: [0] };
const NUM_TESTED = 1000;
/** Of which it is known how many errors were made, and not where. @param pairs errors saved in ten digits */
const run = (...pairs: number[]): Evidence => ({
  teacher: { errors: 0 },
  arms: [
    { ...arm, errors: pairs.map(() => 100) },
    { ...arm, errors: pairs.map((saved) => 100 - 10 * saved) },
  ],
  gain: { pairs },
});
const all = (runs: ReadonlyMap<string, Evidence>) =>
  [...runs].map(([label, evidence]) => ({ label, problem: null, ...evidence }));
/** What one part comes to by itself. */
const verdictOn = (expectation: Expectation, runs: ReadonlyMap<string, Evidence>) =>
  verdictsOn([expectation], all(runs), NUM_TESTED)[0]?.verdict ?? null;

describe('a part of a claim', () => {
  it('holds, does not, or is open, by the interval over seeds', () => {
    const runs = new Map([
      ['better', run(1.8, 1.7, 1.9)],
      ['worse', run(-1.8, -1.7, -1.9)],
      ['unsure', run(1.5, -0.5, 0.3)],
      ['single', run(5)],
    ]);
    const verdicts = [...runs.keys()].map((label) => verdictOn(gains(label), runs));
    expect(verdicts).toEqual(['holds', 'not so', 'open', 'open']);
    expect(verdictOn(loses('worse', ''), runs)).toBe('holds');
  });

  it('compares runs seed by seed: what all seeds share cancels', () => {
    const runs = new Map([
      ['ten', run(1, 5, 9.1)],
      ['one', run(0.5, 4.5, 8.5)],
    ]);
    expect(verdictOn(gains('ten'), runs)).toBe('open');
    expect(verdictOn(gainsMore('ten', 'one', ''), runs)).toBe('holds');
    expect(verdictOn(gainsMore('one', 'ten', ''), runs)).toBe('not so');
  });

  it('is open where all pairs are alike, but what is always so holds by that', () => {
    const always = {
      says: '',
      of: ['alike'],
      always: ({ gain }: Evidence) => gain.pairs.map((each) => each === 2),
    };
    const runs = (...pairs: number[]) => new Map([['alike', run(...pairs)]]);
    expect(verdictOn(gains('alike'), runs(2, 2, 2))).toBe('open');
    expect(verdictOn(always, runs(2, 2, 2))).toBe('holds');
    expect(verdictOn(always, runs(2))).toBe('holds');
    expect(verdictOn(always, runs(2, 2, 2.1))).toBe('not so');
  });

  it('that softWeight 0 is the standalone student asks for every likelihood, not for equal errors', () => {
    const exact = PRESETS['controls']!.expects.at(-1)!;
    const runs = (nll: number[]) =>
      new Map([
        [
          exact.of[0]!,
          {
            ...run(0, 0),
            arms: [
              { ...arm, nll: [0.1, 0.2] },
              { ...arm, nll },
            ],
          },
        ],
      ]);
    expect(verdictOn(exact, runs([0.1, 0.2]))).toBe('holds');
    expect(verdictOn(exact, runs([0.1, 0.2000001]))).toBe('not so');
  });

  it('says nothing of runs that are missing or that have other seeds', () => {
    const runs = new Map([
      ['three', run(1, 2, 3)],
      ['two', run(1, 2)],
    ]);
    expect(verdictOn(gainsMore('three', 'two', ''), runs)).toBeNull();
    expect(verdictOn(gainsMore('three', 'four', ''), runs)).toBeNull();
  });
});

/** Of which it is known who read which digit: the first ones wrong, so many for each seed. */
function known(teacher: number, standalone: readonly number[], distilled: readonly number[]): Evidence {
  const outcomesOf = (wrong: number) =>
    packOutcomes(
      Uint8Array.from({ length: NUM_TESTED }, (_, at) => Number(at >= wrong)),
      new Uint8Array(NUM_TESTED).fill(1),
    );
  const arms = [standalone, distilled];
  return {
    teacher: { errors: teacher },
    arms: arms.map((errors) => ({ ...arm, errors })),
    gain: { pairs: standalone.map((errors, seed) => (errors - distilled[seed]!) / 10) },
    replicates: [
      {
        teacher: { outcomes: outcomesOf(teacher) },
        arms: arms.map((errors) => ({ outcomes: errors.map(outcomesOf) })),
      },
    ],
  };
}

describe('a part of a claim on which outcomes tell', () => {
  it('is judged for other test digits too: students that agree are not enough', () => {
    const evidence = known(10, [34, 35, 33], [4, 6, 4]); // 30 digits of a thousand, sure to 1 %
    const close = known(10, [72, 73, 72], [40, 71, 39]);
    expect(verdictOn(gains('a'), new Map([['a', evidence]]))).toBe('holds');
    const { replicates, ...counted } = known(10, [100, 101, 100], [97, 99, 98]);
    const both = (found: Evidence) => verdictOn(gains('a'), new Map([['a', found]]));
    expect(both(counted)).toBe('holds'); // over students alone: 3, 2, 2
    expect(both({ ...counted, replicates: replicates! })).toBe('open'); // three digits of a thousand
    expect(both(close)).toBe('open');
  });

  it('looks at the teacher, and at parts of an arm’s errors', () => {
    const evidence = known(120, [300, 301, 302], [60, 62, 61]);
    const runs = new Map([['a', evidence]]);
    const sum = (...terms: [network: 'teacher' | 'standalone' | 'distilled', times: number][]) => ({
      says: '',
      of: ['a'],
      wrongs: terms.map(([network, times]) => ({ run: 'a', network, times })),
    });
    expect(verdictOn(sum(['teacher', 1], ['distilled', -1]), runs)).toBe('holds');
    expect(verdictOn(sum(['distilled', 1], ['teacher', -1]), runs)).toBe('not so');
    expect(verdictOn(sum(['standalone', 0.6], ['distilled', -1]), runs)).toBe('holds');
    expect(verdictOn(sum(['standalone', 0.1], ['distilled', -1]), runs)).toBe('not so');
  });

  it('is the same where both ends of the difference lie within the margin, and not so where one lies beyond', () => {
    const first = known(0, [200, 200, 200], [100, 104, 102]);
    const runs = (distilled: number[]) =>
      new Map([
        ['a', first],
        ['b', known(0, [240, 240, 240], distilled)], // on other digits
      ]);
    const alike = gainsAlike('a', 'b', 5, '');
    expect(verdictOn(alike, runs([143, 140, 145]))).toBe('holds');
    expect(verdictOn(alike, runs([185, 190, 188]))).toBe('open');
    expect(verdictOn(alike, runs([230, 236, 233]))).toBe('not so');
  });
});

describe('the parts of a claim', () => {
  it('are corrected together: what holds by itself may be open among many; what leaves nothing to chance counts for none', () => {
    const runs = all(
      new Map([
        ['clear', run(1.8, 1.82, 1.79, 1.81)],
        ['faint', run(1.2, 0.5, 0.9, 0.4)],
        ['none', run(0.1, -0.1, 0.2, -0.3)],
      ]),
    );
    const exact: Expectation = { says: 'exact', of: ['clear'], always: () => [true] };
    const [alone] = verdictsOn([gains('faint'), exact], runs, NUM_TESTED);
    expect(alone).toMatchObject({ verdict: 'holds' });
    const parts = [gains('faint', 'faint'), gains('clear'), gains('none'), exact, gains('none', 'again')];
    const found = verdictsOn(parts, runs, NUM_TESTED);
    expect(found.map(({ verdict }) => verdict)).toEqual(['open', 'holds', 'open', 'holds', 'open']);
    expect(found[0]!.p).toBeCloseTo(3 * alone!.p!, 6);
    expect(found[3]!.p).toBeNull();
  });
});

/** The same result of three seeds, with the errors of these. */
function withThreeSeeds(
  result: RunResult,
  errors: readonly (readonly number[])[],
  pairs: readonly number[],
  { teacher, arms }: NonNullable<Evidence['replicates']>[number],
) {
  const seeds = [1, 2, 3];
  const gain = { ...result.gain, pairs, perReplicate: [3] };
  const ofEach = <T>(values: readonly T[]) => seeds.map(() => values[0]!);
  return {
    ...result,
    arms: result.arms.map((each, at) => ({
      ...each,
      ...{ seeds, errors: errors[at]!, gain: each.gain && gain },
      ...{ accuracy: ofEach(each.accuracy), agreement: ofEach(each.agreement), nll: ofEach(each.nll) },
      ...{ ece: ofEach(each.ece), meanKl: ofEach(each.meanKl), confusion: ofEach(each.confusion) },
    })),
    gain,
    replicates: result.replicates.map((each) => ({
      ...each,
      pairs,
      teacher: { ...each.teacher, ...teacher },
      arms: each.arms.map((own, at) => ({ ...own, seeds, ...arms[at] })),
    })),
    data: { ...result.data, test: NUM_TESTED },
  };
}

describe('what is recorded', () => {
  it('keeps the verdicts that outcomes gave, though it keeps no outcomes', () => {
    const errors = [
      [100, 101, 100],
      [97, 99, 98],
    ];
    const { replicates, gain } = known(10, errors[0]!, errors[1]!);
    const found = withThreeSeeds(smallResult(), errors, gain.pairs, replicates![0]!);
    const label = PRESETS['default']!.variants[0]!.label;
    const recorded = recordOf(parseResultFile('x.json', JSON.stringify(found), () => label));
    expect(recorded.verdicts.map(({ verdict }) => verdict)).toEqual(['open']); // three digits of a thousand
    const written = JSON.stringify(recorded);
    expect(written).not.toContain('outcomes');
    expect(parseRecorded('x.json', JSON.parse(written))).toEqual(recorded);
    const { verdicts, ...older } = recorded;
    expect(verdicts).toHaveLength(1);
    expect(parseRecorded('x.json', older).verdicts[0]!.verdict).toBe('holds'); // over students alone
  });
});

describe('the presets', () => {
  it.each(Object.values(PRESETS))(
    '$name: its claim is in numbers, of runs that it has',
    ({ expects, variants }) => {
      expect(expects.length).toBeGreaterThan(0);
      const labels = variants.map(({ label }) => label);
      for (const { of } of expects) expect(labels).toEqual(expect.arrayContaining([...of]));
    },
  );

  const folder = new URL('../../../src/library/recorded/', import.meta.url);
  it.each(readdirSync(folder))('%s speaks of every part of its claim', (file) => {
    const { preset, verdicts } = parseRecorded(file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    expect(verdicts.map(({ says }) => says)).toEqual(PRESETS[preset]!.expects.map(({ says }) => says));
  });
});
