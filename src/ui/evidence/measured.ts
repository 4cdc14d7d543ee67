/** Numbers and where they were measured. */
import type { NetworkName } from '../../experiment/arms.ts';
import type { Recorded } from '../../experiment/recorded.ts';
import type { Estimate } from './quantity.ts';

/** Where a number was measured: by the claim's source, by the command line, on this page. */
export type Origin = 'source' | 'recorded' | 'here';

/** As much of an experiment's results as a picture asks for. */
export type Results = Pick<Recorded, 'variants'> & { readonly data: Pick<Recorded['data'], 'test'> };

/** Either may be missing: not recorded yet, not tried here. */
export interface Measured {
  readonly recorded: Results | null;
  readonly here: Results | null;
}

export interface Mark {
  readonly origin: Exclude<Origin, 'source'>;
  /** Whose number it is; null for a gain, which is of two. */
  readonly network: NetworkName | null;
  /** Null where there is none: `said` says why. */
  readonly estimate: Estimate | null;
  /** The number, or a few words in its place. */
  readonly said: string;
}
