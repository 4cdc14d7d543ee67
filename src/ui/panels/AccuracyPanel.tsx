/** How both arms do on the test digits while they train. */
import { useStore } from '../../store/useStore.ts';
import { AccuracyChart } from '../charts/AccuracyChart.tsx';
import { count } from '../format.ts';
import { Panel } from './Panel.tsx';

export function AccuracyPanel() {
  const curve = useStore((state) => state.run.curve);
  const numEpochs = useStore((state) => state.run.config?.epochs ?? state.config.epochs);
  const numSeeds = useStore((state) => state.run.config?.seeds ?? state.config.seeds);
  const numLive = useStore((state) => state.run.numLive);
  const caption =
    numLive === null
      ? ''
      : `first ${count(numLive)} test digits, by epoch · band: worst to best of ${numSeeds} ${numSeeds === 1 ? 'seed' : 'seeds'}`;
  return (
    <Panel title="Test accuracy" aside={<span className="muted">{caption}</span>}>
      <div className="accuracy-chart">
        {curve.length > 0 ? (
          <AccuracyChart curve={curve} numEpochs={numEpochs} />
        ) : (
          <p className="empty">Both students appear here once the teacher is trained.</p>
        )}
      </div>
    </Panel>
  );
}
