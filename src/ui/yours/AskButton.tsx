/** Lets the page ask for ten digits, or go on where a person stopped. */
import { Button } from '@mantine/core';
import { countedDigits, wantedNext } from '../../data/askedDigits.ts';
import { CLASSES } from '../../distillation/shape.ts';
import type { DrawnDigit } from '../../data/drawnDigits.ts';
import { drawnSet, useStore } from '../../store/useStore.ts';
import { helped } from '../help/helped.ts';

export function AskButton() {
  const digits = useStore((state) => state.drawn.digits);
  return (
    <Button
      size="xs"
      variant="default"
      className="ask-button"
      {...helped('askedDigits')}
      onClick={() => void drawnSet.ask()}
    >
      {labelFor(digits)}
    </Button>
  );
}

function labelFor(digits: readonly DrawnDigit[]): string {
  const { numDrawn } = wantedNext(digits);
  if (numDrawn > 0) return `Go on: ${numDrawn} of ${CLASSES.length} drawn`;
  return countedDigits(digits).length > 0 ? 'Draw ten more' : 'Draw ten of your own';
}
