import { describe, expect, it } from 'vitest';
import { CELLS, coverOf } from '../../support/cover.ts';

/** Of 300 trials: 93 … 99 % and two standard errors of the share, 1.5 and 0.6 %. The tables in src/distillation/README.md have many more. */
const NUM_TRIALS = 300;
const [LEAST, MOST] = [0.9, 0.997];

const small = CELLS.filter(
  ({ numDigits, numStudents, numReplicates }) =>
    numDigits === 2000 && numStudents <= (numReplicates === 1 ? 5 : 3),
);

describe('simulated cover of nominal 95 % intervals', () => {
  it.each(small)(
    '$model.name: $numReplicates × $numStudents students, and more until the interval is two thirds as wide',
    (cell) => {
      const { ofRun, ofUntil } = coverOf(cell, NUM_TRIALS);
      for (const cover of [ofRun, ofUntil]) {
        expect(cover).toBeGreaterThan(LEAST);
        expect(cover).toBeLessThan(MOST);
      }
    },
  );
});
