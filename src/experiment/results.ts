/** The result of a run, as written by `--json` and by "Download results". */
import type { Arm } from './arms.ts';
import type { Config } from './config.ts';

export const RESULT_SCHEMA = 1;

export interface ArmResult {
  readonly name: Arm;
  readonly temperature: number;
  readonly softWeight: number;
  readonly seeds: readonly number[];
  readonly parameters: number;
  /** Of the weights as 32-bit floats. */
  readonly bytes: number;
  /** For one image. */
  readonly multiplyAdds: number;
  /** Median time for one digit through the plain forward, in milliseconds. */
  readonly latencyMs: number;
  // One entry per seed, on all test images.
  readonly accuracy: readonly number[];
  readonly errors: readonly number[];
  readonly agreement: readonly number[];
  readonly nll: readonly number[];
  readonly ece: readonly number[];
  /** KL(teacher ‖ student) at T = 1, nats. */
  readonly meanKl: readonly number[];
  /** label · 10 + prediction, [100]. */
  readonly confusion: readonly (readonly number[])[];
  readonly meanAccuracy: number;
  readonly sdAccuracy: number;
}

export interface Gain {
  /** Distilled − standalone test accuracy, percentage points, paired by seed. */
  readonly mean: number;
  /** 95 % t interval; null with fewer than two seeds. */
  readonly ci95: readonly [number, number] | null;
  readonly pairs: readonly number[];
  /** Exact McNemar test on the disagreements of the first pair. */
  readonly mcnemarP: number;
}

export interface RunResult {
  readonly schema: typeof RESULT_SCHEMA;
  readonly preset: string;
  readonly config: Config;
  readonly data: { readonly name: string; readonly train: number; readonly test: number };
  readonly backend: string;
  readonly teacher: {
    readonly name: string;
    readonly parameters: number;
    readonly bytes: number;
    readonly multiplyAdds: number;
    readonly latencyMs: number;
    readonly accuracy: number;
    readonly errors: number;
    readonly nll: number;
    readonly ece: number;
    readonly confusion: readonly number[];
  };
  readonly arms: readonly ArmResult[];
  readonly gain: Gain;
  readonly timing: { readonly totalMs: number; readonly stepMs: number; readonly imagesPerSecond: number };
  readonly versions: Readonly<Record<string, string>>;
}
