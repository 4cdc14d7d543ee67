/** What is read off a run for its picture: the gain, or a number of each network. Always finite, or a few words instead. */
import { pairedDifference } from '../../distillation/statistics.ts';
import type { NetworkName } from '../../experiment/arms.ts';
import type { Measure } from '../../experiment/preset.ts';
import type { Finding } from '../../experiment/recorded.ts';
import { percent, points } from '../../experiment/words/numbers.ts';

export type Found = Extract<Finding, { problem: null }>;

export interface Estimate {
  /** In the unit of the quantity. */
  readonly value: number;
  /** 95 %; null without one. */
  readonly interval: readonly [number, number] | null;
  /** One per seed. */
  readonly singles: readonly number[];
}

interface Told {
  readonly network: NetworkName | null;
  readonly estimate: Estimate | null;
  readonly said: string;
}

export interface Quantity {
  /** For the axis. */
  readonly title: string;
  readonly unit: 'points' | 'percent';
  /** What lies on either side of zero; null where zero is no landmark. */
  readonly sides: readonly [below: string, above: string] | null;
  /** @param numTested digits */
  estimates(found: Found, numTested: number): Told[];
}

/** The first of the measures decides; what was refused may still have gained. */
export function quantityOf(measures: readonly Measure[]): Quantity {
  const [first = 'gain'] = measures;
  switch (first) {
    case 'gain':
    case 'problem':
      return GAIN;
    case 'accuracy':
      return ofNetworks('right on test digits', 'accuracy', (share) => share);
    case 'errors':
    case 'unseen':
      return ofNetworks('test digits read wrong', 'errors', (count, numTested) => count / numTested);
    case 'agreement':
      return ofNetworks('agreement with the teacher', 'agreement', (share) => share);
    default:
      throw new Error(`Unknown measure ${String(first satisfies never)}.`);
  }
}

const GAIN: Quantity = {
  title: 'gain over the standalone student',
  unit: 'points',
  sides: ['worse', 'better'],
  estimates: ({ gain: { mean, ci95, pairs, lack } }) => {
    if (!Number.isFinite(mean)) return [{ network: null, estimate: null, said: 'no number' }];
    const singles = pairs.filter(Number.isFinite);
    const estimate = { value: mean, interval: finite(ci95), singles };
    const why = lack === 'few digits' ? 'too few digits' : lack === 'no spread' ? 'no spread' : 'one pair';
    return [{ network: null, estimate, said: estimate.interval ? points(mean) : `${why}: no interval` }];
  },
};

/** In percent; students with a t interval over their seeds. */
function ofNetworks(
  title: string,
  key: 'accuracy' | 'errors' | 'agreement',
  share: (value: number, numTested: number) => number,
): Quantity {
  return {
    title,
    unit: 'percent',
    sides: null,
    estimates({ teacher, arms }, numTested) {
      const students = arms.map((arm) => ({ network: arm.name, values: arm[key] }));
      const all =
        key === 'agreement'
          ? students
          : [...students, { network: 'teacher' as const, values: [teacher[key]] }];
      return all.map(({ network, values }) => {
        const singles = values.map((value) => 100 * share(value, numTested)).filter(Number.isFinite);
        if (singles.length === 0) return { network, estimate: null, said: 'no number' };
        const { mean, ci } = pairedDifference(
          singles,
          singles.map(() => 0),
        );
        return { network, estimate: { value: mean, interval: ci, singles }, said: percent(mean / 100) };
      });
    },
  };
}

function finite(interval: readonly [number, number] | null): readonly [number, number] | null {
  return interval?.every(Number.isFinite) ? interval : null;
}
