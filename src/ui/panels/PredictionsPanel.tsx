/** What each network reads in the probe, at T = 1, at once. */
import { softmax } from '../../distillation/softmax.ts';
import { NETWORKS, type NetworkName } from '../../experiment/arms.ts';
import { DIGIT_NAMES } from '../../data/drawnDigits.ts';
import { typicalityOf } from '../../distillation/typicality.ts';
import { LEAST_TYPICAL } from '../../library/leastTypical.ts';
import { hasOwnTeacher, isCovered, namesReadBy, predictorOf, shippedReader } from '../../store/selectors.ts';
import { useStore } from '../../store/useStore.ts';
import { probability } from '../../experiment/words/numbers.ts';
import { NETWORK_COLOUR, NETWORK_LABEL } from '../theme.ts';
import type { LogitsAt } from '../../store/reading.ts';
import { useProbeLogits, useShippedLogits } from '../useProbeLogits.ts';
import { Panel } from './Panel.tsx';

export function PredictionsPanel() {
  const shipped = useShippedLogits();
  const isBeside = useStore(hasOwnTeacher);
  const readsClasses = useStore((state) => shippedReader(state) !== null);
  const isLikeNoDigit = shipped !== null && typicalityOf(shipped(1)) < LEAST_TYPICAL;
  return (
    <Panel title="Predictions" aside={<span className="muted">at T = 1</span>}>
      <ul className="predictions" aria-label="Predictions">
        {isBeside && shipped && (
          <Prediction name="Shipped" colour="var(--ink)" logitsAt={shipped} names={DIGIT_NAMES} />
        )}
        {NETWORKS.map((network) => (
          <NetworkPrediction key={network} network={network} />
        ))}
      </ul>
      <p className="muted small">
        {isLikeNoDigit
          ? 'Like no digit, says the network that ships with the page: what others read in it means little.'
          : isBeside
            ? readsClasses
              ? 'First the network that ships with the page, then those of this run.'
              : 'Those of this run: the network that ships with the page reads digits alone.'
            : 'The teacher is the one that ships with the page, until a run has its own.'}
      </p>
    </Panel>
  );
}

function NetworkPrediction({ network }: { readonly network: NetworkName }) {
  const logitsAt = useProbeLogits(network);
  const isTrained = useStore((state) => predictorOf(state, network) !== null);
  const names = useStore((state) => namesReadBy(state, network));
  const nothing = useStore((state) => (isCovered(state) ? 'covered' : 'nothing to read'));
  const of = { name: NETWORK_LABEL[network], colour: NETWORK_COLOUR[network], names };
  return <Prediction {...of} logitsAt={logitsAt} without={isTrained ? nothing : 'not trained yet'} />;
}

/** No digit, nor a letter. */
const isLong = (name: string) => name.length > 2;

interface PredictionProps {
  readonly name: string;
  readonly colour: string;
  readonly logitsAt: LogitsAt | null;
  /** Of the classes. */
  readonly names: readonly string[];
  /** Said where there are no logits. */
  readonly without?: string;
}

function Prediction({ name: text, colour, logitsAt, names, without }: PredictionProps) {
  const name = (
    <span className="network-name" style={{ color: colour }}>
      {text}
    </span>
  );
  if (!logitsAt)
    return (
      <li className="prediction">
        {name}
        <span className="muted prediction-note">{without}</span>
      </li>
    );
  const probabilities = softmax(logitsAt(1));
  const [best, second] = Array.from(probabilities.keys()).sort(
    (a, b) => probabilities[b]! - probabilities[a]!,
  );
  const highest = probabilities[best!]!;
  return (
    <li className={names.some(isLong) ? 'prediction of-words' : 'prediction'}>
      {name}
      <strong className="prediction-digit" translate="no" title={names[best!]}>
        {names[best!]}
      </strong>
      <span className="bar" aria-hidden="true">
        <span style={{ width: `${100 * highest}%`, background: colour }} />
      </span>
      <span className="number">{probability(highest)}</span>
      <span className="muted small prediction-then">
        then {names[second!]} · {probability(probabilities[second!]!)}
      </span>
    </li>
  );
}
