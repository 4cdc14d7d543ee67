import { describe, expect, it } from 'vitest';
import { cutToWidth, textWidth } from '../../../src/ui/charts/textWidth.ts';

describe('the width of a text', () => {
  it('is that of its letters: signs and figures are wide, points and strokes are not', () => {
    expect(textWidth('100 %')).toBeCloseTo(12 * (3 * 0.67 + 0.29 + 1));
    expect(textWidth('ill.')).toBeLessThan(textWidth('100') * 0.7);
    expect(textWidth('a text', 24)).toBeCloseTo(2 * textWidth('a text'));
  });

  it('fits where it is cut, and is left alone where it fits', () => {
    const text = 'weights copied into 784-300-100-10, then fine-tuned';
    for (const room of [40, 90, 170, 260])
      expect(textWidth(cutToWidth(text, room))).toBeLessThanOrEqual(room);
    expect(cutToWidth(text, textWidth(text))).toBe(text);
    expect(cutToWidth('ab', 1)).toBe('a…');
  });
});
