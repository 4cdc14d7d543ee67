/** Ways of writing as tables of pen strokes. */

/** A point that the pen passes; a corner splits the curve there. Box 0 … 100, x right, y down. */
export interface ControlPoint {
  readonly x: number;
  readonly y: number;
  readonly isCorner: boolean;
}

/** One way to write a digit. */
interface Allograph {
  /** How often, relative to the other allographs of its digit. */
  readonly weight: number;
  readonly strokes: readonly (readonly ControlPoint[])[];
}

export interface DigitStrokes {
  /** Width over height of the whole digit. */
  readonly aspect: number;
  readonly allographs: readonly Allograph[];
}

/**
 * @param table all ten digits in order, each way of writing one a line. First number: its weight; "x,y": a point; "!": a
 * corner; "|": the pen is lifted.
 */
export function parseStrokes(table: string): readonly DigitStrokes[] {
  return table
    .trim()
    .split(/^digit/m)
    .filter((block) => block !== '')
    .map(parseDigit);
}

function parseDigit(block: string): DigitStrokes {
  const [header, ...lines] = block.trim().split('\n');
  return { aspect: Number(header!.split('base aspect ')[1]), allographs: lines.map(parseAllograph) };
}

function parseAllograph(line: string): Allograph {
  const [weight, ...points] = line.trim().split(/\s+/);
  const strokes: ControlPoint[][] = [[]];
  for (const point of points) {
    if (point === '|') {
      strokes.push([]);
      continue;
    }
    const [x, y] = point.replace('!', '').split(',').map(Number);
    strokes.at(-1).push({ x: x!, y: y!, isCorner: point.endsWith('!') });
  }
  return { weight: Number(weight), strokes };
}
