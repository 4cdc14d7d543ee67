/** What is known of a claim: what was recorded of it, and what this page has measured. */
import { useEffect, useMemo, useState } from 'react';
import { messageOf } from '../../experiment/messageOf.ts';
import type { Preset } from '../../experiment/preset.ts';
import { changedSince, recordOf, type Recorded } from '../../experiment/recorded.ts';
import { loadRecorded } from '../../library/recordedResults.ts';
import type { ExperimentState } from '../../store/state.ts';
import { useStore } from '../../store/useStore.ts';

export interface Claim {
  readonly recorded: Recorded | null;
  readonly here: Recorded | null;
  /** In which settings the preset is another by now. */
  readonly changed: readonly string[];
  /** Why what was recorded or measured cannot be shown. */
  readonly problem: string | null;
  readonly experiment: ExperimentState | undefined;
}

export function useClaim(preset: Preset): Claim {
  const [loaded, setLoaded] = useState<{
    readonly recorded: Recorded | null;
    readonly problem: string | null;
  }>(NOTHING);
  useEffect(() => {
    let isWanted = true;
    loadRecorded(preset.name)
      .then((recorded) => isWanted && setLoaded({ recorded, problem: null }))
      .catch((error: unknown) => isWanted && setLoaded({ recorded: null, problem: messageOf(error) }));
    return () => {
      isWanted = false;
    };
  }, [preset]);
  const experiment = useStore((state) => state.experiments[preset.name]);
  const result = experiment?.result ?? null;
  const { here, unread } = useMemo(() => {
    if (!result || result.variants.length === 0) return { here: null, unread: null };
    try {
      return { here: recordOf(result), unread: null };
    } catch (error) {
      return { here: null, unread: `What was measured here cannot be shown: ${messageOf(error)}` };
    }
  }, [result]);
  const { recorded } = loaded;
  const changed = useMemo(() => (recorded ? changedSince(recorded, preset) : []), [recorded, preset]);
  return { recorded, here, changed, problem: unread ?? loaded.problem, experiment };
}

const NOTHING = { recorded: null, problem: null };
