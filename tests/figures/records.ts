/** What the figures are drawn from: made by hand, so that they change only with the drawing. */
import type { CurvePoint, Spread } from '../../src/experiment/curve.ts';
import type { Finding } from '../../src/experiment/recorded.ts';
import type { Results } from '../../src/ui/evidence/measured.ts';

/** Of the 7 in Figure 3: it looks more like a 9 or a 1 than like a 6. */
export const SEVEN_LOGITS = Float32Array.of(1.2, 6.4, 5.1, 7.7, 0.4, 1.9, -8.2, 20.6, 2.3, 11.8);

const spread = (mean: number, half: number): Spread => ({ mean, min: mean - half, max: mean + half });

/** Approaches its end as training does. @param epochs so many points after the first @param worse taken off its accuracy */
export function growingCurve(epochs: number, worse = 0): CurvePoint[] {
  return Array.from({ length: epochs + 1 }, (_, epoch) => {
    const arm = (end: number) => {
      const accuracy = end - worse - 0.8 * 2 ** (-epoch / 2);
      return {
        accuracy: spread(accuracy, 0.02 / (1 + epoch / 4)),
        agreement: spread(accuracy + 0.01, 0.02),
        nll: spread(1.2 - accuracy, 0.05),
        meanKl: spread(1.1 - accuracy, 0.05),
        hardLoss: epoch === 0 ? null : spread(1.1 - accuracy, 0),
        softLoss: epoch === 0 ? null : spread(1 - accuracy, 0),
      };
    };
    return { epoch, arms: { standalone: arm(0.91), distilled: arm(0.93) } };
  });
}

const SEEDS = [1, 2, 3];

interface Made {
  readonly label: string;
  /** Percentage points; one pair where a single one is given. */
  readonly pairs: readonly number[];
  readonly half: number;
  readonly errors?: readonly [standalone: number, distilled: number, teacher: number];
  readonly unseen?: readonly [wrong: number, shiftedErrors: number, shiftedWrong: number];
}

function finding({ label, pairs, half, errors = [900, 700, 300], unseen }: Made): Finding {
  const mean = pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
  const seeds = SEEDS.slice(0, pairs.length);
  const arm = (name: 'standalone' | 'distilled', count: number) => ({
    name,
    temperature: 8,
    softWeight: 0.9,
    parameters: 50_890,
    seeds,
    accuracy: seeds.map((seed) => 1 - (count + 10 * seed) / 10_000),
    errors: seeds.map((seed) => count + 10 * seed),
    agreement: seeds.map(() => 0.95),
    nll: seeds.map(() => 0.2),
    ece: seeds.map(() => 0.02),
    ...(unseen && {
      unseen: seeds.map(() => ({
        digits: [3],
        numTested: 1010,
        errors: count,
        wrong: unseen[0],
        shift: 3.5,
        shiftedErrors: unseen[1],
        shiftedWrong: unseen[2],
      })),
    }),
  });
  return {
    label,
    config: {},
    problem: null,
    teacher: {
      name: '784-300-100-10',
      parameters: 266_610,
      accuracy: 1 - errors[2] / 10_000,
      errors: errors[2],
    },
    arms: [arm('standalone', errors[0]), arm('distilled', errors[1])],
    gain: {
      mean,
      ci95: pairs.length < 2 ? null : [mean - half, mean + half],
      covers: 'students and test digits',
      lack: pairs.length < 2 ? 'one student' : null,
      pairs,
      mcnemarP: 0.01,
    },
    gapClosed: { share: null, ci95: null },
  };
}

export const results = (...variants: readonly (Made | { label: string; problem: string })[]): Results => ({
  data: { test: 10_000 },
  variants: variants.map((made) => ('problem' in made ? { ...made, config: {} } : finding(made))),
});
