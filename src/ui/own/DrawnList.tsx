/** The digits of the set, newest first, each of which can be deleted. */
import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { drawnSet, useStore } from '../../store/useStore.ts';
import { DigitPreview } from '../drawing/DigitPreview.tsx';

/** Thumbnails added at a time. */
const PAGE = 60;

export function DrawnList() {
  const digits = useStore((state) => state.drawn.digits);
  const names = useStore((state) => state.drawn.classNames);
  const [numShown, setNumShown] = useState(PAGE);
  const shown = digits.slice(-numShown).reverse();
  if (digits.length === 0)
    return <p className="muted">Nothing drawn yet. Thirty digits are enough to train on.</p>;
  return (
    <>
      <ul className="own-list" aria-label="Drawn digits">
        {shown.map(({ id, label, image, asked }) => (
          <li key={id}>
            <DigitPreview image={image} label={`Drawn ${names[label]}`} className="preview" />
            <span
              className="own-name"
              title={asked ? 'Drawn when asked: tested on, never trained on' : undefined}
            >
              {names[label]}
              {asked && <span className="muted"> asked</span>}
            </span>
            <CloseButton
              size="xs"
              aria-label={`Delete this ${names[label]}`}
              onClick={() => void drawnSet.remove([id])}
            />
          </li>
        ))}
      </ul>
      {shown.length < digits.length && (
        <Button size="compact-xs" variant="default" onClick={() => setNumShown(numShown + PAGE)}>
          Show {Math.min(PAGE, digits.length - shown.length)} more
        </Button>
      )}
    </>
  );
}
