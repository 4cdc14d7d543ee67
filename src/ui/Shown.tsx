/** Leaves out what the lesson in the address hides. */
import type { ReactNode } from 'react';
import type { LessonControl } from '../library/lesson.ts';
import { useStore } from '../store/useStore.ts';

export function Shown({ name, children }: { readonly name: LessonControl; readonly children: ReactNode }) {
  const isHidden = useStore((state) => state.hidden.has(name));
  return isHidden ? null : children;
}
