/** Tells screen readers, in every room, when something begins or ends; the counters on the page change too often to be read out. */
import { PRESETS } from '../experiment/presets.ts';
import type { State } from '../store/state.ts';
import type { RunState } from '../store/runState.ts';
import { useStore } from '../store/useStore.ts';

export function Milestones() {
  const ofRun = useStore(({ run }) => runMilestone(run));
  const ofExperiment = useStore(experimentMilestone);
  return (
    <>
      <p className="unseen" aria-live="polite">
        {ofRun}
      </p>
      <p className="unseen" aria-live="polite">
        {ofExperiment}
      </p>
    </>
  );
}

function runMilestone({ status, phase, more }: Pick<RunState, 'status' | 'phase' | 'more'>): string {
  switch (status) {
    case 'running':
    case 'paused': // what was pressed says so itself
      if (phase !== 'students') return 'The teacher is being trained.';
      return more ? 'More seeds of students are being trained.' : 'The students are being trained.';
    case 'finished':
      return 'The run is done.';
    case 'cancelled':
      return 'The run was cancelled.';
    case 'idle':
    case 'failed': // an alert tells why
      return '';
    default:
      throw new Error(`Unknown status ${String(status satisfies never)}`);
  }
}

function experimentMilestone({ currentExperiment, experiments }: State): string {
  if (currentExperiment !== null) return `${titleOf(currentExperiment)}: begun.`;
  const done = Object.keys(experiments).filter((name) => experiments[name]?.status === 'finished');
  return done.length === 0 ? '' : `${done.map(titleOf).join(', ')}: done.`;
}

const titleOf = (name: string): string => PRESETS[name]?.title ?? 'Sweep';
