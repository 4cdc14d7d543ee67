/** A run under way as it is kept, so that it can go on when its worker or its page is gone: where it stands, and all that the page knew of it. */
import type { GivenTeacher } from '../engine/teacher.ts';
import { isSound } from '../experiment/checkpoint.ts';
import type { Config } from '../experiment/config.ts';
import { unpack, type PackedCheckpoint } from '../experiment/packedCheckpoint.ts';
import type { RunRecord } from '../experiment/record.ts';
import { parseConfig } from '../experiment/settings.ts';
import type { RunState } from './runState.ts';

/** As long as the page lives. */
export interface Snapshot {
  /** What the page knew when the checkpoint was told. */
  readonly run: RunState;
  /** performance.now() then. */
  readonly takenMs: number;
  /** With which it was begun. */
  readonly config: Config;
  /** Of the students; null for those of the config. */
  readonly seeds: readonly number[] | null;
  readonly teacher: GivenTeacher | null;
  /** Null before there is one. */
  readonly checkpoint: PackedCheckpoint | null;
}

/** As it lies in the browser's storage. */
export interface KeptSnapshot extends Omit<Snapshot, 'takenMs' | 'teacher'> {
  readonly version: typeof VERSION;
  /** Since the present phase of the run began. */
  readonly inPhaseMs: number;
  readonly teacherId: string | null;
  /** Number of the finished record to which this run is to be joined, which lies beside it; null where it is joined to none. */
  readonly base: number | null;
}

const VERSION = 2; // 1 had its floats in arrays

/** @param base number under which the finished record is kept that the run is to be joined to */
export function toKept(
  { run, takenMs, config, seeds, teacher, checkpoint }: Snapshot,
  base: number | null,
): KeptSnapshot {
  const { record, more } = run;
  const inPhaseMs = (run.pausedAtMs ?? takenMs) - run.phaseStartedMs;
  const own = more
    ? { record: null, more: withoutReadings(more) }
    : { record: record && withoutReadings(record) };
  const teacherId = teacher?.id ?? null;
  return { version: VERSION, run: { ...run, ...own }, inPhaseMs, config, seeds, teacherId, checkpoint, base };
}

/** Test digits and what is read in them come again with the run. */
const withoutReadings = (record: RunRecord): RunRecord => ({ ...record, readings: null });

/** @param base the finished record, where there is one @returns the run as it goes on from there */
export function resumed(
  { run, inPhaseMs }: KeptSnapshot,
  base: RunRecord | null,
  runId: number,
  nowMs: number,
): RunState {
  return {
    ...run,
    ...(base && { record: base }),
    ...{ runId, status: 'running', pausedAtMs: null, message: null, phaseStartedMs: nowMs - inPhaseMs },
  };
}

/** @returns null for what is of another version, cut off or damaged */
export async function readKept(value: unknown): Promise<KeptSnapshot | null> {
  try {
    const kept = value as KeptSnapshot; // each part that is used is looked at
    const { version, config, checkpoint, run, inPhaseMs, base } = kept;
    const record = run.more ?? run.record;
    const isWhole =
      version === VERSION &&
      (checkpoint === null || isSound(await unpack(checkpoint))) &&
      typeof record?.data.id === 'string' &&
      Array.isArray(record.curve) &&
      Number.isFinite(inPhaseMs + run.step + run.numSteps) &&
      (run.more === null) === (base === null);
    parseConfig(config); // throws where it is none
    return isWhole ? kept : null;
  } catch {
    return null;
  }
}
