import { describe, expect, it } from 'vitest';
import { CELLS, coverOf, ofRun, untilNarrow } from '../../support/cover.ts';

/** Of 300 trials: 93 … 99 % and two standard errors of the share, 1.5 and 0.6 %. The table in src/distillation/README.md has many more. */
const NUM_TRIALS = 300;
const [LEAST, MOST] = [0.9, 0.997];

const small = CELLS.filter(({ numDigits, numStudents }) => numDigits === 2000 && numStudents <= 5);

describe('simulated cover of nominal 95 % intervals over students and test digits', () => {
  it.each(small)('$model.name: $numStudents students', (cell) => {
    const cover = coverOf(cell, NUM_TRIALS, ofRun);
    expect(cover).toBeGreaterThan(LEAST);
    expect(cover).toBeLessThan(MOST);
  });

  it.each(small.filter(({ numStudents }) => numStudents === 3))(
    '$model.name: three students, and more until it is two thirds as wide',
    (cell) => {
      const cover = coverOf(cell, NUM_TRIALS, untilNarrow(2 / 3));
      expect(cover).toBeGreaterThan(LEAST);
      expect(cover).toBeLessThan(MOST);
    },
  );
});
