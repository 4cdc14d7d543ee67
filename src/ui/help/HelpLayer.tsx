/** Shows what a control is to whoever points at it, focuses it or holds it. What it shows is loaded then. */
import { Suspense } from 'react';
import { later, Nothing } from '../later.tsx';
import { useHelpTarget } from './useHelpTarget.ts';

const HelpCard = later(() => import('./HelpCard.tsx'), 'HelpCard', { instead: Nothing });

export function HelpLayer() {
  const target = useHelpTarget();
  return target && <Suspense>{<HelpCard {...target} />}</Suspense>;
}
