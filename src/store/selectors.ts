/** What follows from the state; pure, and never a fresh object. */
import type { Config } from '../experiment/config.ts';
import type { RunState, State } from './state.ts';

/** Settings in which the next run would differ from the one on display, e.g. "labels, hidden"; empty when none. */
export function changedSettings({ config, run }: State): string {
  const used = run.config;
  if (!used) return '';
  const names = Object.keys(config) as (keyof Config)[];
  return names.filter((name) => JSON.stringify(config[name]) !== JSON.stringify(used[name])).join(', ');
}

/** Milliseconds until the present phase ends, at its pace so far; null before a pace is known. */
export function msRemaining(run: RunState, nowMs: number): number | null {
  if (run.step < 3 || run.numSteps === 0) return null;
  const elapsedMs = (run.pausedAtMs ?? nowMs) - run.phaseStartedMs;
  return (elapsedMs / run.step) * (run.numSteps - run.step);
}
