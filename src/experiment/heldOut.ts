/** Training digits that are held out where something is chosen: test digits judge, and choose nothing. */
import { NUM_CLASSES } from '../distillation/shape.ts';
import type { Config } from './config.ts';

/** Of MNIST; enough that a tenth of a point can be seen. */
const MOST_HELD_OUT = 5_000;

/** Whether nobody is trained on the last of the training digits: because it was asked for, or because a bias is chosen by them. */
export function holdsOut({ heldOut, keptDigits }: Pick<Config, 'heldOut' | 'keptDigits'>): boolean {
  return heldOut || keptDigits.length < NUM_CLASSES;
}

/** 5,000 of MNIST, a tenth elsewhere. @param numTrain of the whole set */
export function numHeldOut(numTrain: number): number {
  return Math.min(MOST_HELD_OUT, Math.floor(numTrain / 10));
}

/** Digits that teacher and students of a run may be trained on. @param numTrain of the whole set */
export function numTrained(config: Pick<Config, 'heldOut' | 'keptDigits'>, numTrain: number): number {
  return holdsOut(config) ? numTrain - numHeldOut(numTrain) : numTrain;
}
