/** Up to four kept runs beside each other: curves on the same axes, Figure 3 on one probe, numbers, and what was set otherwise. */
import { Activity, memo, useDeferredValue, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { mean } from '../../distillation/statistics.ts';
import type { RunRecord } from '../../experiment/record.ts';
import { SETTINGS } from '../../experiment/settingsTable.ts';
import { percent, points } from '../../experiment/words/numbers.ts';
import { nameOfKept } from '../../store/keptRuns.ts';
import type { State } from '../../store/state.ts';
import { useStore } from '../../store/useStore.ts';
import { ComparedCurves } from './ComparedCurves.tsx';
import { ComparedFigures } from './ComparedFigures.tsx';
import { lookOf, type Compared } from './compared.ts';
import { differencesOf } from './keptNumbers.ts';

export function ComparedRuns() {
  const isAlone = useStore((state) => state.library.compared.length < 2);
  /** Those that are here: one that is being read changes nothing yet. */
  const compared = useStore(useShallow(comparedIn));
  const listing = useStore((state) => state.library.listing);
  const runs = useMemo(
    () =>
      compared.map(({ id, record }, at): Compared => {
        const kept = listing?.runs.find((each) => each.id === id);
        return { id, record, name: kept ? nameOfKept(kept) : id, ...lookOf(at) };
      }),
    [compared, listing],
  );
  const drawn = useDeferredValue(runs, NONE);
  return (
    <>
      {isAlone && <p className="muted small">Mark another run to compare the two.</p>}
      {/* Made out of sight when the first is marked: charts take longest when they are drawn for the first time. */}
      <Activity mode={runs.length < 2 ? 'hidden' : 'visible'}>
        {runs.length > 0 && (
          <section className="compared" aria-label="Compared runs">
            <h3>Compared</h3>
            <ComparedTable runs={runs} />
            {drawn.length > 0 && <Drawn runs={drawn} />}
          </section>
        )}
      </Activity>
    </>
  );
}

const NONE: readonly Compared[] = [];

type Here = State['library']['compared'][number] & { readonly record: RunRecord };
const comparedIn = ({ library }: State) =>
  library.compared.filter((each): each is Here => each.record !== null);

/** After the numbers, which nobody is to wait for. */
const Drawn = memo(function Drawn({ runs }: { readonly runs: readonly Compared[] }) {
  return (
    <>
      <ComparedCurves runs={runs} />
      <ComparedFigures runs={runs} />
    </>
  );
});

function ComparedTable({ runs }: { readonly runs: readonly Compared[] }) {
  const differences = differencesOf(runs.map(({ record }) => record));
  const isOnOneSet = new Set(runs.map(({ record }) => record.data.id)).size === 1;
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Numbers of the compared runs">
        <table aria-label="Compared runs" className="numbers">
          <thead>
            <tr>
              <th scope="col">Run</th>
              {runs.map(({ id, letter, name, colour }) => (
                <th key={id} scope="col" style={{ color: colour }}>
                  {letter}: {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {MEASURES.map(({ title, of }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                {runs.map(({ id, record }) => (
                  <td key={id}>{of(record) ?? '–'}</td>
                ))}
              </tr>
            ))}
            {differences.map(({ name, values }) => (
              <tr key={name} className="of-settings">
                <th scope="row">{name === 'digits' ? 'Digits' : SETTINGS[name].label}</th>
                {runs.map(({ id }, at) => (
                  <td key={id}>{values[at]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small">
        {differences.length === 0
          ? 'All settings are the same.'
          : 'Below the numbers: the settings in which they differ.'}{' '}
        {!isOnOneSet && 'They were tested on different digits, so that their numbers are not paired.'}
      </p>
    </>
  );
}

const meanOf = (values: readonly number[] | undefined) =>
  values && values.length > 0 ? percent(mean(values)) : null;
const armOf = (record: RunRecord, name: 'standalone' | 'distilled') => {
  const found = record.result?.arms.find((arm) => arm.name === name)?.accuracy;
  return meanOf(found ?? record.arms.find((arm) => arm.name === name)?.seeds.map(({ accuracy }) => accuracy));
};

const MEASURES: readonly { readonly title: string; readonly of: (record: RunRecord) => string | null }[] = [
  {
    title: 'Teacher',
    of: ({ result, teacher }) => meanOf([(result?.teacher ?? teacher)?.accuracy ?? []].flat()),
  },
  { title: 'Standalone student', of: (record) => armOf(record, 'standalone') },
  { title: 'Distilled student', of: (record) => armOf(record, 'distilled') },
  { title: 'Gain, points', of: ({ result }) => (result ? points(result.gain.mean) : null) },
  {
    title: '95 % interval',
    of: ({ result }) => result?.gain.ci95?.map((end) => points(end)).join(' to ') ?? null,
  },
  { title: 'Pairs', of: ({ result }) => (result ? String(result.gain.pairs.length) : 'interrupted') },
  { title: 'Agreement', of: ({ result }) => meanOf(result?.arms[1]?.agreement) },
];
