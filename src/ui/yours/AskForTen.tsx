/** Ten digits of a person's own: what the page asks for now, or the way to be asked. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { wantedNext } from '../../data/askedDigits.ts';
import { CLASSES } from '../../distillation/shape.ts';
import { withArticle } from '../../experiment/words/numbers.ts';
import { drawnSet, useStore } from '../../store/useStore.ts';
import { AskButton } from './AskButton.tsx';

/** Under the canvas. */
export function AskForTen() {
  const isAsking = useStore((state) => state.drawn.isAsking);
  const names = useStore((state) => state.drawn.classNames);
  const message = useStore((state) => state.drawn.message);
  const { label, numDrawn } = wantedNext(useStore((state) => state.drawn.digits));
  if (!isAsking) return <AskButton />;
  return (
    <div className="asked">
      <p role="status" aria-label="Asked for">
        Draw <strong>{withArticle(names[label]!)}</strong>{' '}
        <span className="muted small">
          {numDrawn + 1} of {CLASSES.length}
        </span>
      </p>
      <Button size="xs" variant="default" title="Go on later: nothing is lost" onClick={drawnSet.stopAsking}>
        Stop
      </Button>
      {message !== null && <p className="small asked-message">{message}</p>}
    </div>
  );
}

/** Beside Clear and Undo; Enter does the same, wherever one is but on a button or in a field. */
export function KeepAsked({ isEmpty }: { readonly isEmpty: boolean }) {
  useEffect(() => {
    const keepOnEnter = ({ key, target }: KeyboardEvent) => {
      if (key === 'Enter' && target === document.body) void drawnSet.keepAsked();
    };
    window.addEventListener('keydown', keepOnEnter);
    return () => window.removeEventListener('keydown', keepOnEnter);
  }, []);
  return (
    // Not disabled, which would take the focus from whoever works by keyboard.
    <Button
      size="xs"
      className="keep-asked"
      {...(isEmpty && { 'data-disabled': true })}
      aria-disabled={isEmpty}
      title="Keeps this one and asks for the next (Enter)"
      onClick={() => void drawnSet.keepAsked()}
    >
      Next
    </Button>
  );
}
