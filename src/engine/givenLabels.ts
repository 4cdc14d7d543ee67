/** Which training digits come with a label, and what the labels say: some may be redrawn on purpose. */
import { gatherLabels } from '../data/batches.ts';
import { redrawLabels } from '../data/labelNoise.ts';
import { createRandom } from '../data/random.ts';
import { CLASSES } from '../distillation/shape.ts';
import type { Config } from '../experiment/config.ts';

/** Training digits in the order in which they come into the transfer set, those with a label first. */
export function orderOfTransferSet(seed: number, numTrain: number): Uint32Array {
  const all = Uint32Array.from({ length: numTrain }, (_, row) => row);
  return createRandom(seed, 'transfer set').shuffle(all);
}

/**
 * What is said of the training digits where a share of the labels is wrong. Of those that students see with a label exactly
 * the share is redrawn, each from the kept digits; of all others as large a share, each from all digits.
 * @param labels the right ones, [n] @returns [n]
 */
export function givenLabels(config: Config, labels: Uint8Array): Uint8Array {
  const { seed, wrongLabels, keptDigits } = config;
  if (wrongLabels === 0) return labels;
  const given = redrawLabels(labels, wrongLabels, CLASSES, seed);
  const order = orderOfTransferSet(seed, labels.length);
  const seen = order.subarray(0, config.labels).filter((row) => keptDigits.includes(labels[row]!));
  const ofStudents = redrawLabels(gatherLabels(labels, seen), wrongLabels, keptDigits, seed);
  seen.forEach((row, at) => (given[row] = ofStudents[at]!));
  return given;
}
