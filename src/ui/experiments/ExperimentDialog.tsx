/** A claim opened: the picture large, its table, the parts of the claim, source, settings, and how to try it. */
import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { Preset } from '../../experiment/preset.ts';
import { isFreeForExperiments } from '../../store/selectors.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import { NumbersTable } from '../charts/NumbersTable.tsx';
import { Dialog } from '../Dialog.tsx';
import { forgetPlace } from '../rooms/usePlaces.ts';
import { EvidencePicture } from '../evidence/EvidencePicture.tsx';
import { evidenceNumbers } from '../evidence/evidenceNumbers.ts';
import { ExperimentProgress } from './ExperimentProgress.tsx';
import { PartsOfClaim } from './PartsOfClaim.tsx';
import { SettingsOfClaim } from './SettingsOfClaim.tsx';
import type { Claim } from './useClaim.ts';

interface Props {
  readonly preset: Preset;
  readonly claim: Claim;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onRun: () => void;
}

export function ExperimentDialog({ preset, isOpen, onClose, ...opened }: Props) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={preset.title}
      size="min(960px, 100vw)"
      classNames={{ content: 'claim-dialog', title: 'claim-title' }}
      closeLabel={`Close ${preset.title}`}
    >
      <Opened preset={preset} onClose={onClose} {...opened} />
    </Dialog>
  );
}

function Opened({ preset, claim, onClose, onRun }: Omit<Props, 'isOpen'>) {
  const { recorded, here, changed, problem, experiment } = claim;
  const number = preset.sourceNumber.replace(/^none(: )?/, '');
  return (
    <div className="claim-opened">
      <p>{preset.claim}</p>
      <p className="muted small">
        {preset.source}
        {number && `: ${number}`}
      </p>
      {problem !== null && <p role="alert">{problem}</p>}
      <LargePicture preset={preset} claim={claim} />
      <PartsOfClaim recorded={recorded} here={here} />
      <NumbersTable title={preset.title} numbers={evidenceNumbers(preset, claim)} />
      {changed.length > 0 && <p className="small">It was recorded with {changed.join(', ')}.</p>}
      {preset.remark && <p className="small">{preset.remark}</p>}
      <SettingsOfClaim preset={preset} />
      {experiment && <ExperimentProgress experiment={experiment} />}
      <TryIt preset={preset} onClose={onClose} onRun={onRun} />
    </div>
  );
}

const HEIGHT = 280;

function LargePicture({ preset, claim: { recorded, here } }: Pick<Props, 'preset' | 'claim'>) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  if (!recorded && !here) return <p className="empty">Nothing is measured of it yet. Run it here.</p>;
  return (
    <ChartFrame
      title={`Evidence: ${preset.title}`}
      fileName={`distillery-${preset.name}`}
      numbers={() => evidenceNumbers(preset, { recorded, here })}
      isTable // it stands below
    >
      <div ref={ref}>
        {width > 0 && (
          <EvidencePicture preset={preset} recorded={recorded} here={here} size={{ width, height: HEIGHT }} />
        )}
      </div>
    </ChartFrame>
  );
}

function TryIt({ preset, onClose, onRun }: Pick<Props, 'preset' | 'onClose' | 'onRun'>) {
  const isFree = useStore(isFreeForExperiments);
  return (
    <>
      <div className="row">
        <Button
          size="xs"
          variant="default"
          disabled={!isFree}
          aria-label={`Run ${preset.title}`}
          onClick={onRun}
        >
          Run it here
        </Button>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          aria-label={`Watch ${preset.title}`}
          onClick={() => {
            onClose();
            actions.watchPreset(preset.name);
            forgetPlace('playground'); // its first screen shows the run
            actions.enterRoom('playground');
          }}
        >
          Watch it
        </Button>
        <DataNote preset={preset} />
        <span className="muted small">estimated {preset.minutes} min with 3 seeds on MNIST</span>
      </div>
      <p className="muted small">
        On the command line: <code translate="no">npm run experiment -- {preset.name}</code>
      </p>
    </>
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
