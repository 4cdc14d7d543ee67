/**
 * One number added to the logits of digits that a student never saw (Hinton et al. 2015, §3: "the bias for the 3 class"),
 * and the errors it leaves. Lowering the biases of the digits that it did see is the same thing.
 */

/** One image: what it is read as while the shift is below `from`, and from there on. */
interface Crossing {
  readonly from: number;
  readonly seen: number;
  readonly unseen: number;
}

/** @param logits [n, classes] @param unseen classes that the shift is added to */
function crossingsOf(logits: ArrayLike<number>, unseen: readonly number[], numClasses: number): Crossing[] {
  return Array.from({ length: logits.length / numClasses }, (_, row) => {
    const best = { seen: -1, unseen: -1 };
    for (let digit = 0; digit < numClasses; digit++) {
      const kind = unseen.includes(digit) ? 'unseen' : 'seen';
      const current = best[kind];
      if (current < 0 || logits[row * numClasses + digit]! > logits[row * numClasses + current]!)
        best[kind] = digit;
    }
    const at = (digit: number) => logits[row * numClasses + digit]!;
    return { from: at(best.seen) - at(best.unseen), ...best };
  });
}

/**
 * The shift with the fewest errors: the middle of the widest stretch that has them.
 * @param logits [n, classes] @param labels [n] @param unseen at least one class, not all
 */
export function bestShift(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  unseen: readonly number[],
  numClasses: number,
): number {
  const steps = crossingsOf(logits, unseen, numClasses)
    .map(({ from, ...read }, row) => ({
      from,
      change: Number(read.unseen !== labels[row]) - Number(read.seen !== labels[row]),
    }))
    .filter(({ change }) => change !== 0)
    .sort((a, b) => a.from - b.from);
  let errors = 0; // beyond those of a shift so low that no unseen digit is ever read
  let best = { errors, width: 0, middle: (steps[0]?.from ?? 1) - 1 };
  steps.forEach(({ from, change }, index) => {
    errors += change;
    const width = (steps[index + 1]?.from ?? from + 2) - from; // the last stretch has no end
    if (width > 0 && (errors < best.errors || (errors === best.errors && width > best.width)))
      best = { errors, width, middle: from + width / 2 };
  });
  return best.middle;
}

/** Errors on all images, and on those of the unseen digits, under each shift. */
export function errorsUnder(
  shifts: readonly number[],
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  unseen: readonly number[],
  numClasses: number,
): { readonly all: number; readonly unseen: number }[] {
  const crossings = crossingsOf(logits, unseen, numClasses);
  return shifts.map((shift) => {
    const isWrong = crossings.map(
      (read, row) => (shift > read.from ? read.unseen : read.seen) !== labels[row],
    );
    return {
      all: isWrong.filter(Boolean).length,
      unseen: isWrong.filter((wrong, row) => wrong && unseen.includes(labels[row]!)).length,
    };
  });
}
