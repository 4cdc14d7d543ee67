/** Round values along an axis. */

/** Three to six round values. */
export function ticksBetween([low, high]: readonly [number, number]): number[] {
  const step = stepOf(high - low);
  return Array.from({ length: Math.floor((high - low) / step + 1e-9) + 1 }, (_, index) =>
    Number((low + index * step).toPrecision(6)),
  );
}

/** 1, 2 or 5 times a power of ten, of which at most five fit. */
export function stepOf(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width / 5));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => width / each <= 5 + 1e-9) ?? 10 * power;
}
