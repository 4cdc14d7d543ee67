import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gain } from '../../../src/experiment/results.ts';
import { gainSentence, gapSentence, signed } from '../../../src/experiment/wording.ts';

const gain = (ci95: [number, number] | null): Gain => ({
  mean: ci95 ? (ci95[0] + ci95[1]) / 2 : 2,
  ci95,
  covers: 'first weights',
  pairs: [1, 2, 3],
  mcnemarP: 1,
});

describe('results in words', () => {
  it('say how much at least and at most, on the side on which the whole interval lies', () => {
    expect(gainSentence(gain([1.63, 1.96]))).toBe('Distilled is better, by 1.63 to 1.96 points.');
    expect(gainSentence(gain([-2.99, -0.57]))).toBe('Distilled is worse, by 0.57 to 2.99 points.');
    expect(gainSentence(gain([-0.2, 3]))).toBe('Not distinguishable at 3 seeds.');
    expect(gainSentence(gain(null))).toContain('A single pair says little');
  });

  it('never claim more than the interval does', () => {
    const end = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(end, end, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const sentence = gainSentence(gain([low, high]));
        expect(sentence.includes('better')).toBe(low > 0);
        expect(sentence.includes('worse')).toBe(high < 0);
      }),
    );
  });

  it('give no share of a lead that may not be there', () => {
    expect(gapSentence({ share: null, ci95: null })).toContain('is open');
    expect(gapSentence({ share: 0.257, ci95: [0.242, 0.272] })).toBe(
      'Share of the teacher’s lead: 26 %, 95 % interval 24 to 27 %.',
    );
    expect(gapSentence({ share: 0.25, ci95: null })).toBe('');
  });

  it('write zero with a plus and the minus sign of print', () => {
    expect([signed(-0.001), signed(-1.5), signed(2)]).toEqual(['+0.00', '−1.50', '+2.00']);
  });
});
