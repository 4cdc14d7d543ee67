/** One button per digit: shows another test digit of that class. */
import { UnstyledButton } from '@mantine/core';
import { NUM_CLASSES } from '../../data/digitSet.ts';
import { useStore } from '../../store/useStore.ts';

export function TestDigitPicker({ onPick }: { readonly onPick: (label: number) => void }) {
  const isReady = useStore((state) => state.data.status === 'ready');
  return (
    <div className="digit-picker" role="group" aria-label="Show a test digit">
      {Array.from({ length: NUM_CLASSES }, (_, label) => (
        <UnstyledButton
          key={label}
          className="digit-button"
          aria-label={`Show a test ${label}`}
          disabled={!isReady}
          onClick={() => onPick(label)}
        >
          {label}
        </UnstyledButton>
      ))}
    </div>
  );
}
