/** What each network reads in the probe, at T = 1, at once. */
import { softmax } from '../../distillation/softmax.ts';
import { NETWORKS, type NetworkName } from '../../experiment/arms.ts';
import { isCovered, namesReadBy, predictorOf } from '../../store/selectors.ts';
import { useStore } from '../../store/useStore.ts';
import { probability } from '../../experiment/words/numbers.ts';
import { NETWORK_COLOUR, NETWORK_LABEL } from '../theme.ts';
import { useProbeLogits } from '../useProbeLogits.ts';
import { Panel } from './Panel.tsx';

/** Below this highest probability a network recognises nothing. */
const LIKE_NO_DIGIT = 0.4;

export function PredictionsPanel() {
  return (
    <Panel title="Predictions" aside={<span className="muted">at T = 1</span>}>
      <ul className="predictions" aria-label="Predictions">
        {NETWORKS.map((network) => (
          <Prediction key={network} network={network} />
        ))}
      </ul>
    </Panel>
  );
}

function Prediction({ network }: { readonly network: NetworkName }) {
  const logitsAt = useProbeLogits(network);
  const isTrained = useStore((state) => predictorOf(state, network) !== null);
  const isHidden = useStore(isCovered);
  const names = useStore((state) => namesReadBy(state, network));
  const colour = NETWORK_COLOUR[network];
  const name = (
    <span className="network-name" style={{ color: colour }}>
      {NETWORK_LABEL[network]}
    </span>
  );
  if (!logitsAt) {
    const note = isHidden ? 'covered' : 'nothing to read';
    return (
      <li className="prediction">
        {name}
        <span className="muted prediction-note">{isTrained ? note : 'not trained yet'}</span>
      </li>
    );
  }
  const probabilities = softmax(logitsAt(1));
  const [best, second] = Array.from(probabilities.keys()).sort(
    (a, b) => probabilities[b]! - probabilities[a]!,
  );
  const highest = probabilities[best!]!;
  return (
    <li className="prediction">
      {name}
      <strong className="prediction-digit" title={names[best!]}>
        {names[best!]}
      </strong>
      <span className="bar" aria-hidden="true">
        <span style={{ width: `${100 * highest}%`, background: colour }} />
      </span>
      <span className="number">{probability(highest)}</span>
      <span className="muted small prediction-then">
        {highest < LIKE_NO_DIGIT
          ? 'like no digit'
          : `then ${names[second!]} · ${probability(probabilities[second!]!)}`}
      </span>
    </li>
  );
}
