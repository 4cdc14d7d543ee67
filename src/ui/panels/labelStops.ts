/** Where the slider of labels may stand: at round numbers, and at all labels that the set has. */
import { LIMITS } from '../../experiment/limits.ts';

const ROUND = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000];

/** Of a set with so many training digits; at least one. */
export function labelStops(numTrain: number): readonly number[] {
  const { min, max } = LIMITS.labels;
  const all = Math.min(max, Math.max(min, numTrain));
  return [...ROUND.filter((each) => each < all), all];
}

/** Place on the slider, in stops; between two of them for a number that is none. */
export function positionOf(labels: number, stops: readonly number[]): number {
  const at = stops.findLastIndex((each) => each <= labels);
  const [below, above] = [stops[at], stops[at + 1]];
  if (below === undefined) return 0;
  return above === undefined ? at : at + Math.log(labels / below) / Math.log(above / below);
}

/** An arrow key goes a whole stop further, perhaps past one: the first stop on its way. @param position the present one */
export function stopTowards(wanted: number, position: number, stops: readonly number[]): number | undefined {
  return stops[wanted > position ? Math.floor(wanted) : Math.ceil(wanted)];
}
