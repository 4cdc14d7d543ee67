/** What the ten outputs of a network are, found out by what it gives of digits. */
import { logSoftmax, softmax } from '../../distillation/softmax.ts';
import { hardLoss } from '../../distillation/loss.ts';
import { NUM_CLASSES } from '../../distillation/shape.ts';
import { decimal, probability } from '../../experiment/words/numbers.ts';
import type { Ending } from './draft.ts';
import { ModelFileError } from './modelFileError.ts';

/** Half-precision weights, and sums of ten rounded numbers. */
const TOLERANCE = 1e-3;

export interface Outputs {
  readonly kind: Ending;
  readonly least: number;
  readonly most: number;
}

/** @param outputs of several images, [n, 10] */
export function outputsIn(outputs: Float32Array): Outputs {
  const least = outputs.reduce((low, value) => Math.min(low, value), Infinity);
  const most = outputs.reduce((high, value) => Math.max(high, value), -Infinity);
  const isOne = (of: (value: number) => number) =>
    sums(outputs, of).every((sum) => Math.abs(sum - 1) <= TOLERANCE);
  const kind =
    least >= -TOLERANCE && isOne((value) => value)
      ? 'probabilities'
      : most <= TOLERANCE && isOne(Math.exp)
        ? 'log-probabilities'
        : 'logits';
  return { kind, least, most };
}

/** What a file gives, of the logits before its end. @param logits [n, 10] */
export function outputsFrom(logits: Float32Array, ending: Ending): Float32Array {
  if (ending === 'logits') return logits;
  const end = ending === 'probabilities' ? softmax : logSoftmax;
  const outputs = new Float32Array(logits.length);
  for (let at = 0; at < logits.length; at += NUM_CLASSES)
    outputs.set(end(logits.subarray(at, at + NUM_CLASSES)), at);
  return outputs;
}

/** A person says what they are; digits say whether that can be. @param outputs [n, 10] @param labels [n] @throws ModelFileError where it cannot */
export function requireOutputs(file: string, said: Ending, outputs: Float32Array, labels: Uint8Array): void {
  const found = outputsIn(outputs);
  const { kind } = found;
  if (said === kind) return;
  const range = `On ${labels.length} training digits its outputs lie ${spanOf(found)}`;
  if (said !== 'logits')
    throw new ModelFileError(
      `${file} does not give ${said}. ${range}; ${said === 'probabilities' ? 'probabilities lie between 0 and 1 and add up to 1' : 'logarithms of probabilities lie below 0, and the probabilities add up to 1'}. Choose ${kind}.`,
    );
  if (kind === 'probabilities')
    throw new ModelFileError(
      `${file} does not give logits. ${range} and add up to 1: read as logits their loss would be ${decimal(hardLoss(outputs, labels, NUM_CLASSES))}, nearly as if it knew nothing (${decimal(Math.log(NUM_CLASSES))}). Choose probabilities.`,
    );
}

/** "between −12.3 and 20.1", "between < 0.001 and 1.00" */
export function spanOf({ kind, least, most }: Outputs): string {
  const number = kind === 'probabilities' ? probability : (value: number) => decimal(value);
  return `between ${number(least)} and ${number(most)}`;
}

function sums(outputs: Float32Array, of: (value: number) => number): number[] {
  return Array.from({ length: outputs.length / NUM_CLASSES }, (_, row) =>
    outputs.subarray(row * NUM_CLASSES, (row + 1) * NUM_CLASSES).reduce((sum, value) => sum + of(value), 0),
  );
}
