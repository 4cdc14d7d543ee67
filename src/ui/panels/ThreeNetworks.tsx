/** The three networks side by side on the probe. Loaded when it is first wanted. */
import { useDeferredValue } from 'react';
import { NETWORKS, type NetworkName } from '../../experiment/arms.ts';
import { namesReadBy } from '../../store/selectors.ts';
import { useStore } from '../../store/useStore.ts';
import type { Scale } from '../charts/plotArea.ts';
import { SideBySide, type NetworkCurves } from '../charts/SideBySide.tsx';
import { softenedCurves } from '../charts/softenedCurves.ts';
import { useProbeLogits } from '../useProbeLogits.ts';

interface Props {
  readonly temperature: number;
  readonly scale: Scale;
}

export function ThreeNetworks({ temperature, scale }: Props) {
  const teacher = useNetworkCurves('teacher', temperature);
  const distilled = useNetworkCurves('distilled', temperature);
  const standalone = useNetworkCurves('standalone', temperature);
  const all = { teacher, distilled, standalone };
  return <SideBySide networks={NETWORKS.map((each) => all[each])} temperature={temperature} scale={scale} />;
}

/** At the chosen temperature, and at 1 to compare with. */
function useNetworkCurves(network: NetworkName, temperature: number): NetworkCurves {
  const current = useProbeLogits(network);
  const deferred = useDeferredValue(current);
  const logitsAt = current && (deferred ?? current); // what is cleared is so at once
  const names = useStore((state) => namesReadBy(state, network));
  const curves = logitsAt
    ? softenedCurves(logitsAt, temperature).filter((each) => each.isChosen || each.temperature === 1)
    : null;
  return { network, curves, names };
}
