import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  count,
  decimal,
  imagesOf,
  latency,
  percent,
  points,
  probability,
  temperatureLabel,
  withArticle,
} from '../../../src/experiment/words/numbers.ts';
import { sideOf } from '../../../src/distillation/statistics.ts';
import { pairsPicture } from '../../../src/experiment/words/pairsPicture.ts';
import { gainVerdict, leadSentence, pairsSentence } from '../../../src/experiment/words/verdict.ts';

describe('numbers in words', () => {
  it('are short', () => {
    expect([0.9377, 0.5, 1, 0].map((share) => percent(share))).toEqual([
      '93.77 %',
      '50.00 %',
      '100.00 %',
      '0.00 %',
    ]);
    expect([2.04, -1.3, 0].map((value) => points(value))).toEqual(['+2.04', '−1.30', '+0.00']);
    expect(count(1_234_567)).toBe('1 234 567');
    expect([8, 2.5, 1].map(temperatureLabel)).toEqual(['T = 8', 'T = 2.5', 'T = 1']);
  });

  it('never round to what they are not: not to 0, 1 or 100 %', () => {
    expect(percent(0.9996, 1)).toBe('99.96 %');
    expect(percent(-0.004, 0)).toBe('−0.4 %');
    expect([0.004, -0.04, 0.0004].map((value) => points(value, 1))).toEqual(['+0.004', '−0.04', '+0.0004']);
    expect([0.4, 0.04, 105.4, 3].map(count)).toEqual(['0.4', '0.04', '105', '3']);
    expect(temperatureLabel(1.004)).toBe('T = 1.004');
    expect(latency(0.0004)).toBe('0.0004 ms');
    expect([0, 0.0004, 0.035, 0.234, 0.997, 0.9996, 1].map(probability)).toEqual([
      '< 0.001',
      '< 0.001',
      '0.035',
      '0.23',
      '0.997',
      '> 0.999',
      '1.00',
    ]);
  });

  it('have the sign of what they stand for, and zero that of print; what rounding left of zero is zero', () => {
    const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 3 }), (number, figures) => {
        const read = (text: string) => Number(text.replace('−', '-').replace(' %', ''));
        const expected = Math.abs(number) > 1e-9 ? Math.sign(number) : 0;
        expect(Math.sign(read(points(number, figures))) + 0).toBe(expected + 0);
        expect(Math.sign(read(decimal(number, figures))) + 0).toBe(expected + 0);
        expect(Math.abs(read(points(number, figures)) - number)).toBeLessThanOrEqual(
          0.5 * 10 ** -figures + 1e-9,
        );
      }),
    );
    expect([points(-1e-14), decimal(-1e-14), percent(-1e-16)]).toEqual(['+0.00', '0.0', '0.00 %']);
  });

  it('speak of images by their class', () => {
    expect(['8', 'dress'].map(imagesOf)).toEqual(['8s', 'images of dress']);
  });

  it('speak of an 8, of a 7, and of classes by their names', () => {
    const names = ['7', '8', '1', '0', '11', '18', '110', 'Ankle boot', 'bag'];
    expect(names.map(withArticle)).toEqual(
      'a 7,an 8,a 1,a 0,an 11,an 18,a 110,an Ankle boot,a bag'.split(','),
    );
  });
});

const gain = (mean: number, ci95: readonly [number, number] | null, pairs = [0, 0, 0]) => ({
  mean,
  ci95,
  covers: 'students and test digits' as const,
  lack: ci95 ? null : ('one student' as const),
  pairs,
  mcnemarP: 0.2,
});

describe('the verdict', () => {
  it('says better or worse where the whole interval says so, with the interval and what it speaks of', () => {
    expect(gainVerdict(gain(1.8, [1.4, 2.2]), 2000)).toEqual({
      headline: 'Distilled is better: +1.80 points',
      detail:
        '95 % interval +1.40 to +2.20 points over students (3 pairs) and test digits, for these 2 000 labels and this teacher.',
    });
    expect(gainVerdict({ ...gain(1.8, [1.4, 2.2]), covers: 'students' }).detail).toBe(
      '95 % interval +1.40 to +2.20 points over 3 paired seeds alone, on these very test digits.',
    );
    expect(gainVerdict(gain(-1.8, [-2.2, -1.4])).headline).toBe('Distilled is worse: −1.80 points');
    expect(gainVerdict(gain(0.4, [-0.1, 0.9])).headline).toBe('Not distinguishable at 3 seeds: +0.40 points');
  });

  it('without an interval says why: one pair and its McNemar test, too few digits, arms that tie', () => {
    expect(gainVerdict(gain(2, null, [2])).detail).toMatch(/cannot be told apart .* p = 0\.20.*noise/);
    expect(gainVerdict({ ...gain(2, null, [2]), mcnemarP: 1e-5 }).detail).toMatch(
      /more than chance .* p < 0\.001/,
    );
    const lacking = (lack: 'few digits' | 'no spread', mean: number) =>
      gainVerdict({ ...gain(mean, null), lack });
    expect(lacking('few digits', 20).headline).toBe('Too few test digits to tell: +20.00 points');
    expect(lacking('no spread', 0).headline).toBe('The students tie on every test digit');
    expect(lacking('no spread', 10).headline).toBe('No spread: +10.00 points');
  });

  it('has the single pairs beside the mean: how many won, where the next one lies, how large that is', () => {
    const arms = [{ errors: [200, 180, 190] }, { errors: [150, 160, 146] }];
    const told = pairsSentence({
      arms,
      gain: { pairs: [2.5, 1, 2.2], variance: { students: 0.1, replicates: null, digits: 0.04 } },
    });
    expect(told).toMatch(
      /^3 of 3 pairs won; the next on these digits likely between −2\.04 and \+5\.84\. 20\.0 errors saved/,
    );
    expect(told).toContain('More seeds narrow the interval to ± 0.39 at most.');
    expect(pairsSentence({ arms: arms.toReversed(), gain: { pairs: [-2.5, -1, 0] } })).toMatch(
      /^0 of 3 pairs won.* 25\.0 errors more per 100 of the standalone’s\.$/,
    );
    expect(pairsSentence({ arms, gain: { pairs: [2] } })).toBe('');
    expect(
      pairsSentence({ arms: [{ errors: [0, 0] }, { errors: [1, 2] }], gain: { pairs: [-1, -2] } }),
    ).not.toContain('per 100');
  });

  it('is open where the interval has no width, and says why', () => {
    const { headline, detail } = gainVerdict(gain(1.15, [1.15, 1.15 + 1e-15]));
    expect(headline).toBe('Not distinguishable at 3 seeds: +1.15 points');
    expect(detail).toContain('All pairs are alike');
    expect(gainVerdict(gain(0, [0, 0])).detail).not.toContain('alike');
  });

  it('never claims more than the interval does, and shows no zero that is better', () => {
    const end = fc.integer({ min: -5e6, max: 5e6 }).map((millionths) => millionths / 1e6);
    fc.assert(
      fc.property(end, end, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const { headline } = gainVerdict(gain((low + high) / 2, [low, high]));
        const side = sideOf([low, high]);
        expect(headline.includes('better')).toBe(side === 'above');
        expect(headline.includes('worse')).toBe(side === 'below');
        if (/better|worse/.test(headline)) expect(headline).not.toMatch(/ [+−]0\.0+ /);
      }),
    );
  });
});

describe('the picture of the pairs', () => {
  it('has a line a pair from s to d on one axis, the mean with its interval, and the teacher', () => {
    const run = {
      teacher: { accuracy: 0.98 },
      arms: [{ accuracy: [0.9, 0.92] }, { accuracy: [0.94, 0.9] }],
      gain: { mean: 1, ci95: [-1, 3] as const },
    };
    // 0.90 … 0.98 over 48 columns: six a point.
    const line = (...marks: readonly [number, string][]) => {
      const letters = Array.from({ length: 49 }, () => ' ');
      for (const [at, text] of marks) [...text].forEach((letter, index) => (letters[at + index] = letter));
      return letters.join('').trimEnd();
    };
    expect(pairsPicture(run)).toEqual([
      `pair 1      ${line([0, `s${'─'.repeat(23)}d`], [48, 'T'])}`,
      `pair 2      ${line([0, `d${'─'.repeat(11)}s`], [48, 'T'])}`,
      `mean        ${line([0, '(─────|─────o───────────)'])}`,
      `            90.0 %${' '.repeat(37)}98.0 %`,
    ]);
    const many = Array.from({ length: 12 }, () => 0.9);
    const wide = pairsPicture({ ...run, gain: { ...run.gain, ci95: [-120, 124] } });
    expect(wide.at(-1)).toMatch(/^ +0\.0 % +100\.0 %$/); // no share of the digits lies beyond
    expect(pairsPicture({ ...run, arms: [{ accuracy: many }, { accuracy: many }] })).toHaveLength(13);
    expect(pairsPicture({ ...run, gain: { mean: 0, ci95: null } }).join('')).not.toContain('(');
  });
});

describe('the share of the teacher’s lead', () => {
  const run = (teacher: number, standalone: number[], share: number | null, ci95: [number, number] | null) =>
    leadSentence({
      teacher: { accuracy: teacher },
      arms: [{ accuracy: standalone }],
      gapClosed: { share, ci95 },
    });

  it('is said where the teacher is ahead', () => {
    expect(run(0.98, [0.9, 0.91], 0.257, [0.242, 0.272])).toBe(
      'Share of the teacher’s lead: 26 % (24 % to 27 % over students alone).',
    );
    expect(run(0.98, [0.9, 0.91], -0.004, [-0.1, 0.1])).toContain('lead: −0.4 %');
    expect(run(0.98, [0.9], 0.25, null)).toBe('');
  });

  it('is not said where the teacher may not be ahead, or is behind, whatever an older file says', () => {
    expect(run(0.91, [0.9, 0.915], null, null)).toContain('is open');
    expect(run(0.91, [0.9, 0.915], 0.6, [0.5, 0.7])).toContain('is open');
    expect(run(0.1, [0.9, 0.91], 0.385, [0.346, 0.424])).toBe(
      'The teacher is not ahead of the standalone student (10.00 % against 90.50 %), so no share of its lead is given.',
    );
    expect(run(0.1, [0.9], 0.385, null)).toContain('is not ahead');
  });
});
