/** Opens a person's own network as teacher: its file is read, asked by digits what it leaves open, and measured. Loaded when it is first wanted. */
import { Button, Group, Loader } from '@mantine/core';
import { useRef, useState } from 'react';
import { messageOf } from '../../experiment/messageOf.ts';
import type { BroughtTeacher, Wish } from '../../library/models/bringTeacher.ts';
import { actions, page, useStore } from '../../store/useStore.ts';
import { Dialog } from '../Dialog.tsx';
import { FilesButton } from '../FilesButton.tsx';
import { BroughtReport } from './BroughtReport.tsx';

type Asked = { readonly reading: readonly string[] } | { readonly refused: string } | null;

const AS_FOUND: Wish = { reading: null, outputs: null };

export function BringTeacher({ onClose }: { readonly onClose: () => void }) {
  const isReady = useStore(({ engine, data }) => engine.status === 'ready' && data.summary !== null);
  const [brought, setBrought] = useState<BroughtTeacher | null>(page.store.getState().brought);
  const [asked, setAsked] = useState<Asked>(null);
  /** Those that were read; of a teacher that was brought before the dialog opened they are gone. */
  const [files, setFiles] = useState<readonly File[] | null>(null);
  const newest = useRef(0);

  async function read(given: readonly File[], wish: Wish) {
    const own = ++newest.current;
    setAsked({ reading: given.map(({ name }) => name) });
    try {
      const found = await actions.readTeacher(given, wish);
      if (own !== newest.current) return;
      setFiles(given);
      setBrought(found);
      setAsked(null);
    } catch (error) {
      if (own === newest.current) setAsked({ refused: messageOf(error) });
    }
  }
  const use = (teacher: BroughtTeacher) => {
    actions.useTeacher(teacher);
    onClose();
  };
  const isReading = asked !== null && 'reading' in asked;
  return (
    <Dialog onClose={onClose} size="lg" title="Bring a teacher" closeLabel="Close the teachers">
      <p className="small">
        An ONNX file, or a TensorFlow.js layers model (model.json with its weights, or a zip of them): dense
        layers and convolutions with ReLU, 28 × 28 or 784 inputs, ten outputs. It stays in this page.
      </p>
      <Group my="sm">
        <FilesButton disabled={!isReady} onFiles={(given) => void read(given, AS_FOUND)}>
          Open a network
        </FilesButton>
        {isReading && (
          <span role="status" aria-label="Network" className="small">
            <Loader size={12} mr={6} />
            Reading {asked.reading.slice(0, 3).join(', ')}, and asking it by digits …
          </span>
        )}
      </Group>
      {asked && 'refused' in asked && (
        <p className="small brought-refusal" role="alert">
          {asked.refused} {brought ? `What was read of ${brought.teacher.id} stays.` : ''}
        </p>
      )}
      {brought && (
        <>
          <BroughtReport
            brought={brought}
            onWish={files && !isReading ? (wish) => void read(files, wish) : null}
          />
          <p className="small muted brought-note">
            A link does not carry it: send its file along. A run keeps it with its weights, once it has begun.
          </p>
          <Group>
            <Button
              size="xs"
              disabled={isReading}
              onClick={() => {
                use(brought);
                actions.trainAnew();
              }}
            >
              Train with it
            </Button>
            <Button size="xs" variant="default" disabled={isReading} onClick={() => use(brought)}>
              Use it for the next run
            </Button>
          </Group>
        </>
      )}
    </Dialog>
  );
}
