/** What a picture shows, for those who do not see it; the table says the rest. */
import type { Evidence } from './evidence.ts';
import { ORIGIN_LABEL } from './looks.ts';
import { tickText } from './tickText.ts';

export function evidenceSentence(evidence: Evidence): string {
  const { quantity } = evidence;
  const told = partsOf(evidence);
  return told.length === 0
    ? `Nothing is measured yet: ${quantity.title}.`
    : `${quantity.title}: ${told.join('; ')}.`;
}

function partsOf(evidence: Evidence): string[] {
  switch (evidence.kind) {
    case 'rows':
      return evidence.rows.flatMap(({ label, marks }) =>
        marks.map(({ origin, network, said }) =>
          [label, ORIGIN_LABEL[origin], network, said].filter(Boolean).join(' '),
        ),
      );
    case 'bars':
      return evidence.rows.flatMap(({ label, bars }) =>
        bars.map(({ origin, said }) => `${label} ${ORIGIN_LABEL[origin]} ${said} %`),
      );
    case 'lines': {
      const { axis, lines } = evidence;
      const text = (value: number) => tickText(Number(value.toFixed(2)), evidence.quantity.unit);
      return lines.flatMap(({ origin, name, points }) => {
        const [first, last] = [points[0], points.at(-1)];
        if (!first || !last) return [];
        const line = [ORIGIN_LABEL[origin], name].filter(Boolean).join(' ');
        return [
          `${line} from ${text(first.estimate.value)} at ${axis.title} ${first.x} to ${text(last.estimate.value)} at ${last.x}`,
        ];
      });
    }
    default:
      throw new Error(`Unknown evidence ${JSON.stringify(evidence satisfies never)}.`);
  }
}
