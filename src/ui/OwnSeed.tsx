/** Said as long as the seed that a link for a class drew is the one in use. */
import { useStore } from '../store/useStore.ts';

export function OwnSeed() {
  const seed = useStore((state) => state.drawnSeed);
  return (
    <p className="notices muted" role="status" aria-label="Your seed">
      This link drew seed <span translate="no">{seed}</span> for you alone: your run is a replicate of its
      own. It stands in the address now, so a reload trains the same run.
    </p>
  );
}
