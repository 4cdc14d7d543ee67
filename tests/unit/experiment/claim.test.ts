import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gains, gainsMore, loses, verdictOn, type Evidence } from '../../../src/experiment/claim.ts';
import { verdictsOn } from '../../../src/experiment/words/findings.ts';
import { PRESETS } from '../../../src/experiment/presets.ts';
import { parseRecorded } from '../../../src/experiment/recorded.ts';

const arm = { errors: [0], agreement: [0], nll: [0] };
const run = (...pairs: number[]): Evidence => ({ teacher: { errors: 0 }, arms: [arm, arm], gain: { pairs } });

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
    const { preset, variants } = parseRecorded(file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    const { expects } = PRESETS[preset]!;
    expect(verdictsOn(expects, variants)).toHaveLength(expects.length);
  });
});
