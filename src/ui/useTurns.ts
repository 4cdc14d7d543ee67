/** Parts of a page that are put on the screen one after the other, so that no single one of them holds it up for long. */
import { startTransition, useEffect, useState } from 'react';

/** @param onTurn told how many parts stand, after each commit @returns how many of numParts may stand: 1, then one more each time */
export function useTurns(numParts: number, onTurn: (numStanding: number) => void): number {
  const [numStanding, setNumStanding] = useState(1);
  useEffect(() => {
    onTurn(numStanding);
    if (numStanding < numParts) startTransition(() => setNumStanding(numStanding + 1));
  }, [numStanding, numParts, onTurn]);
  return numStanding;
}
