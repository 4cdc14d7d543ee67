/** Curves that never outgrow the chart: at most 400 points, thinned evenly. */
export const MAX_POINTS = 400;

/** Appends a point; a point at the same epoch replaces the last one. A full curve loses every second point first. */
export function addPoint<Point extends { readonly epoch: number }>(
  curve: readonly Point[],
  point: Point,
): readonly Point[] {
  const kept = curve.at(-1)?.epoch === point.epoch ? curve.slice(0, -1) : curve;
  const thinned = kept.length < MAX_POINTS ? kept : kept.filter((_, index) => index % 2 === 0);
  return [...thinned, point];
}

/**
 * Exponential moving average without the bias of its first values (Kingma & Ba 2015, §3).
 * @param weight of what came before, in [0, 1); 0 smooths nothing
 */
export function smoothed(values: readonly number[], weight: number): number[] {
  let average = 0;
  return values.map((value, index) => {
    average = weight * average + (1 - weight) * value;
    return average / (1 - weight ** (index + 1));
  });
}
