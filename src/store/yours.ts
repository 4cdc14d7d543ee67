/** What the networks of the run on display read of the digits that a person drew as asked; both are in the state, this is derived. */
import { countedDigits } from '../data/askedDigits.ts';
import { areSameNames, type DrawnDigit } from '../data/drawnDigits.ts';
import { predictedClasses } from '../distillation/classification.ts';
import { logitsFor, type Predictor } from '../distillation/ensemble.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { NETWORKS, type NetworkName } from '../experiment/arms.ts';
import { predictorOf, recordNames } from './selectors.ts';
import type { State } from './state.ts';

export interface Yours {
  /** Of whole rounds only. */
  readonly digits: readonly DrawnDigit[];
  /** The class that each network reads in each of them; of students, those of the first seed. Without those that are still being trained. */
  readonly read: Readonly<Partial<Record<NetworkName, readonly number[]>>>;
}

type Inputs = readonly unknown[];
let known: { readonly inputs: Inputs; readonly yours: Yours | null } | null = null;

/** @returns null before a round is drawn, before there is a run, and where the run has other classes than the person drew */
export function yoursOf(state: State): Yours | null {
  const { run, drawn } = state;
  const names = recordNames(state);
  const isTraining = run.status === 'running' && !run.record?.result;
  const predictors = NETWORKS.map((network) => (isTraining ? null : predictorOf(state, network)));
  const inputs = [run.record !== null, drawn.digits, drawn.classNames, names, ...predictors];
  if (known?.inputs.every((each, at) => each === inputs[at])) return known.yours;
  const digits = countedDigits(drawn.digits);
  const isAsked = run.record && digits.length > 0 && areSameNames(names, drawn.classNames);
  const yours = isAsked ? { digits, read: readBy(predictors, digits) } : null;
  known = { inputs, yours };
  return yours;
}

/** Whether the networks on display are taught other classes than the person drew. */
export const areOtherClasses = (state: State): boolean =>
  state.run.record !== null && !areSameNames(recordNames(state), state.drawn.classNames);

function readBy(predictors: readonly (Predictor | null)[], digits: readonly DrawnDigit[]): Yours['read'] {
  const read: Partial<Record<NetworkName, readonly number[]>> = {};
  NETWORKS.forEach((network, at) => {
    const predictor = predictors[at];
    if (predictor) read[network] = digits.map(({ image }) => classRead(predictor, image));
  });
  return read;
}

/** A digit is read once by each network: a new round costs only its own ten. */
const classes = new WeakMap<Predictor, WeakMap<Uint8Array, number>>();

function classRead(predictor: Predictor, image: Uint8Array): number {
  const ofPredictor = classes.get(predictor) ?? new WeakMap<Uint8Array, number>();
  classes.set(predictor, ofPredictor);
  const before = ofPredictor.get(image);
  if (before !== undefined) return before;
  const read = predictedClasses(logitsFor(predictor, image)(1), NUM_CLASSES)[0]!;
  ofPredictor.set(image, read);
  return read;
}
