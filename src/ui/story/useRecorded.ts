/** Recorded experiments, loaded when they are first looked at. */
import { useEffect, useState } from 'react';
import type { Recorded } from '../../experiment/recorded.ts';
import { loadRecorded } from '../../library/recordedResults.ts';

/** By the constant that names them, so that what shows them again has them at once. */
const known = new Map<readonly string[], readonly Recorded[]>();

/** @param presets a constant @returns those that were found, in their order; null until all are there */
export function useRecorded(presets: readonly string[]): readonly Recorded[] | null {
  const [recorded, setRecorded] = useState(known.get(presets) ?? null);
  useEffect(() => {
    let isWanted = true;
    Promise.all(presets.map((preset) => loadRecorded(preset).catch(() => null))).then(
      (all) => {
        known.set(
          presets,
          all.filter((each) => each !== null),
        );
        if (isWanted) setRecorded(known.get(presets)!);
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [presets]);
  return recorded;
}
