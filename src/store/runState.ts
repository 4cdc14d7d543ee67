/** What the page knows of a run: changed only in applyEvent. */
import type { Predictor } from '../distillation/ensemble.ts';
import type { Config } from '../experiment/config.ts';
import type { Arm, NetworkName } from '../experiment/arms.ts';
import type { Phase } from '../experiment/checkpoint.ts';
import type { ArmReport, DataSummary, NetworkMetrics } from '../experiment/events.ts';
import type { Readings } from '../experiment/readings.ts';
import type { RunResult } from '../experiment/results.ts';

/** One measure over the seeds of one arm. */
export interface Spread {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** What the charts follow of one arm, by epoch. */
export interface ArmPoint {
  // On test digits: shares 0 … 1, or nats.
  readonly accuracy: Spread;
  readonly agreement: Spread;
  readonly nll: Spread;
  readonly meanKl: Spread;
  /** On the transfer set since the last point, mean over the seeds, nats; null before the first step. */
  readonly hardLoss: Spread | null;
  readonly softLoss: Spread | null;
}

/** One point of the live charts. */
export interface CurvePoint {
  readonly epoch: number;
  readonly arms: Readonly<Record<Arm, ArmPoint>>;
}

/** A setting that was changed while the run was under way; the run goes on with its own. */
export interface Mark {
  readonly epoch: number;
  /** e.g. "temperature → 4" */
  readonly text: string;
}

type RunStatus = 'idle' | 'running' | 'paused' | 'finished' | 'cancelled' | 'failed';

export interface RunState {
  readonly runId: number;
  readonly status: RunStatus;
  /** The settings this run was started with; settings changed since act on the next run. */
  readonly config: Config | null;
  readonly data: DataSummary | null;
  readonly phase: Phase;
  readonly step: number;
  readonly numSteps: number;
  readonly epoch: number;
  /** performance.now() when the present phase began, shifted by the time it was paused; for the time left. */
  readonly phaseStartedMs: number;
  readonly pausedAtMs: number | null;
  readonly message: string | null;
  readonly teacher: NetworkMetrics | null;
  readonly teacherLoss: number | null;
  readonly arms: Readonly<Record<Arm, ArmReport>> | null;
  readonly curve: readonly CurvePoint[];
  readonly marks: readonly Mark[];
  /** The curve of the run before this one, to compare with. */
  readonly previousCurve: readonly CurvePoint[];
  /** Test digits on which the curve is measured; null before its first point. */
  readonly numLive: number | null;
  readonly weights: Readonly<Partial<Record<NetworkName, Predictor>>>;
  readonly result: RunResult | null;
  /** Null until the teacher is trained; without students until they are. */
  readonly readings: Readings | null;
}

export const IDLE_RUN: RunState = {
  runId: 0,
  status: 'idle',
  config: null,
  data: null,
  phase: 'teacher',
  step: 0,
  numSteps: 0,
  epoch: 0,
  phaseStartedMs: 0,
  pausedAtMs: null,
  message: null,
  teacher: null,
  teacherLoss: null,
  arms: null,
  curve: [],
  marks: [],
  previousCurve: [],
  numLive: null,
  weights: {},
  result: null,
  readings: null,
};
