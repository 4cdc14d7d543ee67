/** What the three networks say of the same digit at the same temperature, on the same axes. */
import type { NetworkName } from '../../experiment/arms.ts';
import { temperatureLabel } from '../../experiment/words/numbers.ts';
import { NETWORK_COLOUR, NETWORK_DASH, NETWORK_LABEL } from '../theme.ts';
import { ChartFrame } from './ChartFrame.tsx';
import type { Numbers } from './numbers.ts';
import type { Scale } from './plotArea.ts';
import type { SoftenedCurve } from './softenedCurves.ts';
import { SoftenedPlot } from './SoftenedPlot.tsx';

export interface NetworkCurves {
  readonly network: NetworkName;
  /** At the chosen temperature, and at 1; null where the network is not trained yet. */
  readonly curves: readonly SoftenedCurve[] | null;
  readonly names: readonly string[];
}

interface Props {
  readonly networks: readonly NetworkCurves[];
  readonly temperature: number;
  readonly scale: Scale;
}

export function SideBySide({ networks, temperature, scale }: Props) {
  const at = temperatureLabel(temperature);
  return (
    <ChartFrame
      title={`Three networks, ${at}`}
      fileName="distillery-side-by-side"
      numbers={() => numbersOf(networks)}
      legend={temperature !== 1 && <span className="legend">thin: T = 1</span>}
    >
      <div className="side-by-side">
        {networks.map(({ network, curves, names }) => (
          <div key={network} className="small-multiple" role="group" aria-label={NETWORK_LABEL[network]}>
            <strong className="small" style={{ color: NETWORK_COLOUR[network] }}>
              {NETWORK_LABEL[network]}
            </strong>
            {curves ? (
              <SoftenedPlot
                curves={curves.map((curve) => inColours(curve, network))}
                scale={scale}
                names={names}
              />
            ) : (
              <p className="empty small">not trained yet</p>
            )}
          </div>
        ))}
      </div>
    </ChartFrame>
  );
}

function inColours(curve: SoftenedCurve, network: NetworkName): SoftenedCurve {
  return curve.isChosen
    ? { ...curve, colour: NETWORK_COLOUR[network], dash: NETWORK_DASH[network] }
    : { ...curve, colour: 'var(--muted)', dash: '' };
}

function numbersOf(networks: readonly NetworkCurves[]): Numbers {
  const rows = networks.flatMap(({ network, curves }) =>
    (curves ?? []).map(({ temperature, probabilities }) => [network, temperature, ...probabilities]),
  );
  return { header: ['network', 'temperature', ...(networks[0]?.names ?? [])], rows };
}
