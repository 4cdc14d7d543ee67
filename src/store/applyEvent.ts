/** The only way in which a run changes what the page knows: pure reducers of engine events. */
import type { Config } from '../experiment/config.ts';
import type { RunEvent } from '../experiment/events.ts';
import { extendRecord, joinRecords } from '../experiment/record.ts';
import { differingSettings } from '../experiment/settings.ts';
import type { SettingChange, RunState } from './runState.ts';

/** @param nowMs performance.now() when the event arrived */
export function applyEvent(run: RunState, event: RunEvent, nowMs: number): RunState {
  const extended = withEvent(run, event);
  switch (event.type) {
    case 'started':
      return { ...extended, phaseStartedMs: nowMs };
    case 'progress': {
      const { phase, step, numSteps } = event;
      const phaseStartedMs = phase === run.phase ? run.phaseStartedMs : nowMs;
      return { ...extended, phase, step, numSteps, phaseStartedMs };
    }
    case 'teacherReport':
    case 'cohortReport':
      return { ...extended, epoch: event.epoch };
    case 'finished': {
      const { record, more } = extended;
      const joined = record && more ? joinRecords(record, more) : record;
      return { ...extended, status: 'finished', record: joined, more: null };
    }
    case 'weights':
    case 'readings':
    case 'checkpoint':
      return extended;
    default:
      throw new Error(`Unknown run event: ${JSON.stringify(event satisfies never)}`);
  }
}

/** Further seeds and replicates have a record of their own until they are done. */
function withEvent(run: RunState, event: RunEvent): RunState {
  if (run.more) return { ...run, more: extendRecord(run.more, event) };
  return run.record ? { ...run, record: extendRecord(run.record, event) } : run;
}

/** The run came to stand. */
export function applyPause(run: RunState, nowMs: number): RunState {
  return { ...run, status: 'paused', pausedAtMs: run.pausedAtMs ?? nowMs };
}

/** The run goes on; the time it stood still does not count. */
export function applyResume(run: RunState, nowMs: number): RunState {
  // A phase that began with a step of the standing run has stood since then only.
  const stoodMs = run.pausedAtMs === null ? 0 : nowMs - Math.max(run.pausedAtMs, run.phaseStartedMs);
  return { ...run, status: 'running', pausedAtMs: null, phaseStartedMs: run.phaseStartedMs + stoodMs };
}

/** The run ended by an error; what it had measured stays. */
export function applyFailure(run: RunState, message: string): RunState {
  return { ...run, status: 'failed', message, more: null, goal: null };
}

/** Somebody gave the run up: what it had measured stays, and nothing that it still says is heard. A finished run stays finished. */
export function applyCancel(run: RunState): RunState {
  const status = run.more ? 'finished' : 'cancelled';
  return { ...run, runId: run.runId + 1, status, more: null, goal: null };
}

/** More would hide the curves. */
const MAX_MARKS = 8;

/** Notes on the charts where a setting was changed. One that is changed again, as by a slider being dragged, moves its mark. */
export function noteSettingChange(run: RunState, before: Config, after: Config): RunState {
  const changed = differingSettings(after, before);
  if (changed.length === 0) return run;
  const others = run.marks.filter(({ text }) => !changed.some((name) => text.startsWith(`${name} `)));
  const added = changed.map((name): SettingChange => ({
    epoch: run.epoch,
    text: `${name} → ${String(after[name])}`,
  }));
  return { ...run, marks: [...others, ...added].slice(-MAX_MARKS) };
}
