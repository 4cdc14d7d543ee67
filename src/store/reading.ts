/** What one network says of the probe, computed on the page from its latest weights: no wait behind training. */
import { logitsFor, type Predictor } from '../distillation/ensemble.ts';
import type { NetworkName } from '../experiment/arms.ts';
import { probeImage } from './probe.ts';
import { isCovered, predictorOf } from './selectors.ts';
import type { State } from './state.ts';

/** Logits [10] that stand for a network at a temperature; an ensemble's depend on it. */
export type LogitsAt = (temperature: number) => ArrayLike<number>;

/** The probe, unless a person draws unseen what the page asked for. */
export const imageToRead = (state: State) => (isCovered(state) ? null : probeImage(state));

/** @returns null while the network has no weights or there is nothing to read */
export function probeLogits(state: State, network: NetworkName): LogitsAt | null {
  const predictor = predictorOf(state, network);
  const image = imageToRead(state);
  return predictor && image ? logitsOnce(predictor, image) : null;
}

/** Several panels ask for the same network and digit: it reads it once. */
const latest = new WeakMap<Predictor, { readonly image: Uint8Array; readonly logitsAt: LogitsAt }>();

export function logitsOnce(predictor: Predictor, image: Uint8Array): LogitsAt {
  const known = latest.get(predictor);
  if (known?.image === image) return known.logitsAt;
  const logitsAt = logitsFor(predictor, image);
  latest.set(predictor, { image, logitsAt });
  return logitsAt;
}
