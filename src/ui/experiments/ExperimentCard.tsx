/** One claim at a glance: its title, what it says, a picture of the evidence and the verdict. Opened, it tells the rest. */
import { ActionIcon } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { memo, useId, useState } from 'react';
import type { SeedBudget } from '../../engine/experiment.ts';
import { claimVerdict } from '../../experiment/claimVerdict.ts';
import type { Preset } from '../../experiment/preset.ts';
import { isFreeForExperiments } from '../../store/selectors.ts';
import { actions, page, useStore } from '../../store/useStore.ts';
import { Boundary } from '../Boundary.tsx';
import { EvidencePicture } from '../evidence/EvidencePicture.tsx';
import { ExperimentDialog } from './ExperimentDialog.tsx';
import { ExperimentProgress } from './ExperimentProgress.tsx';
import { claimOrder } from './sweeps.ts';
import { useClaim, type Claim } from './useClaim.ts';
import { VerdictWord } from './VerdictWord.tsx';

interface Props {
  readonly preset: Preset;
  readonly seeds: number;
  readonly budget: SeedBudget | null;
}

export const ExperimentCard = memo(function ExperimentCard({ preset, seeds, budget }: Props) {
  const id = useId();
  /** Null until somebody opens it: few dialogs are ever wanted, and each takes a while to make. */
  const [isOpen, setIsOpen] = useState<boolean | null>(null);
  const claim = useClaim(preset);
  const { recorded, here, problem, experiment } = claim;
  const isFree = useStore(isFreeForExperiments);
  const run = () =>
    actions.runExperiment(preset.name, claimOrder(preset.name, page.store.getState().config, seeds, budget));
  return (
    <article className="claim" aria-labelledby={id}>
      <header className="claim-head">
        <h3>
          <button
            type="button"
            id={id}
            className="claim-open"
            aria-haspopup="dialog"
            onClick={() => setIsOpen(true)}
          >
            {preset.title}
          </button>
        </h3>
        <ClaimVerdicts claim={claim} />
        <ActionIcon
          className="claim-run"
          variant="default"
          disabled={!isFree}
          aria-label={`Run ${preset.title}`}
          title={`Run it here: estimated ${preset.minutes} min with 3 seeds on MNIST`}
          onClick={run}
        >
          <IconPlayerPlay size={14} />
        </ActionIcon>
      </header>
      <p className="claim-says">{preset.claim}</p>
      {problem !== null && <p className="small">{problem}</p>}
      <div className="claim-picture">
        {(recorded ?? here) && <EvidencePicture preset={preset} recorded={recorded} here={here} />}
      </div>
      {experiment && <ExperimentProgress experiment={experiment} />}
      {isOpen !== null && (
        <Boundary isOpen={isOpen} onClose={() => setIsOpen(false)}>
          <ExperimentDialog
            preset={preset}
            claim={claim}
            isOpen={isOpen}
            onClose={() => setIsOpen(false)}
            onRun={run}
          />
        </Boundary>
      )}
    </article>
  );
});

function ClaimVerdicts({ claim: { recorded, here } }: { readonly claim: Claim }) {
  const of = (results: Claim['here']) => (results ? claimVerdict(results.verdicts) : null);
  const [then, now] = [of(recorded), of(here)];
  return (
    <span className="claim-verdicts">
      {then && <VerdictWord verdict={then} isHere={false} />}
      {now && <VerdictWord verdict={now} isHere />}
    </span>
  );
}
