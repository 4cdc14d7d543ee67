/** Which test digits a network read right, one bit a digit, packed for a file: with them results can be joined and tried again. */
import { fromBase64, toBase64 } from './base64.ts';

/** @param classes read @param labels [n] @returns base64; the first digit is the lowest bit of the first byte */
export function packOutcomes(classes: Uint8Array, labels: Uint8Array): string {
  const bytes = new Uint8Array(Math.ceil(labels.length / 8));
  labels.forEach((label, at) => {
    if (classes[at] === label) bytes[at >> 3]! |= 1 << (at & 7);
  });
  return toBase64(bytes);
}

/** Per digit: 1 where the network alone read it right, −1 where only the other did, else 0; [n]. @throws as unpackOutcomes */
export function differences(packed: string, other: string, numTested: number): Int8Array {
  const theirs = unpackOutcomes(other, numTested);
  const own = new Int8Array(unpackOutcomes(packed, numTested));
  for (let at = 0; at < numTested; at++) own[at]! -= theirs[at]!;
  return own;
}

/** The inverse. @param numTested digits @returns 1 where the digit was read right, else 0, [n] @throws RangeError for another number of digits */
export function unpackOutcomes(packed: string, numTested: number): Uint8Array {
  const bytes = fromBase64(packed);
  if (bytes.length !== Math.ceil(numTested / 8))
    throw new RangeError(
      `Outcomes of ${numTested} digits take ${Math.ceil(numTested / 8)} bytes; got ${bytes.length}.`,
    );
  const isRight = new Uint8Array(numTested);
  for (let at = 0; at < numTested; at++) isRight[at] = (bytes[at >> 3]! >> (at & 7)) & 1;
  return isRight;
}
