/** A button that lets a person choose files. */
import { Button, FileButton, type ButtonProps } from '@mantine/core';
import { useRef } from 'react';

interface Props extends ButtonProps {
  readonly onFiles: (files: File[]) => void;
}

export function FilesButton({ onFiles, ...button }: Props) {
  const reset = useRef<() => void>(null); // or the same file, mended, could not be opened again
  return (
    <FileButton
      multiple
      resetRef={reset}
      onChange={(files) => {
        if (files.length > 0) onFiles(files); // none were chosen, then: no wish
        reset.current?.();
      }}
    >
      {(props) => <Button size="xs" variant="default" {...props} {...button} />}
    </FileButton>
  );
}
