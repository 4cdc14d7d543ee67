/** Whether somebody has come near a part of the page: what lies below need not be made before. */
import { startTransition, useEffect, useRef, useState, type RefObject } from 'react';

import { flushSync } from 'react-dom';
import { idle } from './idle.ts';
import { onPrint } from './printing.ts';

/** Without anybody scrolling it is made all the same after this time, when the page has nothing else to do. */
const AT_LEISURE_MS = 8_000;

/** @param ahead pixels of scrolling ahead; below 0, pixels that must be in sight @returns a ref for the part, and whether it was near once */
export function useNear<Element extends HTMLElement>(ahead: number): [RefObject<Element | null>, boolean] {
  const part = useRef<Element>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    if (isNear) return;
    const come = () => startTransition(() => setIsNear(true)); // in slices, so that nothing waits for it
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && come(), {
      rootMargin: `${ahead}px 0px`,
    });
    if (part.current) observer.observe(part.current);
    const timer = setTimeout(() => inTurn(come), AT_LEISURE_MS);
    const stopListening = onPrint(() => flushSync(() => setIsNear(true))); // paper waits for nobody
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      stopListening();
    };
  }, [isNear, ahead]);
  return [part, isNear];
}

/** One part after the other, each when the page is idle: all at once would be felt. */
function inTurn(make: () => void): void {
  lastTurn = lastTurn.then(idle).then(make);
}
let lastTurn = Promise.resolve();
