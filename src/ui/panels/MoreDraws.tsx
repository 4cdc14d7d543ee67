/** What goes on with the run on display: more pairs of students, more replicates. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { LIMITS } from '../../experiment/config.ts';
import { isUnderWay } from '../../store/selectors.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { helped, type HelpTopic } from '../help/helped.ts';

const SEEDS_MORE = 5;
/** To a single replicate: three tell of the chances that they do not share. */
const REPLICATES_MORE = 2;

export function MoreDraws() {
  return (
    <>
      <MoreSeedsButton /> <MoreReplicatesButton />
    </>
  );
}

/** The same run with more pairs of students: the interval narrows. */
function MoreSeedsButton() {
  const seeds = useStore((state) => state.run.record?.config.seeds ?? LIMITS.seeds.max);
  const more = Math.min(SEEDS_MORE, LIMITS.seeds.max - seeds);
  return (
    <MoreButton more={more} help="moreSeeds" onClick={() => actions.addSeeds(SEEDS_MORE)}>
      + {more} seeds
    </MoreButton>
  );
}

/** The same run with labels, order and teacher drawn anew: the interval comes to speak of these chances too. */
function MoreReplicatesButton() {
  const replicates = useStore((state) => state.run.record?.result?.gain.perReplicate.length ?? 0);
  const more = Math.min(REPLICATES_MORE, LIMITS.replicates.max - replicates);
  return (
    <MoreButton more={more} help="moreReplicates" onClick={() => actions.addReplicates(REPLICATES_MORE)}>
      + {more} {more === 1 ? 'replicate' : 'replicates'}
    </MoreButton>
  );
}

interface MoreProps {
  /** How many; none of them, no button. */
  readonly more: number;
  readonly help: HelpTopic;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function MoreButton({ more, help, onClick, children }: MoreProps) {
  const isTraining = useStore((state) => isUnderWay(state.run));
  if (more <= 0) return null;
  return (
    <Button size="compact-xs" variant="default" disabled={isTraining} {...helped(help)} onClick={onClick}>
      {children}
    </Button>
  );
}
