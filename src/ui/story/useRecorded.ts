/** Recorded experiments, loaded when they are first looked at. */
import { useEffect, useState } from 'react';
import type { Recorded } from '../../experiment/recorded.ts';
import { loadRecorded } from '../../library/recordedResults.ts';

/** @param presets a constant @returns those that were found, in their order; null until all are there */
export function useRecorded(presets: readonly string[]): readonly Recorded[] | null {
  const [recorded, setRecorded] = useState<readonly Recorded[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    Promise.all(presets.map((preset) => loadRecorded(preset).catch(() => null))).then(
      (all) => isWanted && setRecorded(all.filter((each) => each !== null)),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [presets]);
  return recorded;
}
