/** Which line is which arm: told apart by colour, dash and word. */
import type { Arm } from '../../experiment/arms.ts';
import { LineSample } from './LineSample.tsx';
import { NETWORK_COLOUR, NETWORK_DASH, NETWORK_LABEL } from '../theme.ts';

interface Props {
  readonly arms: readonly Arm[];
  /** Name of the run before, where its lines are drawn too. */
  readonly before: string | null;
}

export function ArmLegend({ arms, before }: Props) {
  return (
    <span className="legend">
      {arms.toReversed().map((arm) => (
        <span key={arm} className="legend-item" style={{ color: NETWORK_COLOUR[arm] }}>
          <LineSample dash={NETWORK_DASH[arm]} width={2.5} />
          {NETWORK_LABEL[arm].toLowerCase()}
        </span>
      ))}
      {before !== null && (
        <span className="legend-item muted">
          <LineSample dash="1 4" width={2.5} />
          {before}
        </span>
      )}
    </span>
  );
}
