/** Greys as people write them, 0 … 255 or 0 … 1, as bytes of 0 … 255. */

export interface Greys {
  /** Adds so many at the end. @returns the place of the first that is no grey, a number from 0 to 255; -1 when all are */
  add(count: number, valueAt: (at: number) => number): number;
  /** Another value for one that was added. @returns whether it is a grey */
  put(at: number, value: number): boolean;
  /** Moves each to the next place; the first place is free then, and the last is lost. */
  shift(): void;
  /** All that were added. */
  done(): Uint8Array;
}

/**
 * Fractions of at most 1 are scaled to 0 … 255, others are rounded. Which of the two it is, is known when all have come:
 * until one is above 1 they are kept as if scaled, and taken back when it comes.
 * @param capacity how many are expected; more may come
 */
export function createGreys(capacity: number): Greys {
  let bytes = new Uint8Array(Math.max(1, capacity));
  let length = 0;
  let [isAtMostOne, hasFractions] = [true, false];

  const takeBack = (numKept: number) => {
    for (let at = 0; at < numKept; at++) bytes[at] = Math.round(bytes[at]! / 255);
  };
  function put(at: number, value: number): boolean {
    if (!(value >= 0 && value <= 255)) return false; // NaN too
    if (isAtMostOne && value > 1) {
      takeBack(Math.max(at, length));
      isAtMostOne = false;
    }
    if (isAtMostOne) hasFractions ||= value !== 0 && value !== 1;
    bytes[at] = (isAtMostOne ? 255 * value : value) + 0.5; // an array of bytes cuts fractions off
    return true;
  }
  return {
    add(count, valueAt) {
      while (bytes.length < length + count) {
        const grown = new Uint8Array(2 * bytes.length);
        grown.set(bytes);
        bytes = grown;
      }
      const into = bytes;
      for (let at = 0; at < count; at++) {
        const value = valueAt(at);
        if (!isAtMostOne && value >= 0 && value <= 255) into[length + at] = value + 0.5;
        else if (!put(length + at, value)) return at;
      }
      length += count;
      return -1;
    },
    put,
    shift: () => void bytes.copyWithin(1, 0, length - 1),
    done() {
      if (isAtMostOne && !hasFractions) takeBack(length); // zeros and ones: nothing says what a one stands for
      const isNearlyFull = length > 0.75 * bytes.length; // a copy of the largest files would cost more
      return isNearlyFull ? bytes.subarray(0, length) : bytes.slice(0, length);
    },
  };
}

/** What was expected in place of a number that is no grey, and how such numbers become greys. */
export function expectedGrey(value: number): string {
  const expected = 'expected a grey from 0 to 255, or from 0 to 1.';
  if (value > 255) return `${expected} Where greys go to 65535, write x / 257.`;
  if (value < -1) return `${expected} Where greys go from −128 to 127, write x + 128.`;
  return value < 0
    ? `${expected} Greys below 0 were normalised; where they go from −1 to 1, write (x + 1)·127.5.`
    : expected;
}
