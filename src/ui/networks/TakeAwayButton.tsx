/** Opens the dialog with the networks of the run on display. */
import { ActionIcon } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useStore } from '../../store/useStore.ts';
import { helped } from '../help/helped.ts';
import { later } from '../later.tsx';

const TakeAwayDialog = later(() => import('./TakeAwayDialog.tsx'), 'TakeAwayDialog');

export function TakeAwayButton() {
  const hasWeights = useStore((state) => state.run.record?.weights.teacher !== undefined);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <ActionIcon
        variant="subtle"
        size="sm"
        color="gray"
        aria-label="Take a network away"
        {...helped('takeAway')}
        disabled={!hasWeights}
        onClick={() => setIsOpen(true)}
      >
        <IconPackageExport size={16} />
      </ActionIcon>
      {isOpen && (
        <Suspense>
          <TakeAwayDialog onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
