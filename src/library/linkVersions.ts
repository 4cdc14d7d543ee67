/** What links of older versions of the page mean: each says only what differed from the defaults of its time. */
import type { Config } from '../experiment/config.ts';

/**
 * The defaults of each version that the next one changed, version 1 first. Whoever changes a default adds its old value in a
 * new entry here: links that were given away go on to mean the same run. Links without a version are of the first.
 */
const CHANGED_LATER: readonly Partial<Config>[] = [];

export const versionOf = (changedLater: readonly Partial<Config>[]) => changedLater.length + 1;
export const LINK_VERSION = versionOf(CHANGED_LATER);

/** Where the defaults of a version differ from those of now. @param version 1 … LINK_VERSION */
export function defaultsOf(version: number, changedLater = CHANGED_LATER): Partial<Config> {
  return Object.assign({}, ...changedLater.slice(version - 1).reverse()) as Partial<Config>; // the nearest to it has the last word
}
