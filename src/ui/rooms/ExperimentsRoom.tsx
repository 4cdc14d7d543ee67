/** Claims and sweeps, tried beside the page's own run. */
import { SweepPanel } from '../experiments/SweepPanel.tsx';
import { PooledPanel } from '../experiments/PooledPanel.tsx';
import { ExperimentsPanel } from '../experiments/ExperimentsPanel.tsx';
import { LibraryPanel } from '../kept/LibraryPanel.tsx';
import { Shown } from '../Shown.tsx';

export function ExperimentsRoom() {
  return (
    <>
      <Shown name="experiments">
        <ExperimentsPanel />
      </Shown>
      <Shown name="sweep">
        <SweepPanel />
      </Shown>
      <Shown name="library">
        <LibraryPanel />
      </Shown>
      <Shown name="pooled">
        <PooledPanel />
      </Shown>
    </>
  );
}
