/** The three networks side by side, in measured numbers only, and what they allow one to say. */
import { Button } from '@mantine/core';
import { mean, sampleSd } from '../../distillation/statistics.ts';
import { predictorParameters } from '../../distillation/ensemble.ts';
import type { NetworkName } from '../../experiment/arms.ts';
import { predictorOf } from '../../store/selectors.ts';
import { useStore } from '../../store/useStore.ts';
import { count, latency, percent } from '../format.ts';
import { gainVerdict } from '../sentence.ts';
import { NETWORK_COLOUR, NETWORKS_IN_TABLE } from '../theme.ts';
import { Panel } from './Panel.tsx';

export function ComparisonPanel() {
  const numTested = useStore(
    (state) => state.run.arms?.standalone.seeds[0]?.numTested ?? state.run.teacher?.numTested,
  );
  return (
    <Panel
      title="Comparison"
      aside={<span className="muted">{numTested ? `${count(numTested)} test digits` : ''}</span>}
    >
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Comparison of the networks">
        <table className="comparison" aria-label="Comparison">
          <thead>
            <tr>
              <th scope="col">Network</th>
              <th scope="col">Test accuracy</th>
              <th scope="col">Errors</th>
              <th scope="col">Parameters</th>
              <th scope="col">Latency</th>
              <th scope="col">Agreement</th>
            </tr>
          </thead>
          <tbody>
            {NETWORKS_IN_TABLE.map(({ network, header }) => (
              <Row key={network} network={network} header={header} />
            ))}
          </tbody>
        </table>
      </div>
      <Verdict />
    </Panel>
  );
}

const UNKNOWN = '–';

function Row({ network, header }: { readonly network: NetworkName; readonly header: string }) {
  const teacher = useStore((state) => state.run.teacher);
  const arm = useStore((state) => (network === 'teacher' ? null : (state.run.arms?.[network] ?? null)));
  const weights = useStore((state) => predictorOf(state, network));
  const result = useStore((state) => state.run.result);
  const measured = network === 'teacher' ? (teacher ? [teacher] : []) : (arm?.seeds ?? []);
  const accuracies = measured.map(({ accuracy }) => accuracy);
  const agreements = arm?.seeds.map(({ agreement }) => agreement) ?? [];
  const latencyMs =
    network === 'teacher'
      ? result?.teacher.latencyMs
      : result?.arms.find(({ name }) => name === network)?.latencyMs;
  return (
    <tr>
      <th scope="row" style={{ color: NETWORK_COLOUR[network] }}>
        {header}
      </th>
      <td title={spread(accuracies)}>{accuracies.length ? percent(mean(accuracies)) : UNKNOWN}</td>
      <td>{measured.length ? count(Math.round(mean(measured.map(({ errors }) => errors)))) : UNKNOWN}</td>
      <td>{weights ? count(predictorParameters(weights)) : UNKNOWN}</td>
      <td>{latencyMs === undefined ? UNKNOWN : latency(latencyMs)}</td>
      <td>{agreements.length ? percent(mean(agreements), 1) : UNKNOWN}</td>
    </tr>
  );
}

function spread(accuracies: readonly number[]): string | undefined {
  if (accuracies.length < 2) return undefined;
  return `mean of ${accuracies.length} seeds, standard deviation ${percent(sampleSd(accuracies))}`;
}

function Verdict() {
  const result = useStore((state) => state.run.result);
  const status = useStore((state) => state.run.status);
  if (!result)
    return status === 'running' || status === 'paused' ? (
      <p className="muted">
        Under way: students are means over their seeds. The verdict comes with the last step.
      </p>
    ) : (
      <p className="muted">Press Train: every number here is measured in this page.</p>
    );
  const { headline, detail } = gainVerdict(result.gain);
  return (
    <div aria-live="polite">
      <p className="verdict">{headline}</p>
      <p className="muted">
        {detail} {result.data.name}; students are means over their seeds, which differ in their first weights.
      </p>
      <Button variant="default" size="xs" onClick={() => saveJson('distillery-result.json', result)}>
        Download results
      </Button>
    </div>
  );
}

function saveJson(fileName: string, value: unknown): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
