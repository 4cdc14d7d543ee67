/** How students read digits that their transfer set lacked, before and after one number is added to those digits' biases. */
import type { DigitSplit } from '../data/digitSet.ts';
import { CLASSES, NUM_CLASSES } from '../distillation/shape.ts';
import { bestShift, errorsUnder } from '../distillation/biasShift.ts';
import type { Config } from '../experiment/config.ts';
import type { UnseenDigits } from '../experiment/results.ts';
import type { Answers } from './evaluate.ts';
import type { Evaluation } from './students.ts';

/** Shifts of the curve: the paper's were 3.5 and 7.6. */
const CURVE_SHIFTS = Array.from({ length: 31 }, (_, index) => index / 2);

/**
 * The shift is found on held-out training digits alone, which neither the student nor its teacher was trained on.
 * @returns one per member, null when the transfer set holds every digit, or there are no digits to choose by
 */
export function measureUnseen(
  { keptDigits }: Config,
  test: DigitSplit,
  { logits }: Pick<Evaluation, 'logits'>,
  heldOut: Answers | null,
): UnseenDigits[] | null {
  const unseen = CLASSES.filter((digit) => !keptDigits.includes(digit));
  if (unseen.length === 0 || !heldOut) return null;
  const fittedLabels = heldOut.labels;
  return logits.map((testLogits, member) => {
    const own = heldOut.logits[member]!;
    const shift = bestShift(own, fittedLabels, unseen, NUM_CLASSES);
    const shifts = [0, shift, ...CURVE_SHIFTS];
    const [plain, shifted, ...onTest] = errorsUnder(shifts, testLogits, test.labels, unseen, NUM_CLASSES);
    const onTrain = errorsUnder(CURVE_SHIFTS, own, fittedLabels, unseen, NUM_CLASSES);
    const curve = CURVE_SHIFTS.map((by, at) => ({
      shift: by,
      trainErrors: onTrain[at]!.all,
      errors: onTest[at]!.all,
      wrong: onTest[at]!.unseen,
    }));
    return {
      digits: unseen,
      numTested: test.labels.filter((label) => unseen.includes(label)).length,
      errors: plain!.all,
      wrong: plain!.unseen,
      shift,
      shiftedErrors: shifted!.all,
      shiftedWrong: shifted!.unseen,
      curve,
    };
  });
}
