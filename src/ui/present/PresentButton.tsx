/** Shows one figure at a time, large, for a projector. What does so is loaded when it is first wanted. */
import { ActionIcon } from '@mantine/core';
import { IconPresentation } from '@tabler/icons-react';
import { Suspense, useRef, useState } from 'react';
import { helped } from '../help/helped.ts';
import { later } from '../later.tsx';

const Presenter = later(() => import('./Presenter.tsx'), 'Presenter');

export function PresentButton() {
  const [isOn, setIsOn] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <ActionIcon
        ref={button}
        variant="default"
        size="md"
        aria-label="Present"
        aria-keyshortcuts="f"
        aria-pressed={isOn}
        {...helped('present')}
        onClick={() => setIsOn(!isOn)}
      >
        <IconPresentation size={16} />
      </ActionIcon>
      {isOn && (
        <Suspense>
          <Presenter
            onClose={() => {
              setIsOn(false);
              setTimeout(() => button.current?.focus()); // it is hidden until then
            }}
          />
        </Suspense>
      )}
    </>
  );
}
