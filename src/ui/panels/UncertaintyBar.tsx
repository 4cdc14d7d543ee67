/** Where the width of the interval comes from, as one bar: first weights; labels, order and teacher; test digits. */
import type { Gain } from '../../experiment/results.ts';
import {
  uncertaintyParts,
  uncertaintySentence,
  type UncertaintyPart,
} from '../../experiment/words/verdict.ts';
import { percent } from '../../experiment/words/numbers.ts';

/** Of the bar, for a part that is not known: its true width is not known either. */
const UNKNOWN_SHARE = 0.2;

export function UncertaintyBar({ gain }: { readonly gain: Gain }) {
  const parts = uncertaintyParts(gain);
  if (!parts) return null;
  return (
    <figure className="uncertainty" aria-label={uncertaintySentence(gain)} role="img">
      <div className="uncertainty-bar">
        {parts.map(({ of, share, unknown }, at) => (
          <span
            key={of}
            className={share === null ? 'uncertainty-part unknown' : 'uncertainty-part'}
            data-part={at}
            title={unknown || `${of}: ${percent(share ?? 0, 0)} of the variance`}
            style={{ flexGrow: share ?? UNKNOWN_SHARE }}
          />
        ))}
      </div>
      <figcaption className="muted small">
        Uncertainty from{' '}
        {parts.map((part, at) => (
          <span key={part.of}>
            <span className="uncertainty-key" data-part={at} />
            {part.of} {shareText(part)}
            {at < parts.length - 1 && ' · '}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

const shareText = ({ share }: UncertaintyPart) => (share === null ? 'unknown' : percent(share, 0));
