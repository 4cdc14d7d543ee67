/** What one network says of the probe, computed on the page from its latest weights: no wait behind training. */
import { useDeferredValue } from 'react';
import { logitsFor, type Predictor } from '../distillation/ensemble.ts';
import type { NetworkName } from '../experiment/arms.ts';
import { probeImage } from '../store/probe.ts';
import { hasOwnTeacher, isCovered, predictorOf, shippedReader } from '../store/selectors.ts';
import type { State } from '../store/state.ts';
import { useStore } from '../store/useStore.ts';

/** Logits [10] that stand for a network at a temperature; an ensemble's depend on it. */
export type LogitsAt = (temperature: number) => ArrayLike<number>;

/** The probe, unless a person draws unseen what the page asked for. */
const imageToRead = (state: State) => (isCovered(state) ? null : probeImage(state));

/** @returns null while the network has no weights or there is nothing to read */
export function useProbeLogits(network: NetworkName): LogitsAt | null {
  const predictor = useStore((state) => predictorOf(state, network));
  const image = useStore(imageToRead);
  return predictor && image ? logitsOnce(predictor, image) : null;
}

/** What the network that ships with the page says. Beside a run's own networks, which are quicker, it may come a moment later. */
export function useShippedLogits(): LogitsAt | null {
  const predictor = useStore(shippedReader);
  const isBeside = useStore(hasOwnTeacher);
  const image = useStore(imageToRead);
  const deferred = useDeferredValue(image);
  const read = isBeside && image ? deferred : image; // what is covered or cleared is so at once
  return predictor && read ? logitsOnce(predictor, read) : null;
}

/** Several panels ask for the same network and digit: it reads it once. */
const latest = new WeakMap<Predictor, { readonly image: Uint8Array; readonly logitsAt: LogitsAt }>();

function logitsOnce(predictor: Predictor, image: Uint8Array): LogitsAt {
  const known = latest.get(predictor);
  if (known?.image === image) return known.logitsAt;
  const logitsAt = logitsFor(predictor, image);
  latest.set(predictor, { image, logitsAt });
  return logitsAt;
}
