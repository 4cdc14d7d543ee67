/** Notes on the charts where a setting was changed while a run was under way. */
import type { Config } from '../experiment/config.ts';
import { differingSettings } from '../experiment/settings.ts';
import type { Mark, RunState } from './runState.ts';

/** More would hide the curves. */
const MAX_MARKS = 8;

/** A setting that is changed again, as by a slider being dragged, moves its mark. */
export function markChange(run: RunState, before: Config, after: Config): RunState {
  const changed = differingSettings(after, before);
  if (changed.length === 0) return run;
  const others = run.marks.filter(({ text }) => !changed.some((name) => text.startsWith(`${name} `)));
  const added = changed.map((name): Mark => ({ epoch: run.epoch, text: `${name} → ${String(after[name])}` }));
  return { ...run, marks: [...others, ...added].slice(-MAX_MARKS) };
}
