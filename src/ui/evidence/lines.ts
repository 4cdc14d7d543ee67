/** The lines of a swept claim: one per group of variants and network, for each place where it was measured. */
import type { Measured, Mark } from './measured.ts';
import type { Estimate, Quantity } from './quantity.ts';
import type { VariedAxis } from './variedAxis.ts';

export interface EvidenceLine {
  readonly origin: Mark['origin'];
  /** For its end; null where it is the only one. */
  readonly name: string | null;
  /** Which of its siblings it is, from 0: the same number wherever it was measured. */
  readonly index: number;
  readonly network: Mark['network'];
  /** By x; where nothing was measured there is none. */
  readonly points: readonly { readonly x: number; readonly estimate: Estimate }[];
}

export function linesOf(axis: VariedAxis, quantity: Quantity, measured: Measured): EvidenceLine[] {
  return (['recorded', 'here'] as const).flatMap((origin) => {
    const results = measured[origin];
    if (!results) return [];
    const byLabel = new Map(results.variants.map((finding) => [finding.label, finding] as const));
    const told = axis.groups.flatMap(({ name, at }) => {
      const points = at.flatMap(({ label, x }) => {
        const finding = byLabel.get(label);
        if (finding?.problem !== null) return [];
        return quantity
          .estimates(finding, results.data.test)
          .flatMap(({ network, estimate }) =>
            estimate && network !== 'teacher' ? [{ network, x, estimate }] : [],
          );
      });
      return [...new Set(points.map(({ network }) => network))].map((network) => ({
        name: name ?? network,
        network,
        points: points.filter((point) => point.network === network),
      }));
    });
    return told.map((line, index) => ({ origin, index, ...line }));
  });
}
