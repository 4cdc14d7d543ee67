/** What the page asks for now, under the canvas, and how a person goes on or stops. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { wantedNext } from '../../data/askedDigits.ts';
import { CLASSES } from '../../distillation/shape.ts';
import { withArticle } from '../../experiment/words/numbers.ts';
import { probeImage } from '../../store/probe.ts';
import { drawnSet, useStore } from '../../store/useStore.ts';
import { hasKeysOfItsOwn } from '../keys/pageKeys.ts';

export function Asked() {
  const names = useStore((state) => state.drawn.classNames);
  const message = useStore((state) => state.drawn.message);
  const isEmpty = useStore((state) => probeImage(state) === null);
  const { label, numDrawn } = wantedNext(useStore((state) => state.drawn.digits));
  useKeepOnEnter();
  return (
    <div className="asked">
      <p role="status" aria-label="Asked for">
        Draw <strong>{withArticle(names[label]!)}</strong>{' '}
        <span className="muted small">
          {numDrawn + 1} of {CLASSES.length}
        </span>
      </p>
      <div className="row">
        {/* Not disabled, which would take the focus from whoever works by keyboard. */}
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
        <Button
          size="xs"
          variant="default"
          title="Go on later: nothing is lost"
          onClick={drawnSet.stopAsking}
        >
          Stop
        </Button>
      </div>
      {message !== null && <p className="small asked-message">{message}</p>}
    </div>
  );
}

/** Wherever one is but on a button or in a field: whoever draws has the focus on the room. */
function useKeepOnEnter(): void {
  useEffect(() => {
    const keepOnEnter = ({ key, target }: KeyboardEvent) => {
      const isTaken = hasKeysOfItsOwn(target) || (target as Element).closest('a, button, input') !== null;
      if (key === 'Enter' && !isTaken) void drawnSet.keepAsked();
    };
    window.addEventListener('keydown', keepOnEnter);
    return () => window.removeEventListener('keydown', keepOnEnter);
  }, []);
}
