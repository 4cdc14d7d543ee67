/** The button that opens the dialog of the drawn set; the dialog itself is loaded when it is first wanted. */
import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { helped } from '../help/helped.ts';
import { later } from '../later.tsx';

const OwnSetDialog = later(() => import('./OwnSetDialog.tsx'), 'OwnSetDialog');

export function OwnSet() {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const open = () => {
    setIsOpen(true);
    setWasOpened(true);
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={open} {...helped('drawSet')}>
        Draw a set
      </Button>
      {wasOpened && (
        <Suspense>
          <OwnSetDialog isOpen={isOpen} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
