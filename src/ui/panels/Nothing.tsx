/** In the place of a view that has nothing to show: not yet, or not at all, where a result alone was imported. */
import type { ReactNode } from 'react';
import { useStore } from '../../store/useStore.ts';

/** @param className "empty" if left out */
export function Nothing({
  className = 'empty',
  children,
}: {
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const isResultAlone = useStore(({ run }) => run.record?.result != null && run.record.readings === null);
  return (
    <p className={className}>
      {isResultAlone ? 'Not in the record of this run: it holds its results alone.' : children}
    </p>
  );
}
