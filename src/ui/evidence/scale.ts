/** Numbers to pixels, along an axis that ends at round values. */
import { stepOf } from '../charts/ticks.ts';

export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  /** In pixels, to a tenth; what lies beyond an end is drawn at it. */
  at(value: number): number;
  isWithin(value: number): boolean;
}

/** @param values finite; none gives 0 … 1 @param from, to pixels of the two ends */
export function roundScale(values: readonly number[], from: number, to: number): Scale {
  const [least, most] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
  const width = most - least || Math.max(1e-3, Math.abs(most) / 10);
  const step = stepOf(width);
  const low = Math.floor(least / step + 1e-9) * step;
  const high = Math.max(low + step, Math.ceil(most / step - 1e-9) * step);
  const numSteps = Math.round((high - low) / step);
  const ticks = Array.from({ length: numSteps + 1 }, (_, at) => Number((low + at * step).toPrecision(6)));
  return scaleOf(low, high, ticks, (value) => (value - low) / (high - low), [from, to]);
}

/** @param values ascending, at least one, all above 0 for a log scale; each is a tick */
export function givenScale(values: readonly number[], isLog: boolean, from: number, to: number): Scale {
  const [low, high] = [values[0]!, values.at(-1)!];
  const size = isLog ? Math.log : (value: number) => value;
  const share = (value: number) =>
    high === low ? 0.5 : (size(value) - size(low)) / (size(high) - size(low));
  return scaleOf(low, high, values, share, [from, to]);
}

function scaleOf(
  low: number,
  high: number,
  ticks: readonly number[],
  share: (value: number) => number,
  [from, to]: readonly [number, number],
): Scale {
  const within = (value: number) => Math.min(high, Math.max(low, value));
  return {
    low,
    high,
    ticks,
    at: (value) => tenth(from + share(within(value)) * (to - from)),
    isWithin: (value) => value >= low && value <= high,
  };
}

/** Pixels need no more, and pictures can be compared as texts. */
export const tenth = (pixels: number) => Number(pixels.toFixed(1));
