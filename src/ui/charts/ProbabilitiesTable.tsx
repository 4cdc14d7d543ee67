/** The twin of Figure 3: the same probabilities as numbers. */
import { temperatureLabel } from '../../experiment/words/numbers.ts';
import type { SoftenedCurve } from './softenedCurves.ts';

interface Props {
  readonly curves: readonly SoftenedCurve[];
  /** What the ten classes are called. */
  readonly names: readonly string[];
  /** What a class is called. */
  readonly kind: string;
}

export function ProbabilitiesTable({ curves, names, kind }: Props) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Probabilities as numbers">
      <table className="numbers" aria-label="Probabilities" translate="no">
        <thead>
          <tr>
            <th scope="col">{kind}</th>
            {names.map((name, digit) => (
              <th scope="col" key={digit}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {curves.map(({ temperature, isChosen, probabilities }) => (
            <tr key={isChosen ? 'chosen' : temperature} className={isChosen ? 'chosen' : undefined}>
              <th scope="row">{temperatureLabel(temperature)}</th>
              {Array.from(probabilities, (value, digit) => (
                <td key={digit}>{value.toFixed(4)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
