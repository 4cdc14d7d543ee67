/** The top bar: what is trained on, what it is trained with, light or dark. */
import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconShare, IconSun } from '@tabler/icons-react';
import { Suspense } from 'react';
import { SLOPPINESS } from '../experiment/config.ts';
import type { EngineState } from '../store/state.ts';
import { actions, useStore } from '../store/useStore.ts';
import { ExperimentPicker } from './ExperimentPicker.tsx';
import { count } from '../experiment/words/numbers.ts';
import { HelpButton } from './help/HelpButton.tsx';
import { helped } from './help/helped.ts';
import { OwnFiles } from './OwnFiles.tsx';
import { PresentButton } from './present/PresentButton.tsx';
import { later } from './later.tsx';
import { RoomLinks } from './rooms/RoomLinks.tsx';
import { Select } from './Select.tsx';
import { Shown } from './Shown.tsx';
import { useLasting } from './useLasting.ts';

const Share = later(() => import('./share/Share.tsx'), 'Share', { instead: ShareToCome });

/** What can be trained on; the hands of the embedded digits from calm to hard. */
const DIGITS = [
  { value: 'mid', label: 'Embedded digits' },
  { value: 'calm', label: 'Embedded, calm hand' },
  { value: 'default', label: 'Embedded, hasty hand' },
  { value: 'hard', label: 'Embedded, sloppy hand' },
  { value: 'mnist', label: 'MNIST' },
] as const;

export function Header() {
  const chosen = useStore(({ config }) => (config.data === 'embedded' ? config.sloppiness : config.data));
  return (
    <header className="top-bar">
      <h1 translate="no">Distillery</h1>
      <RoomLinks />
      <Shown name="experiment">
        <ExperimentPicker />
      </Shown>
      <Shown name="digits">
        <Select
          size="xs"
          className="digits-picker"
          aria-label="Digits"
          {...helped('data')}
          data={chosen === 'own' ? [...DIGITS, { value: 'own', label: 'Own digits' }] : DIGITS}
          value={chosen}
          allowDeselect={false}
          onChange={(value) => {
            const sloppiness = SLOPPINESS.find((known) => known === value);
            if (value === 'own') return;
            actions.setConfig(sloppiness ? { data: 'embedded', sloppiness } : { data: 'mnist' });
          }}
        />
      </Shown>
      <Shown name="files">
        <OwnFiles />
      </Shown>
      <div className="statuses">
        <DataStatus />
        <BackendStatus />
      </div>
      <Shown name="share">
        <Suspense fallback={<ShareToCome />}>
          <Share />
        </Suspense>
      </Shown>
      <PresentButton />
      <ColourSchemeButton />
      <HelpButton />
    </header>
  );
}

/** As large as the button itself. @param onAgain where it could not be loaded */
function ShareToCome({ onAgain }: { readonly onAgain?: () => void }) {
  return (
    <Button
      size="xs"
      variant="default"
      disabled={!onAgain}
      leftSection={<IconShare size={14} aria-hidden="true" />}
      title={onAgain && 'It could not be loaded: press to try again. The address of this page is a link too.'}
      onClick={onAgain}
    >
      Share
    </Button>
  );
}

function DataStatus() {
  const { summary, loading } = useStore((state) => state.data);
  const isStarting = useStore((state) => state.engine.status === 'loading');
  const hasOther = useStore(({ data, config }) => data.summary !== null || config.data !== 'embedded');
  const isLong = useLasting(loading?.load ?? null);
  const progress = loading?.progress;
  const size = summary
    ? `${summary.name}: ${count(summary.numTrain)} + ${count(summary.numTest)}`
    : 'no digits';
  const coming = progress
    ? `${progress.what} ${Math.floor((100 * progress.done) / progress.total)} %`
    : 'Loading digits';
  return (
    <>
      <span
        role="status"
        aria-live={loading ? 'off' : 'polite'}
        aria-label="Data"
        className="muted"
        title={summary?.provenance}
      >
        {isLong || (!summary && (loading || isStarting)) ? coming : size}
      </span>
      {loading && hasOther && (
        <Button size="compact-xs" variant="default" onClick={() => void actions.cancelLoading()}>
          Cancel
        </Button>
      )}
    </>
  );
}

function BackendStatus() {
  const engine = useStore((state) => state.engine);
  // A run may have taken the other of two backends.
  const ofRun = useStore(({ run }) => (run.more ?? run.record)?.backend ?? null);
  const notes = engine.status === 'ready' ? engine.backend.notes : [];
  return (
    <span role="status" aria-label="Backend" className="muted backend" title={notes.join(' · ')}>
      {backendText(engine, ofRun)}
    </span>
  );
}

/** Says what trains, and that no graphics card does where that is so; the title tells why. */
function backendText(engine: EngineState, ofRun: string | null): string {
  if (engine.status === 'loading') return 'starting';
  if (engine.status === 'failed') return 'no engine';
  const isWithoutWebgl = engine.backend.notes.some((note) => note.startsWith('webgl:'));
  const label = ofRun ?? engine.backend.label;
  return isWithoutWebgl ? `${label}, without WebGL` : label;
}

function ColourSchemeButton() {
  // To hold transitions Mantine writes markup, which the browser refuses this page (trustedTypes.ts).
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'light' ? 'dark' : 'light';
  return (
    <ActionIcon
      variant="default"
      size="md"
      aria-label={`Change to ${other}`}
      {...helped('colourScheme')}
      onClick={() => setColorScheme(other)}
    >
      {scheme === 'light' ? <IconMoon size={16} /> : <IconSun size={16} />}
    </ActionIcon>
  );
}
