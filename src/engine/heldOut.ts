/** Parts the training digits into those that networks are trained on and those by which something is chosen. */
import { evenRows, gatherImages, gatherLabels } from '../data/batches.ts';
import type { DigitSet, DigitSplit } from '../data/digitSet.ts';
import type { Config } from '../experiment/config.ts';
import { holdsOut, numHeldOut } from '../experiment/heldOut.ts';

export interface PartedDigits {
  /** The set, its training digits without those held out. */
  readonly digits: DigitSet;
  /** Null where none are held out. */
  readonly heldOut: DigitSplit | null;
}

/** Parted once, for all runs of an experiment. */
const parted = new WeakMap<DigitSet, PartedDigits>();

/** Those held out are drawn evenly, because files may have their digits in the order of the classes. */
export function partedDigits(set: DigitSet, config: Config): PartedDigits {
  const numTrain = set.train.labels.length;
  const count = holdsOut(config) ? numHeldOut(numTrain) : 0;
  if (count === 0) return { digits: set, heldOut: null };
  const known = parted.get(set);
  if (known) return known;
  const rows = evenRows(numTrain, count);
  const isHeldOut = new Uint8Array(numTrain);
  for (const row of rows) isHeldOut[row] = 1;
  const others = Uint32Array.from(set.train.labels, (_, row) => row).filter((row) => isHeldOut[row] === 0);
  const partOf = (which: Uint32Array): DigitSplit => ({
    images: gatherImages(set.train.images, which),
    labels: gatherLabels(set.train.labels, which),
  });
  const parts = { digits: { ...set, train: partOf(others) }, heldOut: partOf(rows) };
  parted.set(set, parts);
  return parts;
}
