/** What the page knows of its library of runs. Changed only in keptRuns.ts. */
import type { RunRecord } from '../experiment/record.ts';
import type { Listing } from '../library/runStorage.ts';

/** More would not be told apart. */
export const MAX_COMPARED = 4;

export interface LibraryState {
  /** Null until it has been read. */
  readonly listing: Listing | null;
  /** In the order in which they were chosen; without what was read of the test digits, and null until that is here. */
  readonly compared: readonly { readonly id: string; readonly record: RunRecord | null }[];
  /** What was deleted last and can be put back. */
  readonly removed: string | null;
  /** What was done, or why something could not be done or kept. */
  readonly message: string | null;
  /** Whether runs outlast this visit. */
  readonly isLasting: boolean;
}

export const EMPTY_LIBRARY: LibraryState = {
  listing: null,
  compared: [],
  removed: null,
  message: null,
  isLasting: true,
};
