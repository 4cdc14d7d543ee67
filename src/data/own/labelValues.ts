/** Whether a column holds labels, by its values where its name does not say it. */
import { CLASSES, NUM_CLASSES } from '../../distillation/shape.ts';
import { roleOf } from './role.ts';

/** Which of two columns holds the labels: the one with digits of which there are more. @returns null when neither does */
export function labelColumn(first: readonly string[], last: readonly string[]): 'first' | 'last' | null {
  const [numFirst, numLast] = [first, last].map(numDigits);
  if (Math.max(numFirst!, numLast!) < 2) return null;
  return numLast! > numFirst! ? 'last' : 'first';
}

/** Whether a column that is called anything may hold labels: several classes, and no names of what a row is for. */
export function looksLikeLabels(cells: readonly string[]): boolean {
  const values = [...new Set(cells.map((cell) => cell.trim()))];
  const isSome = values.length >= 2 && values.length <= NUM_CLASSES;
  return isSome && values.every(isLabel) && !values.every(roleOf);
}

const isLabel = (cell: string) =>
  Number.isNaN(Number(cell)) || (cell.trim() !== '' && CLASSES.includes(Number(cell)));

/** How many different digits there are in a column that may hold labels: most of its values are 0 … 9, or words. */
function numDigits(cells: readonly string[]): number {
  const labels = cells.filter(isLabel);
  if (labels.every(roleOf)) return 0; // train or test
  return labels.length * 2 < cells.length ? 0 : Math.min(NUM_CLASSES, new Set(labels).size);
}
