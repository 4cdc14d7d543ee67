/** What the charts follow of a run by epoch: at most 400 points, thinned evenly. */
import { mean } from '../distillation/statistics.ts';
import type { Arm } from './arms.ts';
import type { ArmReport } from './events.ts';

/** One measure over the seeds of one arm. */
export interface Spread {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

export interface ArmPoint {
  // On test digits: shares 0 … 1, or nats.
  readonly accuracy: Spread;
  readonly agreement: Spread;
  readonly nll: Spread;
  readonly meanKl: Spread;
  /** On the transfer set since the last point, mean over the seeds; null before the first step. */
  readonly hardLoss: Spread | null;
  readonly softLoss: Spread | null;
}

export interface CurvePoint {
  readonly epoch: number;
  readonly arms: Readonly<Record<Arm, ArmPoint>>;
}

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

/** @param arms standalone and distilled */
export function curvePoint(epoch: number, [standalone, distilled]: readonly ArmReport[]): CurvePoint {
  return { epoch, arms: { standalone: armPoint(standalone!), distilled: armPoint(distilled!) } };
}

function armPoint({ seeds, hardLoss, softLoss }: ArmReport): ArmPoint {
  const over = (key: 'accuracy' | 'agreement' | 'nll' | 'meanKl') => spread(seeds.map((each) => each[key]));
  return {
    accuracy: over('accuracy'),
    agreement: over('agreement'),
    nll: over('nll'),
    meanKl: over('meanKl'),
    hardLoss: hardLoss === null ? null : spread([hardLoss]),
    softLoss: softLoss === null ? null : spread([softLoss]),
  };
}

function spread(values: readonly number[]): Spread {
  return { mean: mean(values), min: Math.min(...values), max: Math.max(...values) };
}
