/** Digits that the transfer set lacked: one number added to their biases, moved by hand (Hinton et al. 2015, §3). */
import { Button, Slider } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { NUM_CLASSES } from '../../distillation/shape.ts';
import { errorsUnder } from '../../distillation/biasShift.ts';
import { mean } from '../../distillation/statistics.ts';
import type { Readings } from '../../experiment/readings.ts';
import type { UnseenDigits } from '../../experiment/results.ts';
import { recordNames } from '../../store/selectors.ts';
import { capitalised, recordNouns } from '../nouns.ts';
import { useStore } from '../../store/useStore.ts';
import { count, decimal, points } from '../../experiment/words/numbers.ts';
import { NETWORK_COLOUR, NETWORK_LABEL } from '../theme.ts';
import { Panel } from './Panel.tsx';

const SHIFT = { min: -2, max: 15, step: 0.1 };

/** Stands on the page only after a run whose transfer set lacked digits. */
export function UnseenPanel() {
  const result = useStore((state) => state.run.record?.result);
  const readings = useStore((state) => state.run.record?.readings);
  const unseen = result?.arms.find(({ name }) => name === 'distilled')?.unseen;
  return unseen?.[0] && readings ? (
    <Unseen unseen={unseen} digits={unseen[0].digits} readings={readings} />
  ) : null;
}

interface Props {
  /** Per seed, of the distilled arm. */
  readonly unseen: readonly UnseenDigits[];
  readonly digits: readonly number[];
  readonly readings: Readings;
}

function Unseen({ unseen, digits, readings }: Props) {
  const classNames = useStore(recordNames);
  const { kinds } = useStore(recordNouns);
  const names = digits.map((digit) => classNames[digit]!);
  const [shift, setShift] = useState(0);
  const shown = useDeferredValue(shift);
  const rows = useMemo(() => errorsOf(readings, digits, shown), [readings, digits, shown]);
  const best = mean(unseen.map((each) => each.shift));
  const numUnseen = unseen[0]?.numTested ?? 0;
  return (
    <Panel
      title={`${capitalised(kinds)} never seen`}
      aside={<span className="muted">{names.join(', ')} left out</span>}
    >
      <p className="lede">
        The transfer set held no {names.join(', no ')}: what the students know of{' '}
        {digits.length > 1 ? 'them' : 'it'}, they have from the teacher’s probabilities. What they lack is
        mostly the bias; add one number to it.
      </p>
      <div className="row shift-row">
        <Slider
          className="grow"
          size="sm"
          {...SHIFT}
          value={shift}
          onChange={setShift}
          label={(value) => value.toFixed(1)}
          thumbLabel={`Added to the biases of unseen ${kinds}`}
          marks={[{ value: 0 }, { value: best }]}
        />
        <span className="number">{points(shift, 1)}</span>
        <Button size="xs" variant="default" onClick={() => setShift(Number(best.toFixed(2)))}>
          Best on held-out digits: {points(best, 1)}
        </Button>
      </div>
      <table className="comparison shift-table" aria-label="Errors under the shift">
        <thead>
          <tr>
            <th scope="col">mean over seeds</th>
            <th scope="col">Errors</th>
            <th scope="col">of them on the {count(numUnseen)} unseen</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ arm, ...errors }) => (
            <tr key={arm}>
              <th scope="row" style={{ color: NETWORK_COLOUR[arm] }}>
                {NETWORK_LABEL[arm]}
              </th>
              <td>{decimal(errors.all)}</td>
              <td>{decimal(errors.unseen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** Mean over the seeds of each arm, on test digits. */
function errorsOf({ labels, arms }: Readings, digits: readonly number[], shift: number) {
  return arms.map(({ name, seeds }) => {
    const perSeed = seeds.flatMap((logits) => errorsUnder([shift], logits, labels, digits, NUM_CLASSES));
    return {
      arm: name,
      all: mean(perSeed.map(({ all }) => all)),
      unseen: mean(perSeed.map((each) => each.unseen)),
    };
  });
}
