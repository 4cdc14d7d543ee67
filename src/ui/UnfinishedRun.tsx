/** A run that an earlier visit left unfinished: to go on with, or to let go. */
import { Button } from '@mantine/core';
import type { Phase } from '../experiment/checkpoint.ts';
import { count } from '../experiment/words/numbers.ts';
import type { Offer } from '../store/runKeeping.ts';
import { actions, useStore } from '../store/useStore.ts';

const WHERE: Readonly<Record<Phase, string>> = {
  teacher: 'its teacher was',
  unlabelled: 'its students were to be',
  softTargets: 'its students were to be',
  students: 'its students were',
};

export function UnfinishedRun({ offer: { kept, base } }: { readonly offer: Offer }) {
  const isReady = useStore(
    ({ engine, data }) => engine.status === 'ready' && data.summary !== null && !data.loading,
  );
  const { phase, step, numSteps, record } = kept.run;
  const digits = (base ?? record)?.data.name;
  return (
    <div className="notices remark" role="status" aria-label="Unfinished run">
      <p>
        {base ? 'A run was being added to' : 'A run was under way'} when this page was last closed:{' '}
        {WHERE[phase]} trained on {digits}
        {numSteps > 0 && `, step ${count(step)} of ${count(numSteps)}`}. It can go on from there, and ends as
        if nothing had happened.
      </p>
      <Button size="compact-xs" variant="default" disabled={!isReady} onClick={actions.goOnWithRun}>
        Go on
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={actions.letRunGo}>
        Let go
      </Button>
    </div>
  );
}
