/** What one network says of the probe, computed on the page from its latest weights: no wait behind training. */
import { logitsFor, type Predictor } from '../distillation/ensemble.ts';
import type { NetworkName } from '../experiment/arms.ts';
import { probeImage } from '../store/probe.ts';
import { isCovered, predictorOf } from '../store/selectors.ts';
import { useStore } from '../store/useStore.ts';

/** Logits [10] that stand for a network at a temperature; an ensemble's depend on it. */
export type LogitsAt = (temperature: number) => ArrayLike<number>;

/** @returns null while the network has no weights, nothing is drawn, or a person draws unseen what the page asked for */
export function useProbeLogits(network: NetworkName): LogitsAt | null {
  const predictor = useStore((state) => predictorOf(state, network));
  const image = useStore((state) => (isCovered(state) ? null : probeImage(state)));
  return predictor && image ? logitsOnce(predictor, image) : null;
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
