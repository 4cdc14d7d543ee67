/** A person's own digits: files opened by the button, or dropped anywhere on the page; and a set drawn here. */
import { Button, FileButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { OwnSet } from './own/OwnSet.tsx';
import { actions, useStore } from '../store/useStore.ts';

export function OwnFiles() {
  const isReady = useStore((state) => state.engine.status === 'ready');
  const reset = useRef<() => void>(null); // or the same file, mended, could not be opened again
  useEffect(() => {
    const allow = (event: DragEvent) => event.preventDefault();
    const take = (event: DragEvent) => {
      event.preventDefault(); // or the browser would show the file in place of the page
      void actions.openFiles([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', take);
    return () => {
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', take);
    };
  }, []);
  return (
    <>
      <FileButton
        multiple
        resetRef={reset}
        onChange={(files) => {
          void actions.openFiles(files);
          reset.current?.();
        }}
      >
        {(props) => (
          <Button
            {...props}
            size="xs"
            variant="default"
            disabled={!isReady}
            title="IDX files of 28×28 images and labels (.gz or not), or CSV lines of label and 784 pixels. Dropping them on the page works too."
          >
            Open files
          </Button>
        )}
      </FileButton>
      <OwnSet />
    </>
  );
}
