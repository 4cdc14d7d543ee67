import { describe, expect, it } from 'vitest';
import { DIGIT_NAMES } from '../../../src/data/drawnDigits.ts';
import { numRead, readSentence, shareRange } from '../../../src/experiment/words/yours.ts';

const digits = [3, 8, 3, 1, 9, 0, 2, 4, 5, 6].map((label) => ({ label }));
const right = digits.map(({ label }) => label);

describe('what is said of a person’s own digits', () => {
  it('is how many are read, with the interval of so few, and what is taken for what', () => {
    expect(readSentence(right, digits, DIGIT_NAMES)).toBe('reads 10 of 10 (72–100 %).');
    expect(readSentence([5, 0, 5, ...right.slice(3)], digits, DIGIT_NAMES)).toBe(
      'reads 7 of 10 (40–89 %): takes a 3 for a 5 (2 times), an 8 for a 0.',
    );
    const names = DIGIT_NAMES.with(3, 'ankle boot');
    expect(readSentence([1, ...right.slice(1)], digits, names)).toBe(
      'reads 9 of 10 (60–98 %): takes an ankle boot for a 1.',
    );
  });

  it('is nothing of a network that is not trained', () => {
    expect(numRead(undefined, digits)).toBeNull();
    expect(numRead(right, digits)).toBe(10);
    expect(shareRange(0, 10)).toBe('0–28');
  });
});
