/** Shows other test digits: of a class, any, those the teacher finds hardest, those the students read differently. */
import { UnstyledButton } from '@mantine/core';
import { NUM_CLASSES } from '../../data/digitSet.ts';
import type { PickKind } from '../../store/state.ts';
import { useStore } from '../../store/useStore.ts';

const KINDS: readonly { readonly kind: PickKind; readonly label: string }[] = [
  { kind: 'random', label: 'Random' },
  { kind: 'hardest', label: 'Hardest' },
  { kind: 'disputed', label: 'Disputed' },
];

interface Props {
  readonly onPick: (label: number) => void;
  readonly onPickBy: (kind: PickKind) => void;
}

export function TestDigitPicker({ onPick, onPickBy }: Props) {
  const isReady = useStore((state) => state.data.status === 'ready');
  const showcase = useStore((state) => state.run.showcase);
  const isThere = (kind: PickKind) => isReady && (kind === 'random' || (showcase?.[kind].length ?? 0) > 0);
  return (
    <>
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
      <div className="kind-picker" role="group" aria-label="Show a test digit of a kind">
        {KINDS.map(({ kind, label }) => (
          <UnstyledButton
            key={kind}
            className="digit-button"
            disabled={!isThere(kind)}
            title={isThere(kind) || kind === 'random' ? undefined : 'After a finished run'}
            onClick={() => onPickBy(kind)}
          >
            {label}
          </UnstyledButton>
        ))}
      </div>
    </>
  );
}
