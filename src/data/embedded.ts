/** The embedded digits: what the page and the command line train on when nothing else was asked for. */
import type { DigitSet } from './digitSet.ts';
import type { Config, Sloppiness } from '../experiment/config.ts';
import { penmanship, unlabelledWriter, type PenmanshipOptions } from './penmanship/penmanship.ts';

/** The seed is fixed, so that everybody has the same digits. */
const EMBEDDED = { seed: 1, numTrain: 10_000, numTest: 2_000 } as const;

export async function embeddedDigits(
  sloppiness: Sloppiness,
  options: Pick<PenmanshipOptions, 'onProgress' | 'onTest' | 'signal'> = {},
): Promise<DigitSet> {
  return withEndlessImages(await penmanship({ ...EMBEDDED, sloppiness, ...options }), sloppiness);
}

/** The same set with what writes more images in the same hand. */
export function withEndlessImages(set: DigitSet, sloppiness: Sloppiness): DigitSet {
  return { ...set, writeUnlabelled: unlabelledWriter(EMBEDDED.seed, sloppiness) };
}

/** The digits of each run of an experiment that sweeps the hand: written when one asks for another hand than the last. */
export function digitsByHand(set: DigitSet): (config: Pick<Config, 'sloppiness'>) => Promise<DigitSet> {
  let last = set;
  return async ({ sloppiness }) => {
    const { source } = last;
    if (source.data === 'embedded' && source.sloppiness !== sloppiness)
      last = await embeddedDigits(sloppiness);
    return last;
  };
}
