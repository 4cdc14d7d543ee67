import { describe, expect, it } from 'vitest';
import { halfWidthOf } from '../../../src/distillation/estimate.ts';
import { holm } from '../../../src/distillation/holm.ts';
import { tQuantile } from '../../../src/distillation/statistics.ts';
import { studentsFor } from '../../../src/distillation/twoStage.ts';

describe('how many students there must be', () => {
  it('is Stein’s number where test digits play no part: the first n with t·s/√n within the width', () => {
    const [spread, count] = [0.8, 4]; // s, of four
    const students = { variance: spread ** 2 / count, degreesOfFreedom: count - 1 };
    for (const halfWidth of [2, 1, 0.5, 0.3]) {
      const stein = Math.ceil(((tQuantile(0.975, 3) * spread) / halfWidth) ** 2);
      expect(studentsFor([students], count, halfWidth, 1000)).toBe(Math.max(count, stein));
    }
    expect(studentsFor([students], count, 0.001, 100)).toBe(100);
  });

  it('is the first with which both parts together are within the width, and does not change on the way there', () => {
    const students = { variance: 0.16, degreesOfFreedom: 2 };
    const digits = { variance: 0.01, degreesOfFreedom: 1999 };
    const wanted = studentsFor([students, digits], 3, 0.5, 100);
    const widthAt = (count: number) => halfWidthOf([{ ...students, variance: (0.16 * 3) / count }, digits]);
    expect(widthAt(wanted)).toBeLessThanOrEqual(0.5);
    expect(widthAt(wanted - 1)).toBeGreaterThan(0.5);
    const halfWay = { ...students, variance: (0.16 * 3) / 10 };
    expect(studentsFor([halfWay, digits], 10, 0.5, 100)).toBe(wanted);
  });

  it('does not ask for what test digits do not allow: within a tenth of their own width it is enough', () => {
    const students = { variance: 0.01, degreesOfFreedom: 4 };
    const digits = { variance: 0.04, degreesOfFreedom: 1999 };
    const count = studentsFor([students, digits], 5, 1e-6, 100);
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThan(100);
    const width = halfWidthOf([{ ...students, variance: 0.05 / count }, digits]);
    expect(width / halfWidthOf([digits])).toBeLessThanOrEqual(1.1);
  });
});

describe('several claims', () => {
  it('are corrected as in Holm’s procedure: p.adjust of R', () => {
    // p.adjust(c(0.01, 0.02, 0.03, 0.005), "holm") and p.adjust(c(0.01, 0.04, 0.03, 0.9), "holm")
    const close = (values: number[]) => values.map((value) => expect.closeTo(value, 12) as unknown);
    expect(holm([0.01, 0.02, 0.03, 0.005])).toEqual(close([0.03, 0.04, 0.04, 0.02]));
    expect(holm([0.01, 0.04, 0.03, 0.9])).toEqual(close([0.04, 0.09, 0.09, 0.9]));
    expect(holm([0.4, 0.6])).toEqual(close([0.8, 0.8]));
    expect(holm([0.03])).toEqual([0.03]);
    expect(holm([])).toEqual([]);
  });
});
