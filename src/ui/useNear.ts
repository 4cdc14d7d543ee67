/** Whether somebody has come near a part of the page: what lies far below need not be loaded before. */
import { useEffect, useRef, useState, type RefObject } from 'react';

/** Pixels of scrolling ahead. */
const AHEAD = '800px';

/** @returns a ref for the part, and whether it was near once */
export function useNear<Element extends HTMLElement>(): [RefObject<Element | null>, boolean] {
  const part = useRef<Element>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setIsNear(true);
      },
      { rootMargin: AHEAD },
    );
    if (part.current && !isNear) observer.observe(part.current);
    return () => observer.disconnect();
  }, [isNear]);
  return [part, isNear];
}
