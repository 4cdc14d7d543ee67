/** The claims that can be tried here, with what was measured. */
import { PRESETS } from '../../experiment/presets.ts';
import { useStore } from '../../store/useStore.ts';
import { gainVerdict } from '../sentence.ts';
import { Panel } from './Panel.tsx';

export function ExperimentsPanel() {
  const result = useStore((state) => state.run.result);
  return (
    <Panel title="Experiments">
      {Object.values(PRESETS).map(({ name, claim, source }) => (
        <article key={name} className="experiment">
          <h3>{name}</h3>
          <p>{claim}</p>
          <p className="muted">{source}</p>
          <p>
            {result
              ? `The last run here, on ${result.data.name}: ${gainVerdict(result.gain).headline.toLowerCase()}.`
              : 'Not run here yet.'}
          </p>
        </article>
      ))}
    </Panel>
  );
}
