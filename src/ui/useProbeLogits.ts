/** The probe's logits of one network, computed on the page from its latest weights: no wait behind training. */
import { useMemo } from 'react';
import { forward } from '../distillation/forward.ts';
import type { NetworkName } from '../experiment/arms.ts';
import { useStore } from '../store/useStore.ts';

/** @returns logits [10]; null while the network has no weights or nothing is drawn */
export function useProbeLogits(network: NetworkName): Float32Array | null {
  const weights = useStore((state) => state.run.weights[network]);
  const image = useStore((state) => state.probe.image);
  return useMemo(() => (weights && image ? forward(weights, image) : null), [weights, image]);
}
