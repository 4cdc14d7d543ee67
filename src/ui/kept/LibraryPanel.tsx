/** Runs that have ended, kept from visit to visit: found again, compared, taken away and brought back. */
import { Button } from '@mantine/core';
import { Suspense, useEffect, useState } from 'react';
import { bytes, count } from '../../experiment/words/numbers.ts';
import { keptRuns, useStore } from '../../store/useStore.ts';
import type { KeptRuns } from '../../store/keptRuns.ts';
import { toCsv } from '../charts/numbers.ts';
import { FilesButton } from '../FilesButton.tsx';
import { helped } from '../help/helped.ts';
import { later } from '../later.tsx';
import { Panel } from '../panels/Panel.tsx';
import { saveFile } from '../saveFile.ts';
import { KeptList } from './KeptList.tsx';
import { bytesKept, resultsOf } from './keptNumbers.ts';

const ComparedRuns = later(() => import('./ComparedRuns.tsx'), 'ComparedRuns');

const ask = (what: (runs: KeptRuns) => unknown) => void keptRuns().then(what);

export function LibraryPanel() {
  const listing = useStore((state) => state.library.listing);
  const isLasting = useStore((state) => state.library.isLasting);
  const isAnyMarked = useStore((state) => state.library.compared.length > 0);
  useEffect(() => ask((runs) => runs.open()), []);
  const runs = listing?.runs ?? [];
  return (
    <Panel
      title="Library"
      aside={
        <span className="row">
          <FilesButton {...helped('importRuns')} onFiles={(files) => ask((kept) => kept.importFiles(files))}>
            Import runs
          </FilesButton>
          <Button
            size="xs"
            variant="default"
            disabled={runs.length === 0}
            onClick={() =>
              saveFile('distillery-runs.csv', new Blob([toCsv(resultsOf(runs))], { type: 'text/csv' }))
            }
          >
            Save results as CSV
          </Button>
        </span>
      }
    >
      <p className="lede">
        Every run that ends here is kept
        {isLasting ? ' by this browser, on this device' : ' until this tab is closed'}. Open one to have it on
        display as it was; mark up to four to compare them.
      </p>
      <Said />
      {listing && runs.length === 0 && listing.unreadable.length === 0 && (
        <p className="empty">No run is kept yet. Press Train, or import a file.</p>
      )}
      {listing && <KeptList listing={listing} />}
      {runs.length > 0 && (
        <p className="row muted small">
          {count(runs.length)} {runs.length === 1 ? 'run' : 'runs'}, about {bytes(bytesKept(runs))}.
          <DeleteAll numRuns={runs.length} />
        </p>
      )}
      {isAnyMarked && (
        <Suspense>
          <ComparedRuns />
        </Suspense>
      )}
    </Panel>
  );
}

/** What was done or went wrong, and the way back from a deletion. */
function Said() {
  const message = useStore((state) => state.library.message);
  const removed = useStore((state) => state.library.removed);
  return (
    <>
      {message !== null && (
        <p role="alert" className="note">
          {message}
        </p>
      )}
      {removed !== null && (
        <p className="note" role="status" aria-label="Deleted">
          Deleted: {removed}.{' '}
          <Button size="compact-xs" variant="default" onClick={() => ask((runs) => runs.undoRemove())}>
            Undo delete
          </Button>
        </p>
      )}
    </>
  );
}

function DeleteAll({ numRuns }: { readonly numRuns: number }) {
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking)
    return (
      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setIsAsking(true)}>
        Delete all
      </Button>
    );
  return (
    <span className="row" role="group" aria-label="Delete all runs">
      Delete {numRuns === 1 ? 'it' : `all ${count(numRuns)}`} for good?
      <Button
        size="compact-xs"
        color="red"
        onClick={() => {
          setIsAsking(false);
          ask((runs) => runs.clear());
        }}
      >
        Delete for good
      </Button>
      <Button size="compact-xs" variant="default" autoFocus onClick={() => setIsAsking(false)}>
        Keep them
      </Button>
    </span>
  );
}
