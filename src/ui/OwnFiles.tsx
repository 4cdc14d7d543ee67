/** A person's own digits: files opened by the button, or dropped anywhere on the page; and a set drawn here. */
import { useEffect } from 'react';
import { actions, keptRuns, useStore } from '../store/useStore.ts';
import { droppedFiles, holdsFiles } from './droppedFiles.ts';
import { helped } from './help/helped.ts';
import { FilesButton } from './FilesButton.tsx';
import { OwnSet } from './own/OwnSet.tsx';

/** Runs are JSON, digits are not. */
const isRun = ({ name }: { readonly name: string }) => name.toLowerCase().endsWith('.json');

function takeDropped(found: ReturnType<typeof droppedFiles>): void {
  const runs = found.then((files) => (files.length > 0 && files.every(isRun) ? files : null));
  runs.then(
    (files) => {
      if (files) void keptRuns().then((kept) => kept.importFiles(files));
      else void actions.openFiles(found);
    },
    () => void actions.openFiles(found), // which says what could not be read
  );
}

export function OwnFiles() {
  const isReady = useStore((state) => state.engine.status === 'ready');
  useEffect(() => {
    const allow = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const take = (event: DragEvent) => {
      if (!event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault(); // or the browser would show the file in place of the page
      takeDropped(droppedFiles(event.dataTransfer));
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
      <FilesButton
        disabled={!isReady}
        onFiles={(files) => void actions.openFiles(files)}
        {...helped('files')}
      >
        Open files
      </FilesButton>
      <OwnSet />
    </>
  );
}
