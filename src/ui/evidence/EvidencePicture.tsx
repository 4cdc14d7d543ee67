/** The evidence of a claim as one picture: results in, drawing out; small on a card, large where it is opened. */
import type { Preset } from '../../experiment/preset.ts';
import { BarsPicture, barsHeight } from './BarsPicture.tsx';
import { evidenceOf, type Evidence } from './evidence.ts';
import { evidenceSentence } from './evidenceSentence.ts';
import { LinesPicture } from './LinesPicture.tsx';
import type { Size } from './looks.ts';
import type { Measured } from './measured.ts';
import { RowsPicture, rowsHeight } from './RowsPicture.tsx';

/** As wide as the narrowest card, so that its letters are never smaller than they are said to be. */
const SMALL: Size = { width: 280, height: 150 };

interface Props extends Measured {
  readonly preset: Preset;
  /** In pixels; the drawing fills the width that it is given. */
  readonly size?: Size;
}

export function EvidencePicture({ preset, recorded, here, size = SMALL }: Props) {
  const evidence = evidenceOf(preset, { recorded, here });
  const [width, height] = [size.width, Math.max(size.height, leastHeight(evidence, size.width))];
  return (
    <svg
      className="evidence-picture"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={evidenceSentence(evidence)}
    >
      <Drawing evidence={evidence} size={{ width, height }} />
    </svg>
  );
}

function Drawing({ evidence, size }: { readonly evidence: Evidence; readonly size: Size }) {
  switch (evidence.kind) {
    case 'rows':
      return <RowsPicture {...evidence} size={size} />;
    case 'lines':
      return <LinesPicture {...evidence} size={size} />;
    case 'bars':
      return <BarsPicture {...evidence} size={size} />;
    default:
      throw new Error(`Unknown evidence ${JSON.stringify(evidence satisfies never)}.`);
  }
}

function leastHeight(evidence: Evidence, width: number): number {
  if (evidence.kind === 'rows') return rowsHeight(evidence, width);
  return evidence.kind === 'bars' ? barsHeight(evidence.rows, width) : 0;
}
