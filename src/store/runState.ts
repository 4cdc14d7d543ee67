/** What the page knows of its run: how far it is, and the record that it makes. Changed only in applyEvent. */
import type { Phase } from '../experiment/checkpoint.ts';
import type { CurvePoint } from '../experiment/curve.ts';
import type { Goal } from '../experiment/nextDraw.ts';
import type { RunRecord } from '../experiment/record.ts';

/** A setting that was changed while the run was under way; the run goes on with its own. */
export interface SettingChange {
  readonly epoch: number;
  /** e.g. "temperature → 4" */
  readonly text: string;
}

export const RUN_STATUSES = ['idle', 'running', 'paused', 'finished', 'cancelled', 'failed'] as const;
type RunStatus = (typeof RUN_STATUSES)[number];

export interface RunState {
  readonly runId: number;
  readonly status: RunStatus;
  readonly phase: Phase;
  readonly step: number;
  readonly numSteps: number;
  readonly epoch: number;
  /** performance.now() when the present phase began, shifted by the time it was paused; for the time left. */
  readonly phaseStartedMs: number;
  readonly pausedAtMs: number | null;
  /** Why it failed. */
  readonly message: string | null;
  readonly marks: readonly SettingChange[];
  /** What is on display; null before the first run. */
  readonly record: RunRecord | null;
  /** The same run with other seeds, or in another replicate, while it is trained; joined to the record when it has finished. */
  readonly more: RunRecord | null;
  /** How many students and replicates are to be there in the end; null when nothing is under way. */
  readonly goal: Goal | null;
  /** Id under which the library keeps the record; null until the run has ended, and where it keeps none. */
  readonly keptAs: string | null;
  /** The run before this one, to compare with: what it was, and its curve. */
  readonly before: { readonly name: string; readonly curve: readonly CurvePoint[] } | null;
}

export const IDLE_RUN: RunState = {
  runId: 0,
  status: 'idle',
  phase: 'teacher',
  step: 0,
  numSteps: 0,
  epoch: 0,
  phaseStartedMs: 0,
  pausedAtMs: null,
  message: null,
  marks: [],
  record: null,
  more: null,
  goal: null,
  keptAs: null,
  before: null,
};
