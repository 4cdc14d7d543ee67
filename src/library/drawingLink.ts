/** A drawing as a link carries it: strokes on a grid of a thousandth of the canvas, as small numbers in base64url. */
import type { CanvasPoint, Stroke } from '../data/framing.ts';
import { fromBase64, toBase64 } from '../experiment/base64.ts';

/** So a link with a drawing stays one that messengers take. */
const MAX_CHARACTERS = 1_000;
/** Of the side of the canvas; points may lie a canvas's side beside it. */
const GRID = 1_000;
const BESIDE = 1;

/** A point on the grid. */
type Place = readonly [x: number, y: number];

/**
 * Points that the eye would not miss are left out, and more of them the longer the drawing is.
 * @returns null where it does not fit: too many strokes
 */
export function packDrawing(strokes: readonly Stroke[]): string | null {
  const drawn = strokes
    .map((stroke) => stroke.filter(({ x, y }) => !Number.isNaN(x) && !Number.isNaN(y)).map(placeOf))
    .filter((places) => places.length > 0);
  for (let tolerance = 1; tolerance <= GRID / 8; tolerance *= 2) {
    const packed = toBase64Url(movesOf(drawn.map((places) => simplified(places, tolerance))));
    if (packed.length <= MAX_CHARACTERS) return packed;
  }
  return null;
}

/** @throws Error that says what was expected */
export function unpackDrawing(packed: string): Stroke[] {
  const refuse = (what: string): never => {
    throw new Error(what);
  };
  if (packed.length > MAX_CHARACTERS)
    refuse(`expected at most ${MAX_CHARACTERS} characters, not ${packed.length}`);
  const bytes = fromBase64Url(packed) ?? refuse('expected a drawing in base64url');
  const numbers = numbersOf(bytes) ?? refuse('the drawing is cut off');
  const strokes: CanvasPoint[][] = [];
  let [at, x, y] = [0, 0, 0];
  while (at < numbers.length) {
    const count = numbers[at++]!;
    if (count < 1 || at + 2 * count > numbers.length) refuse('the drawing is cut off');
    const stroke: CanvasPoint[] = [];
    for (let point = 0; point < count; point++) {
      x += signed(numbers[at++]!);
      y += signed(numbers[at++]!);
      if (![x, y].every(isNear)) refuse('the drawing leaves the canvas');
      stroke.push({ x: x / GRID, y: y / GRID });
    }
    strokes.push(stroke);
  }
  return strokes.length > 0 ? strokes : refuse('expected a drawing');
}

const isNear = (place: number) => place >= -BESIDE * GRID && place <= (1 + BESIDE) * GRID;

const onGrid = (part: number) => Math.round(GRID * Math.min(1 + BESIDE, Math.max(-BESIDE, part)));
const placeOf = ({ x, y }: CanvasPoint): Place => [onGrid(x), onGrid(y)];

/** Douglas and Peucker's: a point stays where the line without it would miss it by more than the tolerance. */
function simplified(places: readonly Place[], tolerance: number): readonly Place[] {
  const [first, last] = [places[0]!, places.at(-1)!];
  let [farthest, most] = [0, tolerance];
  for (let at = 1; at < places.length - 1; at++) {
    const off = distance(places[at]!, first, last);
    if (off > most) [farthest, most] = [at, off];
  }
  if (farthest > 0) {
    const before = simplified(places.slice(0, farthest + 1), tolerance);
    return [...before, ...simplified(places.slice(farthest), tolerance).slice(1)];
  }
  return places.length > 1 ? [first, last] : [first];
}

/** From a point to the line between two others. */
function distance([x, y]: Place, [x1, y1]: Place, [x2, y2]: Place): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const share = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
}

/** Of each stroke the number of its points, then every point as its distance from the one before. */
function movesOf(strokes: readonly (readonly Place[])[]): number[] {
  let [x, y] = [0, 0];
  return strokes.flatMap((places) => [
    ...varint(places.length),
    ...places.flatMap(([nextX, nextY]) => {
      const moved = [...varint(unsigned(nextX - x)), ...varint(unsigned(nextY - y))];
      [x, y] = [nextX, nextY];
      return moved;
    }),
  ]);
}

/** 0, -1, 1, -2 … as 0, 1, 2, 3 … */
const unsigned = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value);
const signed = (value: number) => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [128 + (value % 128), ...varint(Math.floor(value / 128))];
}

/** @returns null where the last one is cut off, or one is larger than any drawing has */
function numbersOf(bytes: Uint8Array): number[] | null {
  const numbers: number[] = [];
  let [value, unit] = [0, 1];
  for (const byte of bytes) {
    value += (byte % 128) * unit;
    unit *= 128;
    if (unit > 128 ** 3) return null;
    if (byte < 128) {
      numbers.push(value);
      [value, unit] = [0, 1];
    }
  }
  return unit === 1 ? numbers : null;
}

const toBase64Url = (bytes: readonly number[]) =>
  toBase64(Uint8Array.from(bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return null;
  return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
}
