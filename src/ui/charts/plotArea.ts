/** Where the classes and their probabilities lie in Figure 3, in pixels of its drawing. */

export type Scale = 'linear' | 'log';

export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** From one class to the next. */
  readonly step: number;
  x(index: number): number;
  y(probability: number): number;
  /** The class that is nearest. */
  indexAt(x: number): number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Room for the numbers at the left, the names below, and half a dot elsewhere. */
const MARGIN = { top: 10, right: 16, bottom: 30, left: 56 };
/** In a narrow drawing, as of one network among three. */
const NARROW = { width: 320, right: 10, left: 36 };

/** Whether there is little room for the numbers at the left. */
export const isNarrow = ({ left }: PlotArea): boolean => left === NARROW.left;

/** The log axis ends here; smaller probabilities lie on its floor. */
const LOG_FLOOR = 1e-5;

export const TICKS: Readonly<Record<Scale, readonly number[]>> = {
  linear: [0, 0.25, 0.5, 0.75, 1],
  log: [LOG_FLOOR, 1e-4, 1e-3, 0.01, 0.1, 1],
};

/** @param numClasses two or more */
export function plotArea({ width, height }: Size, scale: Scale, numClasses: number): PlotArea {
  const sides = width < NARROW.width ? NARROW : MARGIN;
  const [left, right] = [sides.left, Math.max(sides.left + 1, width - sides.right)];
  const [top, bottom] = [MARGIN.top, Math.max(MARGIN.top + 1, height - MARGIN.bottom)];
  const step = (right - left) / (numClasses - 1);
  /** 0 at the foot of the axis, 1 at its head. */
  const cohortsOfShard = (probability: number) =>
    scale === 'linear' ? probability : 1 - Math.log(Math.max(LOG_FLOOR, probability)) / Math.log(LOG_FLOOR);
  return {
    left,
    right,
    top,
    bottom,
    step,
    x: (index) => left + index * step,
    y: (probability) => bottom - cohortsOfShard(probability) * (bottom - top),
    indexAt: (x) => Math.min(numClasses - 1, Math.max(0, Math.round((x - left) / step))),
  };
}
