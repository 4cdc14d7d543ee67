/** What one network says of the probe, bound to React. */
import { useDeferredValue } from 'react';
import type { NetworkName } from '../experiment/arms.ts';
import { imageToRead, logitsOnce, probeLogits, type LogitsAt } from '../store/reading.ts';
import { hasOwnTeacher, shippedReader } from '../store/selectors.ts';
import { useStore } from '../store/useStore.ts';

/** @returns null while the network has no weights or there is nothing to read */
export const useProbeLogits = (network: NetworkName): LogitsAt | null =>
  useStore((state) => probeLogits(state, network));

/** What the network that ships with the page says. Beside a run's own networks, which are quicker, it may come a moment later. */
export function useShippedLogits(): LogitsAt | null {
  const predictor = useStore(shippedReader);
  const isBeside = useStore(hasOwnTeacher);
  const image = useStore(imageToRead);
  const deferred = useDeferredValue(image);
  const read = isBeside && image ? deferred : image; // what is covered or cleared is so at once
  return predictor && read ? logitsOnce(predictor, read) : null;
}
