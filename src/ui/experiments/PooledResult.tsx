/** What a pool of runs came to: verdict, picture, where the uncertainty comes from, and each replicate in a line. */
import { mean } from '../../distillation/statistics.ts';
import type { RunResult } from '../../experiment/results.ts';
import { count, percent, points } from '../../experiment/words/numbers.ts';
import { gainVerdict, pairsSentence } from '../../experiment/words/verdict.ts';
import { PairsChart } from '../panels/PairsChart.tsx';
import { UncertaintyChart } from '../panels/UncertaintyChart.tsx';

interface Props {
  readonly result: RunResult;
  readonly numFiles: number;
}

export function PooledResult({ result, numFiles }: Props) {
  const { gain, config, data, replicates } = result;
  const { headline, detail } = gainVerdict(gain, config.labels);
  return (
    <div className="pooled">
      <div className="verdict-box" role="status" aria-label="Pooled verdict">
        <p className="verdict">{headline}</p>
        <PairsChart result={result} guess={null} />
        <UncertaintyChart gain={gain} />
        <p className="muted">
          {detail} {pairsSentence(result)}
        </p>
        <p className="muted small">
          {numFiles} {numFiles === 1 ? 'file' : 'files'}, {replicates.length}{' '}
          {replicates.length === 1 ? 'replicate' : 'replicates'}, on {data.name} ({count(data.test)} test
          digits) by {result.backend}.
        </p>
      </div>
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Replicates of the pool">
        <table aria-label="Replicates">
          <thead>
            <tr>
              <th scope="col">seed</th>
              <th scope="col">teacher</th>
              <th scope="col">pairs won</th>
              <th scope="col">mean gain</th>
            </tr>
          </thead>
          <tbody>
            {replicates.map(({ seed, teacher, pairs }) => (
              <tr key={seed}>
                <th scope="row">{seed}</th>
                <td>{percent(teacher.accuracy)}</td>
                <td>
                  {pairs.filter((each) => each > 0).length} of {pairs.length}
                </td>
                <td>{points(mean(pairs))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
