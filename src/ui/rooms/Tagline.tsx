/** What there is to see and do, in one sentence, until somebody closes it for good. */
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { isRemembered, remember } from '../../library/remembered.ts';

const CLOSED = 'tagline-closed';

export function Tagline() {
  const [isClosed, setIsClosed] = useState(() => isRemembered(CLOSED));
  if (isClosed) return null;
  const close = () => {
    remember(CLOSED);
    setIsClosed(true);
  };
  return (
    <p className="tagline">
      <span>
        A large network teaches a small one. Draw a digit, slide the temperature, watch which student wins.
      </span>
      <ActionIcon variant="subtle" size="sm" color="gray" aria-label="Close this sentence" onClick={close}>
        <IconX size={14} />
      </ActionIcon>
    </p>
  );
}
