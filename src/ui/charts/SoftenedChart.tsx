/** Figure 3: probability by digit, one line per temperature. */
import { temperatureLabel } from '../../experiment/words/numbers.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { LineSample } from './LineSample.tsx';
import type { Numbers } from './numbers.ts';
import type { Scale } from './plotArea.ts';
import type { SoftenedCurve } from './softenedCurves.ts';
import { SoftenedPlot } from './SoftenedPlot.tsx';

interface Props {
  readonly curves: readonly SoftenedCurve[];
  readonly scale: Scale;
  /** What the ten classes are called. */
  readonly names: readonly string[];
  /** What a class is called. */
  readonly kind: string;
}

export function SoftenedChart({ curves, scale, names, kind }: Props) {
  return (
    <ChartFrame
      title={`Probability by ${kind}`}
      fileName="distillery-softened"
      numbers={() => numbersOf(curves, names)}
      isTable // it stands below
      legend={<TemperatureLegend curves={curves} />}
    >
      <SoftenedPlot curves={curves} scale={scale} names={names} />
    </ChartFrame>
  );
}

function TemperatureLegend({ curves }: { readonly curves: readonly SoftenedCurve[] }) {
  return (
    <span className="legend">
      {curves.map(({ temperature, colour, dash, isChosen }) => (
        <span key={isChosen ? 'chosen' : temperature} className="legend-item" style={{ color: colour }}>
          <LineSample dash={dash} width={isChosen ? 3 : 1.5} />
          {temperatureLabel(temperature)}
          {isChosen && ' (yours)'}
        </span>
      ))}
    </span>
  );
}

function numbersOf(curves: readonly SoftenedCurve[], names: readonly string[]): Numbers {
  const rows = curves.map(({ temperature, probabilities }) => [temperature, ...probabilities]);
  return { header: ['temperature', ...names], rows };
}
