/** A person's own small set: drawn and labelled here, kept by the browser, trained on, saved as files and opened again. */
import '../styles/ownSet.css';
import { Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { splitOf } from '../../data/drawnDigits.ts';
import { drawnSet, useStore } from '../../store/useStore.ts';
import { Dialog } from '../Dialog.tsx';
import { FilesButton } from '../FilesButton.tsx';
import { ClassNames, NamesOfFiles } from './ClassNames.tsx';
import { DrawnList } from './DrawnList.tsx';
import { DrawSample } from './DrawSample.tsx';
import { SaveDigits } from './SaveDigits.tsx';

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function OwnSetDialog({ isOpen, onClose }: Props) {
  const message = useStore((state) => state.drawn.message);
  const digits = useStore((state) => state.drawn.digits);
  const names = useStore((state) => state.drawn.classNames);
  const numDrawn = digits.length;
  const numHanded = useStore((state) => state.data.numHanded);
  const isReady = useStore((state) => state.engine.status === 'ready');
  const [label, setLabel] = useState(0);
  useEffect(() => void drawnSet.open(), []);
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Your own set" size="auto" closeLabel="Close">
      <div className="own-set">
        <DrawSample label={label} onLabel={setLabel} />
        <div className="own-digits">
          <ClassNames />
          <NamesOfFiles />
          <DrawnList />
        </div>
      </div>
      <p className="own-message" role="status" aria-label="Own set">
        {message ?? (numDrawn === 1 ? '1 digit.' : `${numDrawn} digits.`)}
      </p>
      <Group gap="xs">
        <Button size="xs" disabled={!isReady} onClick={() => drawnSet.trainOn() && onClose()}>
          Train on these
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!isReady || numDrawn === 0}
          onClick={() => drawnSet.useUnlabelled(true)}
        >
          Use as images without labels
        </Button>
        {numHanded > 0 && (
          <Button size="xs" variant="default" onClick={() => drawnSet.useUnlabelled(false)}>
            Take the {numHanded} images without labels away
          </Button>
        )}
        <SaveDigits split={splitOf(digits)} names={names} stem="drawn" />
        <FilesButton disabled={!isReady} onFiles={(files) => void drawnSet.importFiles(files)}>
          Add from files
        </FilesButton>
      </Group>
    </Dialog>
  );
}
