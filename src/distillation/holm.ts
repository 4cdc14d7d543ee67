/** Several claims tried at once: p values as large as that many tries make them. */

/**
 * Step-down correction (Holm 1979, “A simple sequentially rejective multiple test procedure”, Scand. J. Stat. 6): that one or more of the
 * claims below a level is wrong happens no more often than that level says, however they depend on each other.
 * @param pValues in [0, 1] @returns adjusted, in [0, 1], in the same order
 */
export function holm(pValues: readonly number[]): number[] {
  const rising = pValues.map((_, at) => at).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let soFar = 0;
  rising.forEach((at, rank) => {
    soFar = Math.max(soFar, Math.min(1, (pValues.length - rank) * pValues[at]!));
    adjusted[at] = soFar;
  });
  return adjusted;
}
