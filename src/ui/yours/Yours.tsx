/** What is said of a person's own digits: loaded when there are any, and left out where a lesson hides it. */
import { Suspense, type ReactNode } from 'react';
import { useStore } from '../../store/useStore.ts';
import { Shown } from '../Shown.tsx';

export function Yours({ children }: { readonly children: ReactNode }) {
  const hasAny = useStore((state) => state.drawn.digits.some(({ asked }) => asked));
  if (!hasAny) return null;
  return (
    <Shown name="yours">
      <Suspense>{children}</Suspense>
    </Shown>
  );
}
