/** What the picture of a claim shows. Its kind follows from what the preset measures and varies, never from its name. */
import type { Preset } from '../../experiment/preset.ts';
import type { Finding } from '../../experiment/recorded.ts';
import { barsOf, type BarRow } from './bars.ts';
import { linesOf, type EvidenceLine } from './lines.ts';
import type { Mark, Measured } from './measured.ts';
import { quantityOf, type Quantity } from './quantity.ts';
import { variedAxis, type VariedAxis } from './variedAxis.ts';

export interface EvidenceRow {
  readonly label: string;
  readonly marks: readonly Mark[];
}

export type Evidence = { readonly quantity: Quantity } & (
  | { readonly kind: 'rows'; readonly rows: readonly EvidenceRow[] }
  | { readonly kind: 'lines'; readonly axis: VariedAxis; readonly lines: readonly EvidenceLine[] }
  | { readonly kind: 'bars'; readonly rows: readonly BarRow[] }
);

/** Lines where a setting takes many values; bars of errors where they stand beside the source's; else a row per variant. */
export function evidenceOf(preset: Preset, measured: Measured): Evidence {
  const quantity = quantityOf(preset.measures);
  const bars = barsOf(preset, measured);
  if (bars) return { kind: 'bars', quantity, rows: bars };
  const axis = variedAxis(preset);
  if (axis) return { kind: 'lines', quantity, axis, lines: linesOf(axis, quantity, measured) };
  return { kind: 'rows', quantity, rows: rowsOf(preset, quantity, measured) };
}

/** The variants of the preset, then those that a recording made of it before it was changed. */
function rowsOf({ variants }: Preset, quantity: Quantity, measured: Measured): EvidenceRow[] {
  const found = (['recorded', 'here'] as const).flatMap((origin) => {
    const results = measured[origin];
    return results ? [{ origin, results }] : [];
  });
  const labels = new Set([
    ...variants.map(({ label }) => label),
    ...found.flatMap(({ results }) => results.variants.map(({ label }) => label)),
  ]);
  return [...labels].map((label) => ({
    label,
    marks: found.flatMap(({ origin, results }) => {
      const finding = results.variants.find((variant) => variant.label === label);
      return finding ? marksOf(finding, origin, quantity, results.data.test) : [];
    }),
  }));
}

function marksOf(finding: Finding, origin: Mark['origin'], quantity: Quantity, numTested: number): Mark[] {
  if (finding.problem !== null) return [{ origin, network: null, estimate: null, said: 'refused' }];
  return quantity
    .estimates(finding, numTested)
    .map(({ network, estimate, said }) => ({ origin, network, estimate, said }));
}
