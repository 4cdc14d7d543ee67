/** Parts of a page that are put on the screen one after the other, so that no single one of them holds it up for long. */
import { startTransition, useEffect, useState } from 'react';

/** @param onMounted told how many parts stand, after each commit @returns how many of numParts may stand: 1, then one more each time */
export function useStagedMount(numParts: number, onMounted: (numMounted: number) => void): number {
  const [numMounted, setNumMounted] = useState(1);
  useEffect(() => {
    onMounted(numMounted);
    if (numMounted < numParts) startTransition(() => setNumMounted(numMounted + 1));
  }, [numMounted, numParts, onMounted]);
  return numMounted;
}
