import { DIGIT_NAMES } from '../../../src/data/drawnDigits.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probability } from '../../../src/experiment/words/numbers.ts';
import { softmax } from '../../../src/distillation/softmax.ts';
import { probeSentence } from '../../../src/ui/sentence.ts';

/** Logits that give these probabilities at T = 1. */
const logitsOf = (...probabilities: number[]) => probabilities.map(Math.log);
const SEVEN = logitsOf(1e-6, 2e-4, 1e-5, 1e-5, 1e-5, 1e-5, 1e-9, 0.96, 1e-6, 0.0398);

describe('the sentence on the probe', () => {
  it('names what rises with the temperature, what does not, and the entropies', () => {
    const sentence = probeSentence(() => SEVEN, 8, 7, 'the teacher');
    expect(sentence).toMatch(
      /^The teacher reads this 7 as a 7 \(0\.96\)\. At T = 8 it also sees a 9 \(0\.\d+\) and a 1 \(/,
    );
    expect(sentence).toContain('least of all a 6');
    expect(sentence).toContain('at T = 1 these have 0.040, < 0.001, < 0.001');
    expect(sentence).toMatch(/Entropy 0\.2 → [23]\.\d bits\./);
  });

  it('says so when the network is wrong, undecided, or the digit was drawn', () => {
    expect(probeSentence(() => SEVEN, 8, 1, 'the teacher')).toContain(
      'takes this 1 for a 7 (0.96); the 1 gets < 0.001',
    );
    const torn = logitsOf(0.41, 0.39, 0.025, 0.025, 0.025, 0.025, 0.025, 0.025, 0.025, 0.025);
    expect(probeSentence(() => torn, 4, 0, 'the teacher')).toContain(
      'is undecided about this 0: 0 (0.41) or 1 (0.39)',
    );
    expect(probeSentence(() => SEVEN, 8, null, 'the teacher')).toContain('reads this drawing as a 7');
  });

  it('never calls another temperature 1', () => {
    const sentence = probeSentence(
      (temperature) => SEVEN.map((logit) => logit * temperature),
      1.004,
      7,
      'the teacher',
    );
    expect(sentence.match(/T = 1(?![.\d])/g)).toHaveLength(1);
    expect(sentence).toContain('At T = 1.004 it');
  });

  it('compares nothing at T = 1', () => {
    expect(probeSentence(() => SEVEN, 1, 7, 'the teacher')).toBe(
      'The teacher reads this 7 as a 7 (0.96). Entropy 0.2 bits.',
    );
  });
});

describe('the sentence, whatever the logits', () => {
  const logit = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e4, max: 1e4, noNaN: true }));
  const anyLogits = fc
    .array(logit, { minLength: 10, maxLength: 10 })
    .map((logits) => logits.map((value) => value + 0)); // no −0
  const temperatures = fc.oneof(
    fc.constantFrom(0.5, 1, 2, 20),
    fc.double({ min: 0.5, max: 20, noNaN: true }),
  );
  const label = fc.option(fc.integer({ min: 0, max: 9 }), { nil: null });

  it('names the best and the next digits with their own probabilities, in order, ties, zeros and ones included', () => {
    fc.assert(
      fc.property(anyLogits, temperatures, label, (logits, temperature, truth) => {
        const sentence = probeSentence(() => logits, temperature, truth, 'the teacher');
        expect(sentence).not.toMatch(/NaN|undefined|Infinity|a 8|an [0-79]/);
        const sharp = softmax(logits);
        const highest = Math.max(...sharp);
        const [, read, share] = /(?:as an? |for an? |: )(\d) \((.*?)\)/.exec(sentence)!;
        expect(share).toBe(probability(highest));
        expect(probability(sharp[Number(read)]!)).toBe(share);
        if (truth !== null && logits[truth] === Math.max(...logits)) expect(Number(read)).toBe(truth);
        expect(sentence.includes('is undecided')).toBe(highest < 0.5);
        if (highest >= 0.5 && truth !== null) {
          expect(sentence.includes('takes this')).toBe(Number(read) !== truth);
        }
        if (temperature === 1) return;
        const soft = softmax(logits, temperature);
        const softened = sentence.slice(sentence.indexOf('At T ='), sentence.indexOf('at T = 1'));
        const told = [...softened.matchAll(/an? (\d) \((.*?)\)/g)];
        expect(told).toHaveLength(3);
        for (const [, digit, value] of told) expect(value).toBe(probability(soft[Number(digit)]!));
        const digits = told.map(([, digit]) => Number(digit));
        expect(new Set([...digits, Number(read)]).size).toBe(4);
        const values = digits.map((digit) => logits[digit]!);
        expect(values).toEqual([...values].sort((a, b) => b - a));
        expect(values[2]).toBe(Math.min(...logits));
      }),
      { numRuns: 500 },
    );
  });

  it('speaks of classes by their names', () => {
    const names = ['top', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'bag', 'boot', 'ankle'];
    const sentence = probeSentence(() => SEVEN, 8, 7, 'the teacher', names);
    expect(sentence).toMatch(
      /^The teacher reads this bag as a bag \(0\.96\)\. At T = 8 it also sees an ankle \(/,
    );
    expect(sentence).toContain('least of all a shirt');
  });

  it('names a probe of another set by that set, and compares it with no class of the network', () => {
    const clothes = [
      'top',
      'trouser',
      'pullover',
      'dress',
      'coat',
      'sandal',
      'shirt',
      'bag',
      'boot',
      'ankle',
    ];
    expect(probeSentence(() => SEVEN, 8, 5, 'the teacher', DIGIT_NAMES, clothes)).toMatch(
      /^The teacher reads this sandal as a 7 \(0\.96\)\. At T = 8/,
    );
  });
});
