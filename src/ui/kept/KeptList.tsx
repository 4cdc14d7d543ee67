/** The list of kept runs: each with the picture of its verdict. Those that cannot be read stand below, named. */
import { memo, useState } from 'react';
import { DEFAULT_CONFIG } from '../../experiment/config.ts';
import { differingSettings } from '../../experiment/settings.ts';
import { SETTINGS } from '../../experiment/settingsTable.ts';
import { gainVerdict } from '../../experiment/words/verdict.ts';
import type { KeptRun } from '../../library/keptRun.ts';
import type { Listing } from '../../library/runStorage.ts';
import { nameOfKept, type KeptRuns } from '../../store/keptRuns.ts';
import { actions, keptRuns, useStore } from '../../store/useStore.ts';
import { PairsPicture } from '../panels/PairsPicture.tsx';
import { saveFile } from '../saveFile.ts';

/** As many are made at once; the others when somebody asks for them. */
const FIRST = 24;

const ask = (what: (runs: KeptRuns) => unknown) => void keptRuns().then(what);

export function KeptList({ listing: { runs, unreadable } }: { readonly listing: Listing }) {
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? runs : runs.slice(0, FIRST);
  const left = runs.length - shown.length;
  return (
    <>
      {runs.length > 0 && (
        <ul className="kept-runs" aria-label="Kept runs">
          {shown.map((run) => (
            <KeptRow key={run.id} run={run} />
          ))}
        </ul>
      )}
      {left > 0 && (
        <button type="button" className="plain-button" onClick={() => setIsAll(true)}>
          Show {left} more
        </button>
      )}
      {unreadable.length > 0 && (
        <section aria-label="Runs that cannot be read" className="left-out">
          <h3>Cannot be read: {unreadable.length}</h3>
          <ul>
            {unreadable.map(({ id, name, why }) => (
              <li key={id}>
                <strong translate="no">{name}</strong>: {why}{' '}
                <button type="button" className="plain-button" onClick={() => ask((kept) => kept.remove(id))}>
                  Delete
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const KeptRow = memo(function KeptRow({ run }: { readonly run: KeptRun }) {
  const { id, gain, teacher, arms, epoch, config, data, keptAt } = run;
  const isShown = useStore((state) => state.run.keptAs === id);
  const isCompared = useStore((state) => state.library.compared.some((each) => each.id === id));
  const title = nameOfKept(run);
  return (
    <li className="kept-run" aria-label={title}>
      <input
        type="checkbox"
        aria-label={`Compare ${title}`}
        checked={isCompared}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          ask((runs) => runs.compare(id, checked));
        }}
      />
      <div className="kept-picture">
        {gain && teacher && arms.length > 1 ? (
          <PairsPicture result={{ teacher, arms, gain }} guess={null} />
        ) : (
          <p className="muted small">interrupted at epoch {Number(epoch.toFixed(1))}</p>
        )}
      </div>
      <div className="kept-words">
        <NameField run={run} title={title} />
        <span className="small">{gain ? gainVerdict(gain).headline : 'No verdict: it did not finish.'}</span>
        <span className="muted small">
          {data.name} · {changesOf(config)} ·{' '}
          <time dateTime={new Date(keptAt).toISOString()}>{new Date(keptAt).toLocaleString()}</time>
        </span>
        {isShown && <OnDisplay />}
      </div>
      <div className="row kept-buttons">
        <button
          type="button"
          className="plain-button"
          onClick={() =>
            ask(async (runs) => {
              if (await runs.show(id)) actions.enterRoom('playground');
            })
          }
        >
          Open<span className="unseen"> {title}</span>
        </button>
        <button
          type="button"
          className="plain-button"
          onClick={() =>
            ask(async (runs) => {
              const file = await runs.exportFile(id);
              if (file) saveFile(`distillery-run-${id.slice(0, 8)}.json`, file);
            })
          }
        >
          Export<span className="unseen"> {title}</span>
        </button>
        <button type="button" className="plain-button" onClick={() => ask((runs) => runs.remove(id))}>
          Delete<span className="unseen"> {title}</span>
        </button>
      </div>
    </li>
  );
});

/** An empty name is that of its settings. */
function NameField({ run: { id, name }, title }: { readonly run: KeptRun; readonly title: string }) {
  return (
    <input
      key={name}
      className="kept-name"
      aria-label={`Name of ${title}`}
      placeholder={title}
      defaultValue={name ?? ''}
      maxLength={60}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') event.currentTarget.value = name ?? '';
      }}
      onBlur={({ currentTarget: { value } }) => {
        if (value.trim() !== (name ?? '')) ask((runs) => runs.rename(id, value));
      }}
    />
  );
}

/** Of the run that is on display: what cannot be done with it as long as other digits are in use. */
function OnDisplay() {
  const record = useStore((state) => state.run.record);
  const inUse = useStore((state) => state.data.summary);
  if (!record || !inUse || record.data.id === inUse.id) return <span className="small">on display</span>;
  const { source, name } = record.data;
  return (
    <span className="small" role="note">
      on display. Its digits ({name}) are not in use: Rewind and more seeds need them.{' '}
      {source.data === 'own' ? (
        'Open their files again.'
      ) : (
        <button type="button" className="plain-button" onClick={() => actions.setConfig(source)}>
          Use its digits
        </button>
      )}
    </span>
  );
}

const MOST_CHANGES = 4;

/** In which settings it differs from those with which the page opens. */
function changesOf(config: KeptRun['config']): string {
  const names = differingSettings(config, DEFAULT_CONFIG);
  if (names.length === 0) return 'settings as the page opens';
  const said = names.slice(0, MOST_CHANGES).map((name) => `${SETTINGS[name].label} ${String(config[name])}`);
  return said.join(', ') + (names.length > MOST_CHANGES ? `, ${names.length - MOST_CHANGES} more` : '');
}
