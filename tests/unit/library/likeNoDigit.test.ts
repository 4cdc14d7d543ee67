import { beforeAll, describe, expect, it } from 'vitest';
import { readModelFile } from '../../../src/cli/files.ts';
import { frameStrokes, type Stroke } from '../../../src/data/framing.ts';
import { COMMON_STROKES } from '../../../src/data/penmanship/commonStrokes.ts';
import { HANDS } from '../../../src/data/penmanship/settings.ts';
import type { DigitStrokes } from '../../../src/data/penmanship/strokes.ts';
import { varyStrokes } from '../../../src/data/penmanship/vary.ts';
import { createRandom } from '../../../src/data/random.ts';
import { logitsFor, type Predictor } from '../../../src/distillation/ensemble.ts';
import { typicalityOf } from '../../../src/distillation/typicality.ts';
import { LEAST_TYPICAL } from '../../../src/library/leastTypical.ts';
import { loadShippedTeacher } from '../../../src/library/shippedTeacher.ts';
import { LETTER_STROKES } from '../../support/letterStrokes.ts';

const random = createRandom(11, 'like no digit');

/** As the canvas hands it on. */
const drawn = (strokes: readonly Stroke[]) => frameStrokes(strokes, { framing: true })!;
const written = (table: readonly DigitStrokes[], at: number) =>
  varyStrokes(table[at % table.length]!, HANDS.mid, random);
const DRAWINGS = {
  digits: (at: number) => drawn(written(COMMON_STROKES, at)),
  letters: (at: number) => drawn(written(LETTER_STROKES, at)),
  scribbles() {
    let [x, y] = [0, 0];
    const wander = () => ({ x: (x += random.normal()), y: (y += random.normal()) });
    return drawn([Array.from({ length: 40 }, wander)]);
  },
  'two digits': (at: number) =>
    drawn([
      ...written(COMMON_STROKES, at),
      ...written(COMMON_STROKES, at + 3).map((stroke) => stroke.map(({ x, y }) => ({ x: x + 1.1, y }))),
    ]),
  'lying lines': () => drawn([Array.from({ length: 9 }, (_, i) => ({ x: i, y: 0.2 * random.normal() }))]),
  dots: () => drawn([[{ x: random.uniform(), y: random.uniform() }]]),
};

describe('like no digit', () => {
  let teacher: Predictor;
  beforeAll(async () => {
    teacher = (await loadShippedTeacher(readModelFile)).predictor;
  });

  it.each([
    ['digits', 0, 4],
    ['letters', 45, 100],
    ['scribbles', 70, 100],
    ['two digits', 70, 100],
    ['lying lines', 90, 100],
    ['dots', 90, 100],
  ] as const)('is said of %s in %i to %i of a hundred cases', (what, atLeast, atMost) => {
    const numDrawn = 300;
    let numCaught = 0;
    for (let at = 0; at < numDrawn; at++)
      if (typicalityOf(logitsFor(teacher, DRAWINGS[what](at))(1)) < LEAST_TYPICAL) numCaught += 1;
    const share = (100 * numCaught) / numDrawn;
    expect(share).toBeGreaterThanOrEqual(atLeast);
    expect(share).toBeLessThanOrEqual(atMost);
  });
});
