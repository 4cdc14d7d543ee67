/** How the student of this run is taught. */
import { Diagram } from '../charts/Diagram.tsx';
import { Panel } from './Panel.tsx';

export function DiagramPanel() {
  return (
    <Panel title="How it is taught" aside={<span className="muted">losses of the last epoch, nats</span>}>
      <Diagram />
    </Panel>
  );
}
