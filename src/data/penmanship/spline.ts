/** Smooth curves through points: centripetal Catmull-Rom (Yuksel et al. 2011), split at corners. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

const SEGMENTS_PER_SPAN = 7;

/** @param isCorner whether the curve breaks at this point @returns points along the curve, the given ones among them */
export function smoothCurve(points: readonly Point[], isCorner: readonly boolean[]): Point[] {
  const curve: Point[] = [points[0]!];
  let first = 0;
  for (let last = 1; last < points.length; last++) {
    if (!isCorner[last] && last < points.length - 1) continue;
    appendPiece(curve, points.slice(first, last + 1));
    first = last;
  }
  return curve;
}

/** Appends the curve through the points of one piece; its end points are mirrored outwards. */
function appendPiece(curve: Point[], points: readonly Point[]): void {
  const padded = [mirror(points[1]!, points[0]!), ...points, mirror(points.at(-2)!, points.at(-1)!)];
  for (let i = 1; i < padded.length - 2; i++) {
    const [p0, p1, p2, p3] = padded.slice(i - 1, i + 3) as [Point, Point, Point, Point];
    const t1 = knot(p0, p1);
    const t2 = t1 + knot(p1, p2);
    const t3 = t2 + knot(p2, p3);
    for (let k = 1; k <= SEGMENTS_PER_SPAN; k++) {
      const t = t1 + ((t2 - t1) * k) / SEGMENTS_PER_SPAN;
      const a1 = between(p0, p1, t / t1);
      const a2 = between(p1, p2, (t - t1) / (t2 - t1));
      const a3 = between(p2, p3, (t - t2) / (t3 - t2));
      const b1 = between(a1, a2, t / t2);
      const b2 = between(a2, a3, (t - t1) / (t3 - t1));
      curve.push(between(b1, b2, (t - t1) / (t2 - t1)));
    }
  }
}

/** Centripetal knot distance: the square root of the chord (alpha 0.5), never 0. */
function knot(a: Point, b: Point): number {
  return Math.max(1e-3, Math.sqrt(Math.hypot(b.x - a.x, b.y - a.y)));
}

function mirror(inner: Point, end: Point): Point {
  return { x: 2 * end.x - inner.x, y: 2 * end.y - inner.y };
}

function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}
