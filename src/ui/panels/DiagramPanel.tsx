/** How the student of this run is taught. */
import { useStore } from '../../store/useStore.ts';
import { Diagram } from '../charts/Diagram.tsx';
import { lossUnits } from '../lossInWords.ts';
import { Panel } from './Panel.tsx';

export function DiagramPanel() {
  const units = useStore((state) => lossUnits(state.run.record?.config ?? state.config));
  return (
    <Panel title="How it is taught" aside={<span className="muted">losses of the last epoch, {units}</span>}>
      <Diagram />
    </Panel>
  );
}
