/** Step 1: what the large and the small network read in the probe, and their layers. */
import { describeLayers } from '../../../distillation/layers.ts';
import { predictorParameters } from '../../../distillation/ensemble.ts';
import { softmax } from '../../../distillation/softmax.ts';
import type { NetworkName } from '../../../experiment/arms.ts';
import { count, probability, withArticle } from '../../../experiment/words/numbers.ts';
import { namesReadBy, predictorOf, probeNames } from '../../../store/selectors.ts';
import type { State } from '../../../store/state.ts';
import { useStore } from '../../../store/useStore.ts';
import { NETWORK_COLOUR } from '../../theme.ts';
import { useProbeLogits } from '../../useProbeLogits.ts';
import { ClassBars } from '../ClassBars.tsx';
import { Part } from '../lighting.tsx';

export function ReadersFigure() {
  return (
    <div className="readers">
      <Part part="teacher" label="Teacher">
        <Reader network="teacher" title="Teacher" />
      </Part>
      <Part part="student" label="Student">
        <Reader network="distilled" title="Distilled student" />
      </Part>
      <Part part="layers" label="Layers">
        <Layers />
      </Part>
    </div>
  );
}

/** What the probe is in its own set; null for a drawing. */
const trueNameOf = (state: State): string | null =>
  state.probe.source === 'test' && state.probe.digit
    ? (probeNames(state)[state.probe.digit.label] ?? null)
    : null;

function Reader({ network, title }: { readonly network: NetworkName; readonly title: string }) {
  const logitsAt = useProbeLogits(network);
  const isTrained = useStore((state) => predictorOf(state, network) !== null);
  const names = useStore((state) => namesReadBy(state, network));
  const truth = useStore(trueNameOf);
  const probabilities = logitsAt && softmax(logitsAt(1));
  const best = probabilities?.indexOf(Math.max(...probabilities)) ?? 0;
  return (
    <>
      <p className="reader-line">
        <strong style={{ color: NETWORK_COLOUR[network] }}>{title}</strong>
        {probabilities && (
          <span translate="no">
            reads {withArticle(names[best]!)}, {probability(probabilities[best]!)}
            {truth !== null &&
              truth !== names[best] &&
              names.includes(truth) &&
              `; it is ${withArticle(truth)}`}
          </span>
        )}
      </p>
      {probabilities ? (
        <ClassBars
          name={title}
          probabilities={probabilities}
          names={names}
          colour={NETWORK_COLOUR[network]}
        />
      ) : (
        <p className="story-missing">
          {isTrained ? 'Nothing to read: draw.' : 'Not trained yet: press Train.'}
        </p>
      )}
    </>
  );
}

/** Layers of both, and whether weights could be copied from one to the other. */
function Layers() {
  const [teacher, student] = [useLayers('teacher'), useLayers('distilled')];
  return (
    <>
      <p translate="no">
        <span style={{ color: NETWORK_COLOUR.teacher }}>{teacher.text}</span>
        <br />
        <span style={{ color: NETWORK_COLOUR.distilled }}>{student.text}</span>
      </p>
      {teacher.layers && student.layers && (
        <p className="muted">
          {teacher.layers === student.layers
            ? 'The layers are alike: here weights could be copied too.'
            : 'The layers differ: there is nothing to copy weights into.'}
        </p>
      )}
    </>
  );
}

function useLayers(network: NetworkName) {
  const predictor = useStore((state) => predictorOf(state, network));
  const first = predictor?.networks[0];
  if (!predictor || !first) return { layers: null, text: 'not trained yet' };
  const layers = describeLayers(first.layers);
  const several = predictor.networks.length > 1 ? `${predictor.networks.length} × ` : '';
  return { layers, text: `${several}${layers}: ${count(predictorParameters(predictor))} weights` };
}
