/** A run under way as it is kept, so that it can go on when its worker or its page is gone: where it stands, and all that the page knew of it. */
import type { GivenTeacher } from '../engine/teacher.ts';
import { isSound } from '../experiment/checkpoint.ts';
import type { Config } from '../experiment/config.ts';
import { unpack, type PackedCheckpoint } from '../experiment/packedCheckpoint.ts';
import { readBy } from '../experiment/readBy.ts';
import type { RunRecord } from '../experiment/record.ts';
import { baseSchema, keptSchema, SNAPSHOT_VERSION } from './snapshotSchema.ts';
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
  readonly version: typeof SNAPSHOT_VERSION;
  /** Since the present phase of the run began. */
  readonly inPhaseMs: number;
  readonly teacherId: string | null;
  /** Number of the finished record to which this run is to be joined, which lies beside it; null where it is joined to none. */
  readonly base: number | null;
}

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
  return {
    version: SNAPSHOT_VERSION,
    run: { ...run, ...own },
    inPhaseMs,
    config,
    seeds,
    teacherId,
    checkpoint,
    base,
  };
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
  const read = readBy(keptSchema, value);
  if (read.issue) return null;
  try {
    const { checkpoint, run, base } = read.data as KeptSnapshot;
    const isSoundSo = checkpoint === null || isSound(await unpack(checkpoint));
    const isWhole = (run.more === null) === (base === null) && (run.more ?? run.record) !== null;
    return isSoundSo && isWhole ? (read.data as KeptSnapshot) : null;
  } catch {
    return null; // its checkpoint cannot be unpacked
  }
}

/** The finished record that a run is to be joined to. @returns null for what is none, or is damaged */
export function readBase(value: unknown): { readonly number: number; readonly record: RunRecord } | null {
  const read = readBy(baseSchema, value);
  return !read.issue && read.data.record.result !== null
    ? (read.data as { number: number; record: RunRecord })
    : null;
}
