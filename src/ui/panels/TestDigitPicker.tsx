/** Shows other test digits: of a class, any, those the teacher finds hardest, those the students read differently. */
import { UnstyledButton } from '@mantine/core';
import { NUM_CLASSES } from '../../data/digitSet.ts';
import type { PickKind } from '../../store/actions.ts';
import { classNames } from '../../store/selectors.ts';
import { useStore } from '../../store/useStore.ts';

const KINDS: readonly { readonly kind: PickKind; readonly label: string }[] = [
  { kind: 'random', label: 'Random' },
  { kind: 'hardest', label: 'Hardest' },
  { kind: 'disputed', label: 'Disputed' },
];

const TITLES: Readonly<Record<PickKind, string>> = {
  random: 'Any test digit',
  hardest: 'Digits that the teacher finds hardest, once it is trained',
  disputed: 'Digits that the students read differently, after a finished run',
};

interface Props {
  readonly onPick: (label: number) => void;
  readonly onPickBy: (kind: PickKind) => void;
}

export function TestDigitPicker({ onPick, onPickBy }: Props) {
  const isReady = useStore((state) => state.data.status === 'ready');
  const hasTeacher = useStore((state) => state.run.readings !== null);
  const hasStudents = useStore((state) => Boolean(state.run.readings?.students));
  const names = useStore(classNames);
  const isThere = (kind: PickKind) =>
    isReady && (kind === 'random' || (kind === 'hardest' ? hasTeacher : hasStudents));
  return (
    <>
      <div className="digit-picker" role="group" aria-label="Show a test digit">
        {Array.from({ length: NUM_CLASSES }, (_, label) => (
          <UnstyledButton
            key={label}
            className="digit-button"
            aria-label={`Show a test ${names[label]}`}
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
            title={TITLES[kind]}
            onClick={() => onPickBy(kind)}
          >
            {label}
          </UnstyledButton>
        ))}
      </div>
    </>
  );
}
