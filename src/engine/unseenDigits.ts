/** How students read digits that their transfer set lacked, before and after one number is added to those digits' biases. */
import { type DigitSet } from '../data/digitSet.ts';
import { CLASSES, NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import { bestShift, errorsUnder } from '../distillation/biasShift.ts';
import type { Config } from '../experiment/config.ts';
import type { UnseenDigits } from '../experiment/results.ts';
import type { Cohort } from './cohort.ts';
import { logitsOf } from './evaluate.ts';
import type { Evaluation } from './students.ts';

/** Training digits on which the number is found: enough for about a thousand of each digit. */
const NUM_FITTED = 10_000;
/** Shifts of the curve: the paper's were 3.5 and 7.6. */
const CURVE_SHIFTS = Array.from({ length: 31 }, (_, index) => index / 2);

/** @returns one per member, null when the transfer set holds every digit; the shift is found on training digits alone */
export async function measureUnseen(
  { keptDigits }: Config,
  { train, test }: DigitSet,
  students: Cohort,
  { logits }: Evaluation,
): Promise<UnseenDigits[] | null> {
  const unseen = CLASSES.filter((digit) => !keptDigits.includes(digit));
  if (unseen.length === 0) return null;
  const fittedLabels = train.labels.subarray(0, NUM_FITTED);
  const trainLogits = await logitsOf(students, train.images.subarray(0, NUM_FITTED * NUM_PIXELS));
  return logits.map((testLogits, member) => {
    const own = trainLogits[member]!;
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
