/** One claim: what its source says, what was recorded, what is measured here, and how to try it. */
import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { SeedBudget } from '../../engine/experiment.ts';
import type { Preset } from '../../experiment/preset.ts';
import { changedSince, recordOf, type Recorded } from '../../experiment/recorded.ts';
import { loadRecorded } from '../../library/recordedResults.ts';
import { isFreeForExperiments, namesOf } from '../../store/selectors.ts';
import { actions, page, useStore } from '../../store/useStore.ts';
import { forgetPlace } from '../rooms/usePlaces.ts';
import { ExperimentProgress } from './ExperimentProgress.tsx';
import { Findings } from './Findings.tsx';
import { claimOrder } from './sweeps.ts';

interface Props {
  readonly preset: Preset;
  readonly seeds: number;
  readonly budget: SeedBudget | null;
}

export function ExperimentCard({ preset, seeds, budget }: Props) {
  const { name, claim, source, sourceNumber, minutes } = preset;
  const number = sourceNumber.replace(/^none(: )?/, '');
  const recorded = useRecorded(name);
  const changed = useMemo(() => (recorded ? changedSince(recorded, preset) : []), [recorded, preset]);
  const experiment = useStore((state) => state.experiments[name]);
  const isFree = useStore(isFreeForExperiments);
  const result = experiment?.result ?? null;
  const here = useMemo(() => (result && result.variants.length > 0 ? recordOf(result) : null), [result]);
  const names = useStore((state) => namesOf(state, result?.data.id ?? null));
  return (
    <article className="experiment" aria-label={name}>
      <h3>{name}</h3>
      <p>{claim}</p>
      <p className="muted small">
        {source}
        {number && `: ${number}`}
      </p>
      {recorded && (
        <Findings
          title={`Recorded on ${recorded.data.name}`}
          findings={recorded.variants}
          verdicts={recorded.verdicts}
          preset={preset}
        />
      )}
      {changed.length > 0 && <p className="muted small">It was recorded with {changed.join(', ')}.</p>}
      {here && (
        <Findings
          title={`Here, on ${here.data.name}`}
          findings={here.variants}
          verdicts={here.verdicts}
          preset={preset}
          names={names}
        />
      )}
      {experiment && <ExperimentProgress experiment={experiment} />}
      <div className="row">
        <Button
          size="xs"
          variant="default"
          disabled={!isFree}
          aria-label={`Run ${name}`}
          onClick={() =>
            actions.runExperiment(name, claimOrder(name, page.store.getState().config, seeds, budget))
          }
        >
          Run it here
        </Button>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          aria-label={`Watch ${name}`}
          onClick={() => {
            actions.watchPreset(name);
            forgetPlace('playground'); // its first screen shows the run
            actions.enterRoom('playground');
          }}
        >
          Watch it
        </Button>
        <DataNote preset={preset} />
        <span className="muted small">estimated {minutes} min with 3 seeds on MNIST</span>
      </div>
    </article>
  );
}

/** Says when the digits in use are not those that the experiment was made for. */
function DataNote({ preset }: { readonly preset: Preset }) {
  const data = useStore((state) => state.config.data);
  const name = useStore((state) => state.data.summary?.name);
  if (preset.data !== 'mnist' || data === 'mnist') return null;
  return (
    <span className="small">
      made for MNIST; would run on {name}{' '}
      <Button size="compact-xs" variant="default" onClick={() => actions.setConfig({ data: 'mnist' })}>
        Load MNIST
      </Button>
    </span>
  );
}

function useRecorded(name: string): Recorded | null {
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  useEffect(() => {
    let isWanted = true;
    loadRecorded(name)
      .then((found) => isWanted && setRecorded(found))
      .catch(() => undefined); // a card without its record is still a card
    return () => {
      isWanted = false;
    };
  }, [name]);
  return recorded;
}
