/** Starting, holding and rewinding the run, how far it is, and what is set for it. */
import { Button, Progress } from '@mantine/core';
import { useDeferredValue } from 'react';
import type { Phase } from '../../experiment/checkpoint.ts';
import { changedSettings, imagesPerSecond, isReadyToTrain, msRemaining } from '../../store/selectors.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { count, minutes, thousands } from '../../experiment/words/numbers.ts';
import { helped } from '../help/helped.ts';
import { Shown } from '../Shown.tsx';
import { Panel } from './Panel.tsx';
import { SettingsForm } from './SettingsForm.tsx';

export function TrainingPanel() {
  const status = useStore((state) => state.run.status);
  const isReady = useStore(isReadyToTrain);
  const hasRecord = useStore((state) => state.run.record !== null);
  const isBroken = useStore((state) => state.engine.status === 'failed');
  return (
    <Panel title="Training" aside={<span className="muted">settings act at the next run</span>}>
      <div className="row">
        <MainButton />
        <Button
          variant="default"
          size="sm"
          onClick={actions.step}
          disabled={status === 'paused' ? isBroken : !isReady || status === 'running'}
          {...helped('step')}
          aria-keyshortcuts="s"
        >
          Step
        </Button>
        <Button
          variant="default"
          size="sm"
          onClick={actions.rewind}
          disabled={!isReady || !hasRecord}
          {...helped('rewind')}
          aria-keyshortcuts="r"
        >
          Rewind
        </Button>
        <Pace />
      </div>
      <RunProgress />
      <ChangedNote />
      <Shown name="settings">
        <SettingsForm />
      </Shown>
    </Panel>
  );
}

const MAIN = {
  className: 'main-button',
  size: 'sm',
  'aria-keyshortcuts': 'p',
  ...helped('train'),
} as const;

export function MainButton() {
  const status = useStore((state) => state.run.status);
  const isReady = useStore(isReadyToTrain);
  if (status === 'running')
    return (
      <Button {...MAIN} onClick={actions.pause}>
        Pause
      </Button>
    );
  if (status === 'paused')
    return (
      <Button {...MAIN} onClick={actions.resume}>
        Resume
      </Button>
    );
  return (
    <Button {...MAIN} onClick={actions.train} disabled={!isReady}>
      Train
    </Button>
  );
}

const PHASES: Readonly<Record<Phase, string>> = {
  teacher: 'Teacher',
  unlabelled: 'Images without labels',
  softTargets: 'Soft targets',
  students: 'Students',
};

export function RunProgress() {
  const run = useStore((state) => state.run);
  return (
    <div className="progress">
      <Progress
        value={run.numSteps > 0 ? (100 * run.step) / run.numSteps : 0}
        size="xs"
        aria-label="Run progress"
      />
      <div className="progress-line">
        <span role="status" aria-live="off" aria-label="Run" className="muted small">
          {progressText(run)}
        </span>
        {(run.status === 'running' || run.status === 'paused') && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={actions.cancelRun}>
            Cancel
          </Button>
        )}
      </div>
    </div>
  );
}

/** How fast, and from which seed. */
function Pace() {
  const run = useStore((state) => state.run);
  const seed = useStore((state) => state.run.record?.config.seed ?? state.config.seed);
  const pace = imagesPerSecond(run);
  return (
    <span className="muted small pace">
      {pace !== null && `${thousands(pace)} img/s · `}seed {seed}
    </span>
  );
}

type Run = Parameters<typeof msRemaining>[0];

function progressText(run: Run): string {
  const { status, phase, step, numSteps, message, record } = run;
  const result = record?.result;
  const place = `${partOf(run)}${PHASES[phase]}, step ${count(step)} of ${count(numSteps)}`;
  switch (status) {
    case 'idle':
      return 'nothing trained yet';
    case 'running': {
      if (numSteps === 0) return 'starting';
      const left = msRemaining(run, performance.now());
      return left === null ? place : `${place} · ${minutes(left)} left`;
    }
    case 'paused':
      return `paused · ${place}`;
    case 'finished':
      return result ? `done in ${(result.timing.totalMs / 1000).toFixed(1)} s` : 'done';
    case 'cancelled':
      return `cancelled · ${place}`;
    case 'failed':
      return message ?? 'failed';
    default:
      throw new Error(`Unknown status ${String(status satisfies never)}`);
  }
}

/** Which part of a run of several is being trained. */
function partOf({ record, more, goal }: Run): string {
  if (!record || !goal) return '';
  if (goal.replicates > 1)
    return `Replicate ${1 + (more ?? record).config.seed - record.config.seed} of ${goal.replicates}: `;
  return more ? 'More seeds: ' : '';
}

function ChangedNote() {
  const changed = useDeferredValue(useStore(changedSettings)); // a slider being dragged comes first
  if (changed === '') return null;
  return (
    <p className="note" role="note">
      Changed since this run, for the next one: {changed}.{' '}
      <span className="muted">What is shown was made without.</span>
    </p>
  );
}
