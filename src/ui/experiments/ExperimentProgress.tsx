/** How far an experiment is, with the time left and a way out; or why it ended early. */
import { Button, Progress } from '@mantine/core';
import type { ExperimentState } from '../../store/state.ts';
import { actions } from '../../store/useStore.ts';
import { minutes } from '../../experiment/words/numbers.ts';

export function ExperimentProgress({ experiment }: { readonly experiment: ExperimentState }) {
  const { status, share, message } = experiment;
  if (status === 'finished') return null;
  if (status !== 'running')
    return (
      <p className="small" role="status">
        {message}
      </p>
    );
  return (
    <div className="progress">
      <Progress value={100 * share} size="xs" aria-label="Experiment progress" />
      <div className="progress-line">
        <span className="muted small" role="status" aria-live="off" aria-label="Experiment">
          {progressText(experiment)}
        </span>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={actions.cancelExperiment}>
          Cancel the experiment
        </Button>
      </div>
    </div>
  );
}

function progressText({ share, labels, startedMs }: ExperimentState): string {
  if (labels.length === 0) return 'starting';
  const doing = labels.length > 3 ? `${labels.length} variants` : labels.join(' · ');
  const left = share > 0.02 ? ((performance.now() - startedMs) / share) * (1 - share) : null;
  return `${Math.floor(100 * share)} % · ${doing}${left === null ? '' : ` · about ${minutes(left)} left`}`;
}
