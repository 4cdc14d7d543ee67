/** Hears when a run has ended, finished or interrupted, so that it can be kept. */
import type { StoreApi } from 'zustand/vanilla';
import type { RunRecord } from '../experiment/record.ts';
import type { RunState } from './runState.ts';
import { isUnderWay } from './selectors.ts';
import type { State } from './state.ts';

export interface EndedRun {
  /** Unlike any other, in whatever tab. */
  readonly id: string;
  readonly record: RunRecord;
  /** Id of the kept run from which it grew. */
  readonly replaces: string | null;
  /** As a person named those of its set. */
  readonly classNames: readonly string[] | null;
}

export function hearEndedRuns(
  { subscribe, setState }: StoreApi<State>,
  keep: (ended: EndedRun) => void,
): void {
  subscribe(({ run, classNames }, { run: before }) => {
    const record = run === before ? null : endedRecord(run, before);
    if (!record) return;
    const id = newRunId();
    if (record === run.record) setState((state) => ({ run: { ...state.run, keptAs: id } }));
    keep({ id, record, replaces: before.keptAs, classNames: classNames[record.data.id] ?? null });
  });
}

/** @returns null where none has ended, or before its students have learned anything */
function endedRecord(run: RunState, before: RunState): RunRecord | null {
  const { record } = run;
  if (run.runId === before.runId && record?.result && record.result !== before.record?.result) return record;
  const isReplaced = run.runId !== before.runId && record !== before.record;
  const isOver = isUnderWay(before) && (isReplaced || !isUnderWay(run));
  const left = isReplaced ? before.record : record;
  return isOver && left && !left.result && left.curve.length > 1 ? left : null;
}

/** Unlike any other, in whatever tab. */
export function newRunId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12)); // randomUUID is not everywhere
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
