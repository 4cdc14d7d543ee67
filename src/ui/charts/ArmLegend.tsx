/** Which line is which arm: told apart by colour, dash and word. */
import { ARMS } from '../../experiment/arms.ts';
import { NETWORK_COLOUR, NETWORK_DASH, NETWORK_LABEL } from '../theme.ts';

export function ArmLegend({ withPrevious }: { readonly withPrevious: boolean }) {
  return (
    <span className="legend">
      {ARMS.toReversed().map((arm) => (
        <span key={arm} className="legend-item" style={{ color: NETWORK_COLOUR[arm] }}>
          <Sample dash={NETWORK_DASH[arm]} />
          {NETWORK_LABEL[arm].toLowerCase()}
        </span>
      ))}
      {withPrevious && (
        <span className="legend-item muted">
          <Sample dash="1 4" />
          run before
        </span>
      )}
    </span>
  );
}

function Sample({ dash }: { readonly dash: string }) {
  return (
    <svg width="22" height="8" aria-hidden="true">
      <line x1="1" x2="21" y1="4" y2="4" stroke="currentColor" strokeWidth="2.5" strokeDasharray={dash} />
    </svg>
  );
}
