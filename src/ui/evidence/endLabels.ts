/** Where texts stand beside the ends of lines, so that none overprints another. */

/** @param wanted middles, in any order @returns middles at least `apart` from each other and, where there is room, within the ends */
export function spread(wanted: readonly number[], apart: number, low: number, high: number): number[] {
  const order = wanted.map((_, at) => at).toSorted((a, b) => wanted[a]! - wanted[b]!);
  const placed = [...wanted];
  let free = low;
  for (const at of order) {
    placed[at] = Math.max(free, wanted[at]!);
    free = placed[at] + apart;
  }
  let most = Math.max(high, low + apart * (wanted.length - 1));
  for (const at of order.toReversed()) {
    placed[at] = Math.min(most, placed[at]!);
    most = placed[at] - apart;
  }
  return placed.map((each) => Number(each.toFixed(1)));
}
