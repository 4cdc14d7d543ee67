import { describe, expect, it } from 'vitest';
import { readModelFile } from '../../../src/cli/files.ts';
import { frameStrokes, type CanvasPoint, type Stroke } from '../../../src/data/framing.ts';
import { smoothCurve } from '../../../src/data/penmanship/spline.ts';
import { createRandom } from '../../../src/data/random.ts';
import { logitsFor } from '../../../src/distillation/ensemble.ts';
import { loadShippedTeacher } from '../../../src/library/shippedTeacher.ts';
import { DRAWINGS } from '../../support/drawings.ts';
import { OTHER_HANDS } from '../../support/otherHands.ts';

const { predictor } = await loadShippedTeacher(readModelFile);

function readingOf(strokes: readonly Stroke[]): number {
  const logits = logitsFor(predictor, frameStrokes(strokes, { framing: true })!)(1);
  return logits.indexOf(Math.max(...logits));
}

function strokeOf(text: string): Stroke {
  const corners = text.trim().replace('~', '').split(/\s+/);
  const points = corners.map((corner) => {
    const [x, y] = corner.replace('!', '').split(',').map(Number);
    return { x: x! / 100, y: y! / 100 };
  });
  if (text.trim().startsWith('~')) return points;
  return smoothCurve(
    points,
    corners.map((corner) => corner.endsWith('!')),
  );
}
const moved = (strokes: readonly Stroke[], move: (point: CanvasPoint) => CanvasPoint): Stroke[] =>
  strokes.map((stroke) => stroke.map(move));

function turned(degrees: number) {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return ({ x, y }: CanvasPoint) => ({
    x: 0.5 + cos * (x - 0.5) - sin * (y - 0.5),
    y: 0.5 + sin * (x - 0.5) + cos * (y - 0.5),
  });
}

const WAYS: readonly (readonly [string, (strokes: readonly Stroke[]) => readonly Stroke[]])[] = [
  ['as they are', (strokes) => strokes],
  ['turned to the right', (strokes) => moved(strokes, turned(12))],
  ['leaning', (strokes) => moved(strokes, ({ x, y }) => ({ x: x - 0.3 * (y - 0.5), y }))],
  ['tiny, on whole pixels', (strokes) => moved(strokes, ({ x, y }) => ({ x: onGrid(x), y: onGrid(y) }))],
  ['with a slip of the pen', (strokes) => [...strokes, [{ x: 1.4, y: 0.2 }]]],
  [
    'trembling',
    (strokes) => {
      const random = createRandom(1, 'trembling');
      return moved(strokes, ({ x, y }) => ({
        x: x + 0.012 * random.normal(),
        y: y + 0.012 * random.normal(),
      }));
    },
  ],
];
/** A digit of 36 pixels on a canvas of 240. */
const onGrid = (value: number) => Math.round(36 * value) / 240;

describe('digits in other hands', () => {
  it.each(WAYS)('%s are read by the shipped teacher, 97 of 100 or more', (_, change) => {
    const misread: string[] = [];
    let count = 0;
    OTHER_HANDS.forEach((forms, digit) =>
      forms.forEach((form) => {
        const strokes = change(form.split('|').map(strokeOf));
        const read = readingOf(strokes);
        count += 1;
        if (read !== digit) misread.push(`${form} as ${read}`);
      }),
    );
    expect(count).toBeGreaterThan(200);
    expect(misread.length / count, misread.join('\n')).toBeLessThanOrEqual(0.03);
  });

  it('in twelve more, slow and hasty, small in a corner and large, are read by it, 97 of 100 or more', () => {
    const misread = DRAWINGS.flatMap(({ digit, hand, strokes }) => {
      const read = readingOf(strokes.map((stroke) => stroke.map(([x, y]) => ({ x, y }))));
      return read === digit ? [] : [`${digit} (${hand}) as ${read}`];
    });
    expect(DRAWINGS).toHaveLength(120);
    expect(misread.length / DRAWINGS.length, misread.join('\n')).toBeLessThanOrEqual(0.03);
  });
});
