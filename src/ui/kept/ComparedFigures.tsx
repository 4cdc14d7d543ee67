/** What the networks of several runs say of the same digit at the same temperature, on the same axes. */
import { softmax } from '../../distillation/softmax.ts';
import type { Predictor } from '../../distillation/ensemble.ts';
import type { NetworkName } from '../../experiment/arms.ts';
import { usesShippedTeacher } from '../../experiment/config.ts';
import { temperatureLabel } from '../../experiment/words/numbers.ts';
import { imageToRead, logitsOnce } from '../../store/reading.ts';
import { namesOf } from '../../store/selectors.ts';
import type { State } from '../../store/state.ts';
import { useStore } from '../../store/useStore.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import type { Numbers } from '../charts/numbers.ts';
import { SoftenedPlot } from '../charts/SoftenedPlot.tsx';
import type { SoftenedCurve } from '../charts/softenedCurves.ts';
import { NETWORK_LABEL } from '../theme.ts';
import type { Compared } from './compared.ts';

type Read = Compared & { readonly curve: SoftenedCurve | null };

export function ComparedFigures({ runs }: { readonly runs: readonly Compared[] }) {
  const network = useStore((state) => state.shownNetwork);
  const temperature = useStore((state) => state.displayTemperature);
  const image = useStore(imageToRead);
  const classNames = useStore((state) => state.classNames);
  const shipped = useStore((state) => state.shipped);
  if (!image)
    return (
      <p className="empty small">Draw or pick a digit in the Playground to see how each run reads it.</p>
    );
  const read = runs.map((run): Read => {
    const predictor = readerIn(run, network, shipped);
    const probabilities = predictor && softmax(logitsOnce(predictor, image)(temperature), temperature);
    const { colour, dash } = run;
    return { ...run, curve: probabilities && { temperature, colour, dash, isChosen: true, probabilities } };
  });
  return (
    <ChartFrame
      title={`${NETWORK_LABEL[network]} on the probe, ${temperatureLabel(temperature)}`}
      fileName="distillery-compared-probe"
      numbers={() => numbersOf(read)}
    >
      <div className="side-by-side">
        {read.map(({ id, letter, name, colour, curve, record }) => (
          <div key={id} className="small-multiple" role="group" aria-label={`${letter}: ${name}`}>
            <strong className="small" style={{ color: colour }}>
              {letter}: {name}
            </strong>
            {curve ? (
              <SoftenedPlot curves={[curve]} scale="linear" names={namesOf({ classNames }, record.data.id)} />
            ) : (
              <p className="empty small">no such network in the record</p>
            )}
          </div>
        ))}
      </div>
    </ChartFrame>
  );
}

function readerIn({ record }: Compared, network: NetworkName, shipped: State['shipped']): Predictor | null {
  const own = record.weights[network];
  if (own || network !== 'teacher' || !usesShippedTeacher(record.config)) return own ?? null;
  return shipped.status === 'ready' ? shipped.teacher.predictor : null;
}

function numbersOf(read: readonly Read[]): Numbers {
  return {
    header: ['run', 'name', ...Array.from({ length: 10 }, (_, label) => `class ${label}`)],
    rows: read.flatMap(({ letter, name, curve }) => (curve ? [[letter, name, ...curve.probabilities]] : [])),
  };
}
