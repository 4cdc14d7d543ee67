/** Finds T and the weight of the soft loss: a small sweep, its best cell chosen on held-out training digits, so that test digits are left to judge. */
import { Button } from '@mantine/core';
import { bestVariant } from '../../experiment/bestVariant.ts';
import type { Config } from '../../experiment/config.ts';
import { count, percent, points } from '../../experiment/words/numbers.ts';
import { isFreeForExperiments } from '../../store/selectors.ts';
import { actions, page, useStore } from '../../store/useStore.ts';
import { helped } from '../help/helped.ts';
import { ExperimentProgress } from '../experiments/ExperimentProgress.tsx';
import { sweepOrder } from '../experiments/sweeps.ts';

/** Under which the sweep is kept. */
const NAME = 'find T and weight';
const SEEDS = 2;
const AXES = [
  { name: 'temperature', values: ['1', '2', '4', '8', '20'] },
  { name: 'softWeight', values: ['0.5', '0.9', '1'] },
] as const;

export function FindSettings() {
  const experiment = useStore((state) => state.experiments[NAME]);
  const isFree = useStore(isFreeForExperiments);
  const find = () => actions.findSettings(NAME, sweepOrder(page.store.getState().config, AXES, SEEDS));
  return (
    <div className="find-settings">
      <Button
        size="compact-xs"
        variant="default"
        disabled={!isFree}
        {...helped('findSettings')}
        onClick={find}
      >
        Find T and weight
      </Button>
      {experiment && <ExperimentProgress experiment={experiment} />}
      <Found />
    </div>
  );
}

/** What was chosen, by what, and the way back. */
function Found() {
  const found = useStore((state) => state.foundSettings);
  const result = useStore((state) => state.experiments[NAME]?.result ?? null);
  if (!found || !result) return null;
  const best = bestVariant(result.variants, result.data);
  if (!best) return <p className="small">No cell of the sweep could be run: {problemIn(result.variants)}</p>;
  const { variant, accuracy, numHeldOut, isDistinguishable } = best;
  return (
    <p className="small" role="status" aria-label="Found settings">
      {variant.label} read{isDistinguishable ? ' most' : ' most, by little or by chance'}: {percent(accuracy)}{' '}
      of {count(numHeldOut)} held-out training digits; that is set now. On the test digits, which chose
      nothing, it gained {points(variant.gain.mean)} points. Train judges it with your own seeds.{' '}
      {found.before && (
        <Button size="compact-xs" variant="default" onClick={actions.undoFound}>
          Undo: {wordsOf(found.before)}
        </Button>
      )}
    </p>
  );
}

const wordsOf = ({ temperature, softWeight }: Pick<Config, 'temperature' | 'softWeight'>) =>
  `T = ${temperature}, weight ${softWeight}`;

const problemIn = (variants: readonly { readonly problem: string | null }[]) =>
  variants.find(({ problem }) => problem !== null)?.problem ?? 'nothing was held out.';
