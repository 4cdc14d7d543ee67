/** How strongly the cells of a matrix are inked whose diagonal is right. */
import { NUM_CLASSES } from '../../distillation/shape.ts';
import type { MatrixCell } from './DigitMatrix.tsx';

/** The right digits would drown the others: these are inked by their share of the largest wrong one. */
export function inkAmongWrong(means: Float64Array): (value: number, cell: MatrixCell) => number {
  const largestWrong = Math.max(
    1e-9,
    ...Array.from(means).filter((_, at) => Math.floor(at / NUM_CLASSES) !== at % NUM_CLASSES),
  );
  return (value, { label, digit }) => (label === digit ? 0 : value / largestWrong);
}
