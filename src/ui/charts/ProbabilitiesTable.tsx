/** The twin of Figure 3: the same probabilities as numbers. */
import { NUM_CLASSES } from '../../data/digitSet.ts';
import { temperatureLabel } from '../format.ts';
import type { SoftenedCurve } from './softenedCurves.ts';

export function ProbabilitiesTable({ curves }: { readonly curves: readonly SoftenedCurve[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Probabilities as numbers">
      <table className="numbers" aria-label="Probabilities">
        <thead>
          <tr>
            <th scope="col">digit</th>
            {Array.from({ length: NUM_CLASSES }, (_, digit) => (
              <th scope="col" key={digit}>
                {digit}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {curves.map(({ temperature, isChosen, probabilities }) => (
            <tr key={temperature} className={isChosen ? 'chosen' : undefined}>
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
