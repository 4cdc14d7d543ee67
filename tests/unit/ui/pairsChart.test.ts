// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import type { RunResult } from '../../../src/experiment/results.ts';
import { pairsNumbers } from '../../../src/ui/panels/PairsChart.tsx';
import { pairsEnds } from '../../../src/ui/panels/PairsPicture.tsx';

const result = {
  teacher: { accuracy: 0.97 },
  arms: [{ accuracy: [0.9, 0.91] }, { accuracy: [0.93, 0.92] }],
  gain: { mean: 2, ci95: [-0.5, 4.5], pairs: [3, 1] },
} as unknown as RunResult;

it('tells each pair, and the means with interval, teacher and guess', () => {
  const { header, rows } = pairsNumbers({ result, guess: 2.5 });
  expect(rows).toEqual([
    [1, 90, 93, 3, '', '', '', ''],
    [2, 91, 92, 1, '', '', '', ''],
    ['mean', 90.5, 92.5, 2, -0.5, 4.5, 97, 2.5],
  ]);
  for (const row of rows) expect(row).toHaveLength(header.length);
});

it('reaches from the least of all that is drawn to the most, interval and guess among it', () => {
  expect(pairsEnds({ result, guess: null })).toEqual([0.9, 0.97]);
  expect(pairsEnds({ result, guess: 8 })[1]).toBeCloseTo(0.985, 12);
  expect(pairsEnds({ result, guess: -5 })[0]).toBeCloseTo(0.855, 12);
});

it('stays between none and all of the digits, however wide the interval of two pairs is', () => {
  const wide = { ...result, gain: { ...result.gain, ci95: [-120, 124] } } as unknown as RunResult;
  expect(pairsEnds({ result: wide, guess: null })).toEqual([0, 1]);
  expect(pairsEnds({ result: wide, guess: 300 })).toEqual([0, 1]);
});
