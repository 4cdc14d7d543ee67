/** Opens the sheet of keys and words. */
import { ActionIcon } from '@mantine/core';
import { IconQuestionMark } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { later } from '../later.tsx';
import { helped } from './helped.ts';

const HelpSheet = later(() => import('./HelpSheet.tsx'), 'HelpSheet');

export function HelpButton() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <ActionIcon
        variant="default"
        size="md"
        aria-label="Help"
        aria-keyshortcuts="?"
        {...helped('help')}
        onClick={() => setIsOpen(true)}
      >
        <IconQuestionMark size={16} />
      </ActionIcon>
      {isOpen && (
        <Suspense>
          <HelpSheet onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
