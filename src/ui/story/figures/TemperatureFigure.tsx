/** Step 3: Figure 3 of the probe, with the lines that the text names. */
import { useMemo } from 'react';
import { temperatureLabel } from '../../../experiment/words/numbers.ts';
import { namesReadBy } from '../../../store/selectors.ts';
import { useStore } from '../../../store/useStore.ts';
import { LineSample } from '../../charts/LineSample.tsx';
import { softenedCurves, type SoftenedCurve } from '../../charts/softenedCurves.ts';
import { SoftenedPlot } from '../../charts/SoftenedPlot.tsx';
import { useProbeLogits } from '../../useProbeLogits.ts';
import { Part, usePart } from '../lighting.tsx';

export function TemperatureFigure() {
  const logitsAt = useProbeLogits('teacher');
  const temperature = useStore((state) => state.displayTemperature);
  const names = useStore((state) => namesReadBy(state, 'teacher'));
  const curves = useMemo(() => logitsAt && softenedCurves(logitsAt, temperature), [logitsAt, temperature]);
  const [cold, chosen] = [usePart('cold'), usePart('chosen')];
  if (!curves) return <p className="story-missing">Draw, or press Another, to see what the teacher says.</p>;
  return (
    <>
      <div className="legend">
        {curves.map((curve) => (
          <CurveName key={curve.isChosen ? 'chosen' : curve.temperature} curve={curve} />
        ))}
      </div>
      <div className="story-plot">
        <SoftenedPlot
          curves={curves}
          scale="linear"
          names={names}
          propsOf={(curve) => (curve.isChosen ? chosen : curve.temperature === 1 ? cold : {})}
        />
      </div>
    </>
  );
}

function CurveName({ curve: { temperature, colour, dash, isChosen } }: { readonly curve: SoftenedCurve }) {
  const name = (
    <span className="legend-item" style={{ color: colour }}>
      <LineSample dash={dash} width={isChosen ? 3 : 1.5} />
      {temperatureLabel(temperature)}
      {isChosen && ' (yours)'}
    </span>
  );
  if (isChosen)
    return (
      <Part part="chosen" label="The bold line" className="inline-part">
        {name}
      </Part>
    );
  if (temperature !== 1) return name;
  return (
    <Part part="cold" label="The line of T = 1" className="inline-part">
      {name}
    </Part>
  );
}
