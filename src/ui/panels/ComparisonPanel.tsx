/** The three networks side by side, in measured numbers only, and what they allow one to say. */
import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Suspense } from 'react';
import { mean, sampleSd } from '../../distillation/statistics.ts';
import { predictorParameters } from '../../distillation/ensemble.ts';
import type { NetworkName } from '../../experiment/arms.ts';
import type { RunResult } from '../../experiment/results.ts';
import { isUnderWay } from '../../store/selectors.ts';
import { useStore } from '../../store/useStore.ts';
import { bytes, count, latency, percent } from '../../experiment/words/numbers.ts';
import { recordNouns } from '../nouns.ts';
import { saveFile } from '../saveFile.ts';
import { helped } from '../help/helped.ts';
import { later, Nothing } from '../later.tsx';
import { TakeAwayButton } from '../networks/TakeAwayButton.tsx';
import { Yours } from '../yours/Yours.tsx';
import { NETWORK_COLOUR, NETWORK_LABEL, NETWORKS_IN_TABLE } from '../theme.ts';
import { Guess } from './Guess.tsx';
import { Panel } from './Panel.tsx';

const YoursHeading = later(() => import('../yours/YoursNote.tsx'), 'YoursHeading', { instead: Nothing });
const YoursCell = later(() => import('../yours/YoursCell.tsx'), 'YoursCell', { instead: Nothing });
const VerdictText = later(() => import('./VerdictText.tsx'), 'VerdictText');
const YoursNote = later(() => import('../yours/YoursNote.tsx'), 'YoursNote');

/** Long ones may be parted at a soft hyphen. */
const COLUMNS = [
  { name: 'Test accuracy', written: 'Test accu\u00adracy' },
  { name: 'Errors', written: 'Errors' },
  { name: 'Parameters', written: 'Param\u00adeters' },
  { name: 'Latency', written: 'Latency' },
  { name: 'Agreement', written: 'Agree\u00adment' },
  { name: 'Size', written: 'Size' },
] as const;

export function ComparisonPanel() {
  const numTested = useStore((state) => state.run.record?.teacher?.numTested);
  const name = useStore((state) => state.run.record?.data.name ?? '');
  const { images } = useStore(recordNouns);
  return (
    <Panel
      title="Comparison"
      aside={
        <span className="row">
          <span className="muted">{numTested ? `${name}: ${count(numTested)} test ${images}` : ''}</span>
          <TakeAwayButton />
          <DownloadButton />
        </span>
      }
    >
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Comparison of the networks">
        <table className="comparison" aria-label="Comparison">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">Network</span>
              </th>
              {COLUMNS.map(({ name, written }) => (
                <th key={name} scope="col" aria-label={name}>
                  {written}
                </th>
              ))}
              <Yours>
                <YoursHeading />
              </Yours>
            </tr>
          </thead>
          <tbody>
            {NETWORKS_IN_TABLE.map(({ network, header }) => (
              <Row key={network} network={network} header={header} />
            ))}
          </tbody>
        </table>
      </div>
      <Yours>
        <YoursNote />
      </Yours>
      <Verdict />
    </Panel>
  );
}

const UNKNOWN = '–';

function Row({ network, header }: { readonly network: NetworkName; readonly header: string }) {
  const record = useStore((state) => state.run.record);
  const arm = record?.arms.find(({ name }) => name === network);
  const teacher = record?.teacher ? [record.teacher] : [];
  const measured = network === 'teacher' ? teacher : (arm?.seeds ?? []);
  const weights = record?.weights[network];
  const { result } = record ?? {};
  const found = network === 'teacher' ? result?.teacher : result?.arms.find(({ name }) => name === network);
  // What a record has by network is of the first replicate; its result speaks of all.
  const ofAll = result && result.replicates.length > 1 ? found : undefined;
  const accuracies = ofAll ? [ofAll.accuracy].flat() : measured.map(({ accuracy }) => accuracy);
  const errors = ofAll ? [ofAll.errors].flat() : measured.map((each) => each.errors);
  const agreements =
    ofAll && 'agreement' in ofAll ? ofAll.agreement : (arm?.seeds.map(({ agreement }) => agreement) ?? []);
  const latencyMs = found?.latencyMs;
  return (
    <tr>
      <th
        scope="row"
        style={{ color: NETWORK_COLOUR[network] }}
        title={network === 'teacher' ? result?.teacher.name : undefined}
      >
        {NETWORK_LABEL[network]}
        <span className="unseen">{header.slice(NETWORK_LABEL[network].length)}</span>
      </th>
      <td title={spread(accuracies)}>{accuracies.length ? percent(mean(accuracies)) : UNKNOWN}</td>
      <td>{errors.length ? count(mean(errors)) : UNKNOWN}</td>
      <td>{weights ? count(predictorParameters(weights)) : UNKNOWN}</td>
      <td>{latencyMs === undefined ? UNKNOWN : latency(latencyMs)}</td>
      <td>{agreements.length ? percent(mean(agreements), 1) : UNKNOWN}</td>
      <td title="of its weights, 4 bytes each">
        {weights ? bytes(Float32Array.BYTES_PER_ELEMENT * predictorParameters(weights)) : UNKNOWN}
      </td>
      <Yours>
        <YoursCell network={network} />
      </Yours>
    </tr>
  );
}

function spread(accuracies: readonly number[]): string | undefined {
  if (accuracies.length < 2) return undefined;
  return `mean of ${accuracies.length} students, standard deviation ${percent(sampleSd(accuracies))}`;
}

function Verdict() {
  const result = useStore((state) => state.run.record?.result ?? null);
  const isTraining = useStore((state) => isUnderWay(state.run));
  const toCome = (
    <p className="muted">
      {isTraining || result
        ? 'Under way: students are means over their seeds. The verdict comes with the last step.'
        : 'Press Train: every number here is measured in this page.'}
    </p>
  );
  return (
    <Guess result={result}>
      {(guess) =>
        result ? (
          <Suspense fallback={toCome}>
            <VerdictText result={result} guess={guess} />
          </Suspense>
        ) : (
          toCome
        )
      }
    </Guess>
  );
}

function DownloadButton() {
  const result = useStore((state) => state.run.record?.result ?? null);
  return (
    <ActionIcon
      variant="subtle"
      size="sm"
      color="gray"
      aria-label="Download results"
      {...helped('downloadResults')}
      disabled={!result}
      onClick={() => result && saveResult(result)}
    >
      <IconDownload size={16} />
    </ActionIcon>
  );
}

function saveResult(result: RunResult): void {
  const text = `${JSON.stringify(result, null, 2)}\n`;
  saveFile('distillery-result.json', new Blob([text], { type: 'application/json' }));
}
